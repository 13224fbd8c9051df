"""Groupings and rosters as long work: what a request asks for, another process solves."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from zhushi.activities.halves import Half
from zhushi.core.errors import Refused
from zhushi.core.jobs import Found, Watch, register
from zhushi.grouping.actions.change_draft import change_draft
from zhushi.grouping.actions.limit_draft import limit_draft
from zhushi.grouping.actions.lock_room import lock_room
from zhushi.grouping.actions.make_draft import make_draft, worded
from zhushi.grouping.actions.make_roster import make_roster
from zhushi.grouping.actions.pair_people import pair_people
from zhushi.grouping.actions.refresh_roster import refresh_roster
from zhushi.grouping.choices import WishKind
from zhushi.grouping.frontier import frontier_of
from zhushi.grouping.models import Draft, Roster
from zhushi.grouping.reckoned import points_as_data, trial_as_data
from zhushi.grouping.solver import ImpossibleError
from zhushi.grouping.wishes import SECONDS, trial_of
from zhushi.rooms.models import Unit, Workroom

DRAFT, LIMIT, ROSTER = "grouping.make", "grouping.limit", "roster.make"
CHANGE, PRICE, FRONTIER = "grouping.change", "grouping.price", "grouping.frontier"
REFRESH = "roster.refresh"
CHANGES: Mapping[str, Callable[..., Draft]] = {
    "wish": change_draft,
    "room": lock_room,
    "pair": pair_people,
}
"""What may be said of people and rooms of a draft, by the name a request gives it."""


def register_all() -> None:
    register(DRAFT, _draft)
    register(LIMIT, _limit)
    register(ROSTER, _roster)
    register(CHANGE, _change)
    register(PRICE, _price)
    register(FRONTIER, _frontier)
    register(REFRESH, _refresh)


def _draft(args: Mapping[str, Any], *, watch: Watch, by: Any, at: datetime) -> str:
    district = Unit.objects.get(pk=args["district"])
    made = make_draft(
        district,
        rules=args["rules"],
        occasion=args.get("occasion", ""),
        progress=_search(watch),
        by=by,
        at=at,
    )
    return f"draft:{made.pk}"


def _limit(args: Mapping[str, Any], *, watch: Watch, by: Any, at: datetime) -> str:
    draft = Draft.objects.get(pk=args["draft"])
    made = limit_draft(draft, at_most=args["at_most"], progress=_search(watch), by=by, at=at)
    return f"draft:{made.pk}"


def _roster(args: Mapping[str, Any], *, watch: Watch, by: Any, at: datetime) -> str:
    half = Half.named(args["half"])
    if half is None:
        raise Refused("没有看懂是哪个半年。")
    rooms = list(Workroom.objects.filter(pk__in=args["rooms"]).order_by("pk"))
    made = make_roster(
        rooms,
        half,
        rules=args["rules"],
        is_anew=args["is_anew"],
        with_days=args["with_days"],
        progress=watch,
        by=by,
        at=at,
    )
    return f"roster:{made.pk}"


def _change(args: Mapping[str, Any], *, watch: Watch, by: Any, at: datetime) -> str:
    draft, said = Draft.objects.get(pk=args["draft"]), dict(args["said"])
    if said.get("kind"):
        said["kind"] = WishKind(said["kind"])
    CHANGES[args["verb"]](draft, **said, by=by, at=at)
    return f"draft:{draft.pk}"


def _price(args: Mapping[str, Any], *, watch: Watch, by: Any, at: datetime) -> Found:
    """What one person in another room costs, exactly."""
    draft, person, room = _as_seen(args), args["person"], args["room"]
    wish = (person, WishKind.LOCK, room)
    try:
        trial = trial_of(draft.question, draft.wishes, draft.result, wish)
    except ImpossibleError as error:
        raise Refused(worded(str(error), draft.question)) from error
    return Found(f"draft:{draft.pk}", trial_as_data(trial))


def _frontier(args: Mapping[str, Any], *, watch: Watch, by: Any, at: datetime) -> Found:
    draft = _as_seen(args)
    points = frontier_of(draft.question, draft.wishes)
    return Found(f"frontier:{draft.pk}", points_as_data(points))


def _as_seen(args: Mapping[str, Any]) -> Draft:
    draft = Draft.objects.get(pk=args["draft"])
    if draft.version != args["seen"]:
        raise Refused("别人刚刚改过这个方案，请看过新的再算。")
    return draft


def _refresh(args: Mapping[str, Any], *, watch: Watch, by: Any, at: datetime) -> str:
    roster = Roster.objects.get(pk=args["roster"])
    refresh_roster(roster, seen=args["seen"], progress=watch, by=by, at=at)
    return f"roster:{roster.pk}"


def _search(watch: Watch) -> Any:
    """Progress of a search: the time it may take, and how far its answer is from proven."""
    began = time.monotonic()

    def told(value: int, least: int) -> bool:
        spent = int(time.monotonic() - began)
        return watch(spent, int(SECONDS), f"已有方案，还差 {value - least} 米没有证明")

    return told
