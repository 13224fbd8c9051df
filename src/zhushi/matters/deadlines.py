"""Which clocks a move starts and stops, and when they run out; pure but for the data it is given.

Numbers come from a district's limit profile; docs/domain/norms.md names their sources.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from zhushi.core.workdays import Calendar, Due, add_months, add_workdays
from zhushi.matters.choices import ClockStep, Kind, LimitUnit

C = ClockStep

# hand_in: what "register" starts where delegates hand in; it has no edge.
STARTS: dict[str, tuple[ClockStep, ...]] = {
    "register": (C.ACCEPT, C.DISPATCH),
    "hand_in": (C.CHECK,),
    "revise": (C.CHECK,),
    "disapprove": (C.CHECK,),
    "turn_down": (C.REVISE,),
    "check": (C.APPROVE,),
    "approve_step": (C.APPROVE,),
    "approve": (C.DISPATCH,),
    "forward": (C.SIGN_IN, C.HAND_BACK, C.REPLY),
    "present": (C.EVALUATE,),
    "evaluate": (C.CLOSE,),
    "answer": (C.CLOSE,),
    "decline": (C.CLOSE,),
    "refer": (C.CLOSE,),
    "merge": (C.REPLY,),
    "seal": (C.HAND_OVER,),
    "hand_over": (C.CLOSE,),
    "dispatch": (C.SIGN_IN, C.HAND_BACK, C.FIRST_CONTACT, C.REPLY),
    "hand_back": (C.DECIDE,),
    "grant": (C.DISPATCH,),
    "uphold": (),
    "reply": (C.REVIEW,),
    "enter_reply": (C.REVIEW,),
    "confirm": (C.TELL,),
    "follow": (C.TELL,),
    "tell": (C.EVALUATE,),
    "rate": (C.CLOSE,),
    "redo": (C.REDO,),
    "escalate": (C.MEETING,),
}

ALL = frozenset(ClockStep)
STOPS: dict[str, frozenset[ClockStep]] = {
    "accept": frozenset({C.ACCEPT}),
    "answer": ALL,
    "decline": ALL,
    "refer": ALL,
    "merge": ALL,
    "seal": ALL,
    "hand_over": ALL,
    "conclude": ALL,
    "dispatch": frozenset({C.ACCEPT, C.DISPATCH, C.DECIDE}),
    "check": frozenset({C.CHECK}),
    "turn_down": ALL,
    "revise": frozenset({C.REVISE}),
    "approve_step": frozenset({C.APPROVE}),
    "approve": frozenset({C.APPROVE}),
    "disapprove": frozenset({C.APPROVE}),
    "forward": frozenset({C.DISPATCH, C.DECIDE}),
    "present": frozenset({C.TELL}),
    "evaluate": frozenset({C.EVALUATE}),
    "settle": ALL,
    "sign_in": frozenset({C.SIGN_IN}),
    "co_sign_in": frozenset({C.SIGN_IN}),
    "contact": frozenset({C.FIRST_CONTACT}),
    "hand_back": frozenset({C.SIGN_IN, C.HAND_BACK, C.FIRST_CONTACT}),
    "co_hand_back": frozenset({C.SIGN_IN, C.HAND_BACK}),
    "grant": frozenset({C.DECIDE, C.SIGN_IN, C.HAND_BACK, C.FIRST_CONTACT}),
    "uphold": frozenset({C.DECIDE}),
    "reply": ALL,
    "enter_reply": ALL,
    "send_back": frozenset({C.REVIEW}),
    "confirm": ALL,
    "follow": ALL,
    "tell": frozenset({C.TELL}),
    "rate": frozenset({C.EVALUATE}),
    "redo": ALL,
    "escalate": ALL,
    "close": ALL,
}

RESUMED_BY = {"send_back": frozenset({C.REPLY, C.REDO})}
"""A reply that is sent back does not move the date: the stopped clock runs on."""

PER_DISPATCH = frozenset({C.SIGN_IN, C.HAND_BACK, C.FIRST_CONTACT})
SILENT = frozenset({C.HAND_BACK})
"""A window that may pass unused: nobody is late when it does."""

FROM_RECEIPT = frozenset({C.ACCEPT, C.DISPATCH, C.REPLY})
"""Counted from the day the matter was received, not from the move."""

FROM_MOVE = frozenset({"grant"})
"""But a matter that was handed back waits anew for its dispatch from the day that was granted."""


@dataclass(frozen=True)
class LimitRule:
    """How long a step may take, whence the number, and the version of the profile."""

    length: int
    unit: str
    basis: str
    version: int

    @property
    def words(self) -> str:
        return f"{self.length} 个{'月' if self.unit == LimitUnit.MONTHS else '工作日'}"


LimitTable = Mapping[tuple[str, str], LimitRule]


def limit_class(kind: str, opinion_type: str, is_hard: bool) -> str:
    """Under which key the limits of a matter stand: its type, or its kind and whether it is hard.

    One of ``LimitClass``.
    """
    if kind == Kind.OPINION:
        return opinion_type
    return f"{kind}_HARD" if is_hard else kind


def limit_for(table: LimitTable, step: ClockStep, limit_class: str) -> LimitRule:
    """The limit of a step for a class of matters, or the step's general one."""
    return table.get((step, limit_class)) or table[step, ""]


def counts_from_receipt(step: ClockStep, verb: str, kind: str) -> bool:
    """Whether a clock runs from the day of receipt, and not from the move that starts it.

    Only with opinions: what delegates hand in is checked and approved first, and the term for
    the answer begins when it is forwarded.
    """
    return kind == Kind.OPINION and step in FROM_RECEIPT and verb not in FROM_MOVE


def due(start: date, limit_length: int, unit: str, calendar: Calendar, *, extra: int = 0) -> Due:
    """The day a limit runs out; ``extra`` working days were added by extension or pause.

    The start day is not counted; a length of 0 working days (urgent) is the same day, or the
    next working day if that is a rest day.
    """
    if unit == LimitUnit.MONTHS:
        reached = add_months(start, limit_length, calendar)
        if not extra:
            return reached
        longer = add_workdays(reached.on, extra, calendar)
        return Due(
            longer.on,
            reached.provisional or longer.provisional,
            f"{reached.sentence}另加 {extra} 个工作日，到{_day(longer.on)}。",
        )
    if limit_length + extra == 0:
        if calendar.is_workday(start):
            return Due(start, False, f"紧急事项当天办理，到{_day(start)}。")
        reached = add_workdays(start, 1, calendar)
        return Due(
            reached.on, reached.provisional, f"紧急事项当天办理，逢休息日到{_day(reached.on)}。"
        )
    reached = add_workdays(start, limit_length + extra, calendar)
    if not extra:
        return reached
    told = f"{limit_length} 个工作日，延期或暂停另加 {extra} 个。{reached.sentence}"
    return Due(reached.on, reached.provisional, told)


def _day(on: date) -> str:
    return f"{on.year}年{on.month}月{on.day}日"
