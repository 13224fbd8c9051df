from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from zhushi.core import audit
from zhushi.core.errors import Refused, Stale
from zhushi.grouping.actions.make_roster import gaps_of, in_words, solved
from zhushi.grouping.models import Roster
from zhushi.grouping.rosters.question import OFF, part_around, read
from zhushi.grouping.rosters.score import score_of


def change_roster(
    roster: Roster, *, day: str, person: str, part: str | None, seen: int, by, at: datetime
) -> tuple[Roster, int]:
    """Say of one person and one day what must be, and arrange around it what that touches.

    part: who receives, stands by, or OFF for not that day; None takes back what was said.
    Returns the roster and how many seats changed. Raises Refused where it contradicts what else
    is locked, and Stale if somebody changed the roster since it was ``seen``.
    """
    if not roster.is_open:
        raise Refused("这个排班已经采用或放弃，不能再改。")
    question = _said(roster.question, day, person, part)
    with in_words(question):
        around = part_around(question, day)
    held = {one["id"]: roster.result["plan"].get(one["id"], []) for one in around["days"]}
    result = merged(roster.result, solved(around, prefer=held), question)
    with transaction.atomic():
        roster = Roster.objects.select_for_update().get(pk=roster.pk)
        if not roster.is_open:
            raise Refused("这个排班已经采用或放弃，不能再改。")
        if roster.version != seen:
            raise Stale("别人刚刚改过这个排班，请看过新的再改。")
        changed = _changed(roster.result["plan"], result["plan"])
        roster.question, roster.result = question, result
        roster.gaps = gaps_of(question, result)
        roster.version += 1
        roster.save(update_fields=["question", "result", "gaps", "version"])
        audit.record(
            "roster.change", target=f"roster:{roster.pk}", district_id=roster.district_id,
            by=by, at=at, day=day, person=person, part=str(part or ""),
        )  # fmt: skip
    return roster, changed


def _said(question: Mapping[str, Any], day: str, person: str, part: str | None) -> dict[str, Any]:
    members = {row["id"]: row for row in question["people"]}
    if day not in {row["id"] for row in question["days"]} or person not in members:
        raise Refused("这个排班里没有这一天或这个人。")
    member = members[person]
    if part not in (None, OFF) and day not in member["days"]:
        raise Refused(f"{member['name']}{member['away'].get(day, '那天不在这个工作室')}，不能排。")
    locks = [lock for lock in question["locks"] if lock[:2] != [day, person]]
    if part is not None:
        locks.append([day, person, part])
    return {**question, "locks": locks}


def merged(
    before: Mapping[str, Any], after: Mapping[str, Any], question: Mapping[str, Any]
) -> dict[str, Any]:
    """An answer in which some parts have been solved anew."""
    plan = {**before["plan"], **after["plan"]}
    anew = {day for part in after["parts"] for day in part["days"]}
    kept = [part for part in before["parts"] if not anew.intersection(part["days"])]
    score = score_of(read(question), {day: [tuple(s) for s in row] for day, row in plan.items()})
    return {"plan": plan, "score": score.as_dict(), "parts": [*kept, *after["parts"]]}


def _changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> int:
    return sum(
        len({tuple(s) for s in after[day]} - {tuple(s) for s in before.get(day, [])})
        for day in after
    )
