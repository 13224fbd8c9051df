"""What a half-year's research is about: one theme of the district, more of its rooms."""

from datetime import datetime

from django.db import IntegrityError, transaction

from zhushi.activities.halves import Half
from zhushi.core import audit
from zhushi.core.errors import Refused
from zhushi.research.models import PriorityArea, Theme
from zhushi.rooms.models import Unit, Workroom

TITLE_LENGTH = 60


def lay_down_theme(
    district: Unit,
    *,
    half: Half,
    title: str,
    priority: PriorityArea,
    why: str = "",
    by,
    at: datetime,
) -> Theme:
    """Choose the district's theme of a half-year; raises Refused where there is one already."""
    try:
        with transaction.atomic():
            return _store(district, None, half, title, priority, why, by=by, at=at)
    except IntegrityError:
        raise Refused(f"{half.label}的全区主题已经定了。") from None


@transaction.atomic
def add_theme(
    room: Workroom,
    *,
    half: Half,
    title: str,
    priority: PriorityArea,
    why: str = "",
    by,
    at: datetime,
) -> Theme:
    """Add a theme of a room's own to a half-year."""
    return _store(room.district, room, half, title, priority, why, by=by, at=at)


def _store(
    district: Unit,
    room: Workroom | None,
    half: Half,
    title: str,
    priority: PriorityArea,
    why: str,
    *,
    by,
    at: datetime,
) -> Theme:
    title = title.strip()
    if not title or len(title) > TITLE_LENGTH:
        raise Refused(f"主题要写，最多 {TITLE_LENGTH} 字。")
    if priority.district_id != district.pk or (priority.until and priority.until < half.since):
        raise Refused("请选这半年在列的一项重点工作。")
    theme = Theme.objects.create(
        district=district,
        room=room,
        priority=priority,
        since=half.since,
        title=title,
        why=why.strip(),
        created_at=at,
    )
    audit.record(
        "theme.set",
        target=f"theme:{theme.pk}",
        district_id=district.pk,
        by=by,
        at=at,
        day=theme.since.isoformat(),
    )
    return theme
