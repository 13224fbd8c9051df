"""Who is told of a move, and in which words; never what a resident said."""

from datetime import date

from zhushi.matters.choices import Visibility
from zhushi.matters.lifecycle import label_of
from zhushi.matters.models import Matter
from zhushi.people.choices import Role
from zhushi.people.queries import logins_in_district, logins_in_room, logins_in_units

ROOM = frozenset(
    {"register", "confirm", "follow", "rate", "grant", "add", "redo", "contact", "refuse_extension"}
)
UNITS = frozenset(
    {"dispatch", "urge", "supervise", "send_back", "redo", "uphold", "extend", "refuse_extension"}
    | {"co_uphold", "co_grant"}
)
OFFICE = frozenset({"hand_back", "co_hand_back", "ask_extension", "reply", "enter_reply"})


def recipients(matter: Matter, verb: str, *, on: date) -> set[int]:
    """The logins to tell of a move; a sealed matter tells nobody but the named persons."""
    users: set[int] = set()
    if verb in ("seal", "hand_over", "conclude"):
        users |= set(logins_in_district(matter.district_id, Role.CONFIDANT, on=on))
    elif matter.visibility == Visibility.NORMAL:
        if verb in ROOM:
            users |= set(logins_in_room(matter.room_id, Role.LIAISON, on=on))
        if verb in OFFICE:
            users |= set(logins_in_district(matter.district_id, Role.OFFICE, on=on))
        if verb in UNITS:
            units = matter.dispatches.filter(ended_at=None).values_list("unit", flat=True)
            users |= set(logins_in_units(units, Role.HANDLER, on=on))
    return users


def text_of(matter: Matter, verb: str) -> str:
    """What happened, by the tail of the number and never by its subject."""
    return f"编号尾号 {matter.ref[-4:]} 的事项：{label_of(verb)}"
