"""Tell the resident and note call-backs."""

from datetime import datetime

from django.db import transaction

from zhushi.matters.actions._move import move, take
from zhushi.matters.models import CallBack, Matter


@transaction.atomic
def tell(
    matter: Matter,
    *,
    how: str,
    is_reached: bool = True,
    note: str = "",
    seen: int | None = None,
    by,
    at: datetime,
) -> Matter:
    """Tell the resident the answer, by telephone, on paper or by the receipt code.

    how: in words, e.g. “电话”. An attempt that reached nobody is noted and nothing moves.
    """
    if not is_reached:
        return call_back_in(
            matter, "note", is_reached=False, note=note or how, seen=seen, by=by, at=at
        )
    matter = take(matter, "tell", seen=seen)
    CallBack.objects.create(matter=matter, is_reached=True, note=note.strip(), at=at, by=by)
    return move(matter, "tell", by=by, at=at, said=f"{how}告知。{note.strip()}")


@transaction.atomic
def call_back(
    matter: Matter, *, is_reached: bool, note: str, seen: int | None = None, by, at: datetime
) -> Matter:
    """Note a call-back after the answer: reached or not, and what was said."""
    return call_back_in(
        matter, "call_back", is_reached=is_reached, note=note, seen=seen, by=by, at=at
    )


def call_back_in(
    matter: Matter, verb: str, *, is_reached: bool, note: str, seen: int | None, by, at: datetime
) -> Matter:
    """Note a call under whichever verb fits the state of the matter."""
    with transaction.atomic():
        matter = take(matter, verb, seen=seen)
        CallBack.objects.create(
            matter=matter, is_reached=is_reached, note=note.strip(), at=at, by=by
        )
        reached = "打通" if is_reached else "没有打通"
        return move(matter, verb, by=by, at=at, said=f"电话{reached}。{note.strip()}", public="")
