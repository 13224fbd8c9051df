"""Who is told of a move, and in which words; never what a resident said."""

from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from zhushi.matters.choices import Visibility
from zhushi.matters.lifecycle import label_of
from zhushi.matters.models import Matter
from zhushi.people.choices import Role
from zhushi.people.models import User
from zhushi.people.queries import logins_of

ROOM = frozenset(
    {"register", "confirm", "follow", "rate", "grant", "add", "redo", "contact", "refuse_extension"}
    | {"turn_down", "settle"}
)
UNITS = frozenset(
    {
        "dispatch",
        "forward",
        "urge",
        "supervise",
        "send_back",
        "redo",
        "uphold",
        "extend",
        "refuse_extension",
    }
    | {"co_uphold", "co_grant"}
)
OFFICE = frozenset(
    {"hand_back", "co_hand_back", "ask_extension", "reply", "enter_reply"}
    | {"revise", "approve", "disapprove", "evaluate"}
)
AUTHORS = frozenset({"turn_down", "approve", "forward", "present", "extend", "settle"})
"""What those are told who signed it."""
APPROVERS = frozenset({"check", "approve_step"})


def recipients(matter: Matter, verb: str, *, on: date) -> QuerySet[User, int] | None:
    """The logins to tell of a move, not yet asked for; None if it is told to nobody.

    A sealed matter tells nobody but the named persons.
    """
    told = []
    if verb in ("seal", "hand_over", "conclude"):
        told.append(Q(district=matter.district_id, role=Role.CONFIDANT))
    elif matter.visibility == Visibility.NORMAL:
        if verb in ROOM:
            told.append(Q(room=matter.room_id, role=Role.LIAISON))
        if verb in OFFICE:
            told.append(Q(district=matter.district_id, role=Role.OFFICE))
        if matter.is_of_delegates and verb in AUTHORS:
            told.append(Q(person__in=matter.proposers.order_by().values("person")))
        if verb in APPROVERS:
            told += _of_approvers(matter)
        if verb in UNITS:
            units = matter.dispatches.filter(ended_at=None).order_by().values("unit")
            told.append(Q(unit__in=units, role=Role.HANDLER))
    return logins_of(reduce(or_, told), on=on) if told else None


def _of_approvers(matter: Matter) -> list[Q]:
    steps = matter.approvals.filter(opened_at__isnull=False, decision="").order_by()
    return [Q(person__in=steps.values(name)) for name in ("approver", "deputy")]


def about(matter: Matter) -> str:
    """What a notice of a matter names; a sealed one is opened on a page of its own."""
    kind = "sealed" if matter.visibility == Visibility.SEALED else "matter"
    return f"{kind}:{matter.ref}"


def text_of(matter: Matter, verb: str) -> str:
    """What happened, by the tail of the number and never by its subject."""
    return f"编号尾号 {matter.ref[-4:]} 的事项：{label_of(verb)}"
