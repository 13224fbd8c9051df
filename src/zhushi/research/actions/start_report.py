from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from zhushi.core import audit
from zhushi.core.errors import Refused
from zhushi.core.moments import day_of
from zhushi.people.models import Person
from zhushi.research.models import Report, ReportAuthor, ReportVersion, Theme
from zhushi.research.queries import able_to_sign
from zhushi.rooms.models import Workroom

TITLE_LENGTH = 80


@transaction.atomic
def start_report(
    room: Workroom,
    *,
    title: str,
    authors: Sequence[Person],
    theme: Theme | None = None,
    by,
    at: datetime,
) -> Report:
    """Begin a report of a room's delegates with an empty first version.

    authors: in the order of their names, the first answering for it. Raises Refused without a
    title or an author, for who is no delegate of the room today, or a theme of elsewhere.
    """
    title = title.strip()
    if not title:
        raise Refused("请写题目。")
    if len(title) > TITLE_LENGTH:
        raise Refused(f"题目最多 {TITLE_LENGTH} 字，现在有 {len(title)} 字。")
    if not authors:
        raise Refused("至少要有一位代表署名。")
    able = {person.pk for person in able_to_sign(room, on=day_of(at))}
    if strange := [person.name for person in authors if person.pk not in able]:
        raise Refused(f"{'、'.join(strange)}不是{room.name}的代表，不能署名。")
    if theme and not theme.is_for(room):
        raise Refused("请选本区或本室的主题。")
    report = Report.objects.create(
        district=room.district, room=room, theme=theme, title=title, version=1, created_at=at
    )
    ReportAuthor.objects.bulk_create(
        ReportAuthor(report=report, person=person, position=position)
        for position, person in enumerate(dict.fromkeys(authors))
    )
    ReportVersion.objects.create(report=report, number=1, title=title, at=at, by=by)
    audit.record(
        "report.start",
        target=f"report:{report.pk}",
        district_id=room.district_id,
        by=by,
        at=at,
        names=len(authors),
    )
    return report
