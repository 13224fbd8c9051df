from datetime import date, datetime

from django.db import transaction

from zhushi.core.errors import Refused
from zhushi.core.moments import day_of
from zhushi.exchange.actions._run import begin_end, end_run
from zhushi.exchange.imports.division_plan import DivisionPlan, plan_divisions
from zhushi.exchange.imports.divisions import Divisions
from zhushi.exchange.models import ImportRun
from zhushi.rooms.actions.enter_unit import enter_unit
from zhushi.rooms.actions.succeed import rename
from zhushi.rooms.choices import UnitKind
from zhushi.rooms.models import Unit

LONG_AGO = date(2000, 1, 1)
"""From when a district's first table holds: it says what is, not since when."""


@transaction.atomic
def open_district(code: str, *, name: str, by, at: datetime) -> Unit:
    """The district with this six-digit code; entered if the database does not have it.

    name: may be empty, then the code stands in until somebody gives a name. A name that differs
    from the stored one is a change of name.
    """
    district = Unit.objects.filter(kind=UnitKind.DISTRICT, code=code, valid_to=None).first()
    if district is None:
        return enter_unit(
            name or code,
            kind=UnitKind.DISTRICT,
            slug=code,
            code=code,
            valid_from=LONG_AGO,
            by=by,
            at=at,
        )
    if name and name != district.name:
        return rename(district, name=name, on=day_of(at), by=by, at=at)
    return district


@transaction.atomic
def store_divisions(run: ImportRun, found: Divisions, *, by, at: datetime) -> DivisionPlan:
    """Enter the streets and communities of a district's official table.

    What is new is entered, what is called otherwise is renamed with its history, what the table
    no longer names is only listed: people and matters may hang on it. The same tables again
    change nothing. Raises Refused, and stores nothing, for a bad cell or another district's table.
    """
    if not found.is_clean:
        raise Refused(
            f"区划表有 {len(found.street_errors) + len(found.community_errors)} 处错误，"
            "什么都没有导入。请改好后重新导入。"
        )
    district = Unit.objects.select_for_update(of=("self",)).get(pk=run.district_id)
    begin_end(run)
    plan = plan_divisions(district, found)
    since = day_of(at) if plan.knows_streets else LONG_AGO
    parents = dict(plan.streets)
    for street in plan.new_streets:
        parents[street.code] = enter_unit(
            street.name,
            kind=UnitKind.STREET,
            slug=street.code,
            code=street.code,
            parent=district,
            valid_from=since,
            is_handler=True,
            by=by,
            at=at,
        )
    for community in plan.new_communities:
        enter_unit(
            community.name,
            kind=plan.kind_of(community),
            slug=community.code,
            code=community.code,
            parent=parents[community.street],
            valid_from=since,
            short_name=plan.short_name_of(community),
            by=by,
            at=at,
        )
    for unit, name in plan.renamed:
        rename(unit, name=name, on=day_of(at), by=by, at=at)
    end_run(run, changed=plan.changes_something, counts=plan.counts, by=by, at=at)
    return plan
