from datetime import datetime

from django.db import transaction
from django.db.models import Q

from zhushi.core import outbox
from zhushi.core.errors import Refused
from zhushi.core.moments import day_of
from zhushi.grouping.actions._step import step
from zhushi.grouping.choices import DraftVerb
from zhushi.grouping.left_behind import moves_in
from zhushi.grouping.models import Draft
from zhushi.grouping.review import colleagues_of
from zhushi.people.choices import Role
from zhushi.people.queries import logins_of
from zhushi.rooms.choices import UnitKind
from zhushi.rooms.models import Workroom


@transaction.atomic
def submit_draft(draft: Draft, *, seen: int, by, at: datetime) -> Draft:
    """Lay a draft before the rest of the office, who are told; from now on nobody changes it.

    The heads of rooms that somebody leaves or joins are told too, and may read it.

    Raises Refused unless it is open and as it was ``seen``.
    """
    draft = Draft.objects.select_for_update().get(pk=draft.pk)
    if not draft.is_open:
        raise Refused("这个方案已经送审、采用或放弃。")
    if draft.version != seen:
        raise Refused("别人刚刚改过这个方案，请看过新的再送审。")
    draft = step(draft, DraftVerb.SUBMIT, event="grouping.submit", by=by, at=at)
    outbox.tell(
        colleagues_of(draft, by.pk, on=day_of(at)),
        event=f"grouping.submit:{draft.pk}:{draft.steps.count()}",
        text="有一个编组方案送审，请看过后采用或退回",
        about=f"draft:{draft.pk}",
        at=at,
    )
    _tell_heads(draft, by=by, at=at)
    return draft


def _tell_heads(draft: Draft, *, by, at: datetime) -> None:
    """Whoever leads a room that somebody leaves or joins, or the street above it, may look."""
    codes = {code for pair in moves_in(draft).values() for code in pair if code}
    below = Workroom.objects.filter(code__in=codes).exclude(unit__kind=UnitKind.STREET)
    around = Q(room__code__in=codes) | Q(room__unit__in=below.values("unit__parent"))
    heads = logins_of(around & Q(role=Role.HEAD), on=day_of(at))
    outbox.tell(
        set(heads),
        but=by,
        event=f"grouping.heads:{draft.pk}:{draft.steps.count()}",
        text="有一个编组方案送审，您的工作室有人要进出",
        about=f"draft:{draft.pk}",
        at=at,
    )
