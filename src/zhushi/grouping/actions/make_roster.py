from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from zhushi.activities.actions.plan_days import plan_days
from zhushi.activities.halves import Half
from zhushi.core import audit
from zhushi.core.errors import Refused
from zhushi.core.moments import day_of
from zhushi.grouping.models import Roster
from zhushi.grouping.roster_inputs import question_of
from zhushi.grouping.rosters.question import RosterError
from zhushi.grouping.rosters.solve import Progress, solve_roster
from zhushi.matters.reference import calendar_of
from zhushi.rooms.models import Workroom

SECONDS = 120.0


def make_roster(
    rooms: Sequence[Workroom],
    half: Half,
    *,
    rules: Mapping[str, int],
    is_anew: bool = False,
    with_days: bool = False,
    progress: Progress | None = None,
    by,
    at: datetime,
) -> Roster:
    """Propose who is on duty in rooms of one district for what is left of a half-year.

    Nobody's duties change yet. is_anew: duties that stand may change too; with_days: first make
    the days that the rooms' rules ask for. Solves outside of any transaction, up to two minutes.
    Raises Refused where no reception day stands or nobody could be on duty.
    """
    if with_days:
        _plan(rooms, half, by=by, at=at)
    question = question_of(rooms, half, rules, on=day_of(at), is_anew=is_anew)
    if not question["days"]:
        raise Refused(f"{half.label}还没有接待日可以排人，请先给工作室定接待规则，生成接待日。")
    if not question["people"]:
        raise Refused("这些工作室还没有党代表，请先编组。")
    result = solved(question, progress=progress)
    with transaction.atomic():
        roster = Roster.objects.create(
            district_id=rooms[0].district_id,
            since=half.since,
            until=half.until,
            question=question,
            result=result,
            gaps=gaps_of(question, result),
            made_at=at,
            made_by=by,
        )
        codes = {day["room"] for day in question["days"]}
        roster.rooms.set([room for room in rooms if room.code in codes])
        audit.record(
            "roster.make", target=f"roster:{roster.pk}", district_id=roster.district_id,
            by=by, at=at, days=len(question["days"]),
        )  # fmt: skip
    return roster


def _plan(rooms: Sequence[Workroom], half: Half, *, by, at: datetime) -> None:
    calendar = calendar_of(rooms[0].district)
    since = max(half.since, day_of(at) + timedelta(days=1))
    for room in rooms:
        plan_days(room, since=since, until=half.until, calendar=calendar, by=by, at=at)


def solved(question: Mapping[str, Any], **how: Any) -> dict[str, Any]:
    """The best roster; raises Refused with names where what is locked contradicts itself."""
    with in_words(question):
        return solve_roster(question, seconds=SECONDS, **how)


@contextmanager
def in_words(question: Mapping[str, Any]) -> Iterator[None]:
    """What is wrong with a question is said to the person at the screen, with names and dates."""
    try:
        yield
    except RosterError as error:
        raise Refused(worded(str(error), question)) from error


def worded(sentence: str, question: Mapping[str, Any]) -> str:
    """A sentence with names and dates in the place of numbers."""
    for person in question["people"]:
        sentence = sentence.replace(person["id"], person["name"])
    for day in question["days"]:
        month, date = day["on"].split("-")[1:]
        sentence = sentence.replace(day["id"], f"{int(month)}月{int(date)}日")
    return sentence


def gaps_of(question: Mapping[str, Any], result: Mapping[str, Any]) -> int:
    """How many seats of those who receive or stand by are empty."""
    rules = question["rules"]
    wanted = len(question["days"]) * (rules["on_duty"] + rules["backups"])
    return wanted - sum(map(len, result["plan"].values()))
