"""Groupings and rosters as long work: what a request asks for, another process solves."""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from zhushi.activities.halves import Half
from zhushi.core.errors import Refused
from zhushi.core.jobs import Watch, register
from zhushi.grouping.actions.limit_draft import limit_draft
from zhushi.grouping.actions.make_draft import make_draft
from zhushi.grouping.actions.make_roster import make_roster
from zhushi.grouping.models import Draft
from zhushi.grouping.wishes import SECONDS
from zhushi.rooms.models import Unit, Workroom

DRAFT, LIMIT, ROSTER = "grouping.make", "grouping.limit", "roster.make"


def register_all() -> None:
    register(DRAFT, _draft)
    register(LIMIT, _limit)
    register(ROSTER, _roster)


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


def _search(watch: Watch) -> Any:
    """Progress of a search: the time it may take, and how far its answer is from proven."""
    began = time.monotonic()

    def told(value: int, least: int) -> bool:
        spent = int(time.monotonic() - began)
        return watch(spent, int(SECONDS), f"已有方案，还差 {value - least} 米没有证明")

    return told
