from datetime import datetime

from zhushi.core.moments import day_of
from zhushi.core.workdays import workdays_between
from zhushi.matters.models import Matter
from zhushi.matters.reference import calendar_of


def note_answer(matter: Matter, at: datetime) -> None:
    """Keep on the matter when its standing written answer was signed and how long it took.

    Not saved here: the mover saves the matter. Working days after the day of receipt, at least 0.
    """
    taken = workdays_between(day_of(matter.received_at), day_of(at), calendar_of(matter.district))
    matter.answered_at, matter.answer_days = at, max(0, taken)


def renew_answer(matter: Matter) -> list[str]:
    """After an answer was sent back: the one before it stands again, or none.

    Returns the texts of all that stand, the room's own among them.
    """
    standing = list(matter.replies.filter(sent_back_at=None).order_by("pk"))
    written = [reply for reply in standing if reply.unit_id]
    if written:
        note_answer(matter, written[-1].signed_at)
    else:
        matter.answered_at = matter.answer_days = None
    return [reply.text for reply in standing]
