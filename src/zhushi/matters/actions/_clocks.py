"""Clocks follow the moves; called by the mover only."""

from collections.abc import Iterable, Sized
from datetime import date, datetime
from typing import Any

from django.db import connection

from zhushi.core.moments import day_of
from zhushi.core.workdays import workdays_between
from zhushi.matters.choices import ClockStep, LimitUnit
from zhushi.matters.deadlines import (
    PER_DISPATCH,
    RESUMED_BY,
    SILENT,
    STARTS,
    STOPS,
    counts_from_receipt,
    due,
    limit_for,
)
from zhushi.matters.limits import PAUSE_WORKDAYS
from zhushi.matters.models import Clock, Dispatch, Matter
from zhushi.matters.reference import calendar_of, limits_of

ANSWERS = (ClockStep.REPLY, ClockStep.REDO)


def turn_clocks(
    matter: Matter,
    verb: str,
    *,
    on: date,
    at: datetime,
    dispatches: Iterable[Dispatch] = (),
    due_days: int | None = None,
) -> None:
    """Stop, resume and start the clocks of a verb, and mirror the nearest one on the matter."""
    concerned = list(dispatches)
    turned = _stop(matter, verb, concerned, at=at)
    for clock in turned:
        if clock.stopped_at and clock.paused_on:
            unpause(matter, clock, on=on)
    left = [clock for clock in turned if not clock.stopped_at]
    made = new_clocks(matter, verb, on=on, dispatches=concerned, due_days=due_days)
    fresh = [clock for clock in made if not _runs_already(clock, left)]
    if fresh:
        Clock.objects.bulk_create(fresh)
    mirror(matter, left + fresh)


def new_clocks(
    matter: Matter,
    verb: str,
    *,
    on: date,
    dispatches: Iterable[Dispatch] = (),
    due_days: int | None = None,
) -> list[Clock]:
    """The clocks a verb starts, not yet stored; no statement but for the district's reference."""
    steps = STARTS.get(verb, ())
    if not steps:
        return []
    table, calendar = limits_of(matter.district, on=on), calendar_of(matter.district)
    made = []
    for step in steps:
        limit = limit_for(table, step, matter.limit_class)
        is_from_receipt = counts_from_receipt(step, verb, matter.kind)
        start = day_of(matter.received_at) if is_from_receipt else on
        length, unit = limit.length, limit.unit
        if step in ANSWERS:
            if due_days is not None:
                length, unit = due_days, LimitUnit.WORKDAYS
            elif matter.is_urgent and step == ClockStep.REPLY:
                length, unit, start = 0, LimitUnit.WORKDAYS, on
        reached = due(start, length, unit, calendar)
        holders: list[Dispatch | None] = [None]
        if step in PER_DISPATCH:
            holders = [d for d in dispatches if d.is_lead or step != ClockStep.FIRST_CONTACT]
        for holder in holders:
            made.append(
                Clock(
                    matter=matter,
                    dispatch=holder,
                    step=step,
                    starts_on=start,
                    length=length,
                    unit=unit,
                    due_on=reached.on,
                    is_provisional=reached.provisional,
                    sentence=reached.sentence,
                    basis=limit.basis,
                    profile_version=limit.version,
                )
            )
    return made


def mirror(matter: Matter, running: Iterable[Clock]) -> None:
    """Copy the nearest running clock onto the matter, so that lists need no join."""
    counted = [clock for clock in running if clock.step not in SILENT]
    nearest = min(counted, key=lambda clock: (clock.due_on, clock.pk or 0), default=None)
    matter.due_on = nearest.due_on if nearest else None
    matter.due_step = nearest.step if nearest else ""
    matter.is_due_provisional = nearest.is_provisional if nearest else False


_STOP = """
UPDATE matters_clock SET stopped_at = CASE WHEN {stops} THEN %s END
WHERE matter_id = %s AND (stopped_at IS NULL OR id = ({resumed})) RETURNING *
"""
_RESUMED = """
SELECT max(id) FROM matters_clock
WHERE matter_id = %s AND stopped_at IS NOT NULL AND step IN ({steps})
"""


def _stop(matter: Matter, verb: str, concerned: list[Dispatch], *, at: datetime) -> list[Clock]:
    """The clocks that ran, those that the verb stops now stopped, and the one it resumes.

    One statement. Where each dispatch has a clock of its own, only those of the dispatches
    concerned stop.
    """
    steps = STOPS.get(verb, frozenset())
    if not steps:
        return list(matter.clocks.filter(stopped_at=None))
    own = frozenset[ClockStep]()
    if concerned:
        own = steps & PER_DISPATCH
    stops, values = [], list[Any]()
    if shared := steps - own:
        stops.append(f"step IN ({_marks(shared)})")
        values += sorted(shared)
    if own:
        stops.append(f"step IN ({_marks(own)}) AND dispatch_id IN ({_marks(concerned)})")
        values += [*sorted(own), *(dispatch.pk for dispatch in concerned)]
    values += [connection.ops.adapt_datetimefield_value(at), matter.pk]
    resumed = "NULL"
    if again := RESUMED_BY.get(verb):
        resumed = _RESUMED.format(steps=_marks(again))
        values += [matter.pk, *sorted(again)]
    return list(Clock.objects.raw(_STOP.format(stops=" OR ".join(stops), resumed=resumed), values))


def _marks(values: Sized) -> str:
    return ", ".join(["%s"] * len(values))


def _runs_already(clock: Clock, left: list[Clock]) -> bool:
    return any((c.step, c.dispatch_id) == (clock.step, clock.dispatch_id) for c in left)


def lengthen(matter: Matter, clock: Clock, workdays: int) -> Clock:
    """Add (or with a negative number take back) working days to a running clock.

    What the matter mirrors is renewed by the mover that follows; who calls no mover calls
    ``mirror``.
    """
    clock.extra += workdays
    reached = due(
        clock.starts_on, clock.length, clock.unit, calendar_of(matter.district), extra=clock.extra
    )
    clock.due_on, clock.is_provisional = reached.on, reached.provisional
    clock.sentence = reached.sentence
    clock.save()
    if clock.step in ANSWERS:
        matter.dispatches.filter(ended_at=None).update(due_on=clock.due_on)
    return clock


def unpause(matter: Matter, clock: Clock, *, on: date) -> Clock:
    """End a pause: the working days that were given for it and not used come off again."""
    paused_on, clock.paused_on = clock.paused_on or on, None
    used = workdays_between(paused_on, on, calendar_of(matter.district))
    return lengthen(matter, clock, min(used, PAUSE_WORKDAYS) - PAUSE_WORKDAYS)


def reply_clock(matter: Matter) -> Clock | None:
    """The running clock of the written answer, first or redone."""
    return matter.clocks.filter(stopped_at=None, step__in=ANSWERS).first()
