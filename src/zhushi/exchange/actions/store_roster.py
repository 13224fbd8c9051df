from datetime import date, datetime

from django.db import transaction

from zhushi.core.errors import Refused
from zhushi.exchange.actions._run import begin_end, end_run
from zhushi.exchange.imports.roster_plan import RosterPlan, Seat, plan_roster
from zhushi.exchange.models import ImportRun
from zhushi.exchange.rows import Outcome
from zhushi.people.actions.edit_person import edit_person
from zhushi.people.actions.grant_mandate import correct_mandate, grant_mandate
from zhushi.people.actions.place_person import place_person
from zhushi.people.actions.register_person import register_person
from zhushi.people.models import Person
from zhushi.rooms.models import Unit


@transaction.atomic
def store_roster(
    run: ImportRun, outcome: Outcome, *, good_only: bool, since: date, by, at: datetime
) -> RosterPlan:
    """Register the roster's delegates and their seats, without a posting; grouping comes later.

    since: first day of seats that are new. Who is known already is found again and only what
    changed is written, so the same roster again changes nothing and the run says so. Raises
    Refused, and stores nothing, if a cell is bad and not ``good_only``, or if the run has ended.
    """
    if outcome.bad and not good_only:
        raise Refused(
            f"有 {len(outcome.bad_lines)} 行、{len(outcome.bad)} 处错误，什么都没有导入。"
            "请改好后重新导入，或选择只导入没有错误的行。"
        )
    district = Unit.objects.select_for_update(of=("self",)).get(pk=run.district_id)
    begin_end(run)
    plan = plan_roster(district, outcome, on=since)
    for entry in plan.new:
        person = register_person(
            district, name=entry.name, phone=entry.phone or "", by=by, at=at, **entry.fields
        )
        _seat(person, entry.seats, since=since, by=by, at=at)
        place_person(person, by=by, at=at, **entry.points)
    for entry in plan.changed:
        known = entry.known
        if entry.fields or entry.phone is not None:
            edit_person(known, phone=entry.phone, by=by, at=at, **entry.fields)
        _seat(known, entry.seats, since=since, by=by, at=at)
        place_person(known, by=by, at=at, **entry.points)
    run.report = {"bad": outcome.report()["bad"]}
    counts = plan.counts | {"bad": len(outcome.bad_lines), "cells": len(outcome.bad)}
    end_run(run, changed=plan.changes_something, counts=counts, by=by, at=at)
    return plan


def _seat(person: Person, seats: list[Seat], *, since: date, by, at: datetime) -> None:
    for seat in seats:
        if seat.mandate is None:
            grant_mandate(
                person,
                level=seat.level,
                starts_on=since,
                electing_unit=seat.electing_unit,
                by=by,
                at=at,
            )
        else:
            correct_mandate(seat.mandate, electing_unit=seat.electing_unit, by=by, at=at)
