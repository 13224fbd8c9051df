from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from zhushi.core import audit
from zhushi.core.errors import Refused
from zhushi.core.moments import day_of
from zhushi.grouping.inputs import question_of
from zhushi.grouping.instance import InstanceError
from zhushi.grouping.models import Draft
from zhushi.grouping.solver import ImpossibleError
from zhushi.grouping.tree import Progress
from zhushi.grouping.wishes import solved_with
from zhushi.rooms.models import Unit


def make_draft(
    district: Unit,
    *,
    rules: Mapping[str, Any],
    occasion: str = "",
    progress: Progress | None = None,
    by,
    at: datetime,
) -> Draft:
    """Group all delegates of a district anew under the office's rules; nothing changes yet.

    occasion: what made it necessary, in the office's words, shown with the draft.
    Solves outside of any transaction, up to 20 seconds. Raises Refused without delegates or open
    rooms, and where the rules leave no assignment.
    """
    question = question_of(district, rules, on=day_of(at))
    if not question["people"]:
        raise Refused("还没有党代表可以编组，请先导入名册。")
    if not question["rooms"]:
        raise Refused("还没有开放的工作室，请先设立工作室。")
    result = solved(question, progress=progress)
    return keep_draft(district, question, [], result, occasion=occasion, by=by, at=at)


def keep_draft(
    district: Unit,
    question: Mapping[str, Any],
    wishes: Sequence[Sequence[str]],
    result: Mapping[str, Any],
    *,
    occasion: str = "",
    by,
    at: datetime,
) -> Draft:
    """Store a solved question as a draft, with its line in the trail."""
    with transaction.atomic():
        draft = Draft.objects.create(
            district=district,
            occasion=occasion.strip(),
            question=question,
            wishes=wishes,
            result=result,
            moves=moves_of(question, result),
            made_at=at,
            made_by=by,
        )
        audit.record(
            "grouping.make", target=f"draft:{draft.pk}", district_id=district.pk, by=by, at=at,
            moves=draft.moves,
        )  # fmt: skip
    return draft


def solved(
    question: Mapping[str, Any],
    wishes: Sequence[Sequence[str]] = (),
    *,
    prefer: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> dict[str, Any]:
    """The best assignment, of equal ones the nearest to ``prefer``, else to where people sit now.

    Raises Refused with the collision in words.
    """
    if prefer is None:
        prefer = {row["id"]: row["now"] for row in question["people"] if row["now"]}
    try:
        return solved_with(question, wishes, prefer=prefer, progress=progress)
    except (ImpossibleError, InstanceError) as error:
        raise Refused(worded(str(error), question)) from error


def worded(sentence: str, question: Mapping[str, Any]) -> str:
    """A sentence with names in the place of numbers and codes."""
    for thing in (*question["people"], *question["rooms"]):
        sentence = sentence.replace(thing["id"], thing["name"])
    return sentence


def moves_of(question: Mapping[str, Any], result: Mapping[str, Any]) -> int:
    """How many would sit elsewhere than they do now, whoever sits nowhere included."""
    seats = result["assignment"]
    return sum(person["now"] != seats[person["id"]] for person in question["people"])
