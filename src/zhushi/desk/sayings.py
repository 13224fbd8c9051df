"""What was said at an activity as one login reads it, and what became of each statement."""

from dataclasses import dataclass

from zhushi.activities.models import Activity, Statement
from zhushi.core.perms import Perm
from zhushi.matters.choices import Visibility
from zhushi.matters.models import Matter
from zhushi.people.access import Holdings


@dataclass(frozen=True)
class Saying:
    """One statement; ``ref``: of the matter it became, which is a link where it is reached."""

    statement: Statement
    ref: str
    is_reached: bool
    may_raise: bool
    may_change: bool = False

    @property
    def speaker(self) -> str:
        person = self.statement.person
        return person.name if person else self.statement.speaker or "一位群众"


def sayings_of(activity: Activity, held: Holdings, *, own=None) -> list[Saying]:
    """What a login reads of an activity's statements; two statements to the database at most.

    own: the person who reads. Who noted an activity may raise what they heard; else the room's
    desk does. What became a sealed matter is not shown: no page of a room holds one.
    """
    found = list(
        activity.statements.exclude(matter__visibility=Visibility.SEALED).select_related(
            "person", "matter"
        )
    )
    raised = [one.matter.pk for one in found if hasattr(one, "matter")]
    reached: set[int] = set()
    if raised:
        seen = Matter.objects.in_scope(held.scope(Perm.MATTER_VIEW)).filter(pk__in=raised)
        reached = set(seen.order_by().values_list("pk", flat=True))
    may_raise = may_raise_at(activity, held, own=own)
    keeps = held.scope(Perm.ACTIVITY_KEEP).has_room(activity.room)
    return [_saying(one, reached, may_raise, keeps) for one in found]


def may_raise_at(activity: Activity, held: Holdings, *, own=None) -> bool:
    """Whether the button stands there: for the room's desk, and for who noted it themselves."""
    if not held.scope(Perm.MATTER_RECEIVE).has_room(activity.room):
        return False
    keeps = held.scope(Perm.ACTIVITY_KEEP).has_room(activity.room)
    return keeps or (own is not None and activity.lead_id == own)


def _saying(one: Statement, reached: set[int], may_raise: bool, may_change: bool) -> Saying:
    matter = getattr(one, "matter", None)
    if matter is None:
        return Saying(one, "", is_reached=False, may_raise=may_raise, may_change=may_change)
    return Saying(one, matter.ref, is_reached=matter.pk in reached, may_raise=False)
