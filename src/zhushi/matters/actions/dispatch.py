from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from zhushi.core.errors import Refused
from zhushi.core.moments import day_of
from zhushi.matters import search
from zhushi.matters.actions._clocks import new_clocks
from zhushi.matters.actions._move import move, take
from zhushi.matters.actions.receive import title_from
from zhushi.matters.charges import Chargeable, units_for
from zhushi.matters.choices import ClockStep, DispatchStatus, LimitUnit
from zhushi.matters.deadlines import limit_for
from zhushi.matters.models import Dispatch, Matter
from zhushi.matters.reference import limits_of
from zhushi.rooms.choices import GRASSROOTS
from zhushi.rooms.models import Unit


@dataclass(frozen=True)
class Charge:
    """One unit and what it has to do."""

    unit: Unit
    task: str = ""


@transaction.atomic
def dispatch(
    matter: Matter,
    *,
    lead: Charge,
    helpers: Sequence[Charge] = (),
    extract: str,
    due_days: int | None = None,
    enclosures: Collection[int] | None = (),
    among: Sequence[Chargeable] | None = None,
    seen: int | None = None,
    by,
    at: datetime,
) -> Matter:
    """Hand an accepted matter to a lead unit and any co-handlers; the lead answers once for all.

    extract: what the units read, without identity; a title nobody wrote is taken from it, for
    units read it too. enclosures: keys of the files that go with it, None where there is no file.
    due_days: working days for the written answer, counted like the profile's. among: what
    ``units_for`` said since the matter was locked. Raises Refused for more days than the profile
    gives, and for a unit that handles nothing, has an interest, or is a community charged by a
    department's matter.
    """
    if not extract.strip():
        raise Refused("请写转办摘要：写清要办的事，不要写姓名、电话、门牌号。")
    charges = [lead, *helpers]
    if len({charge.unit.pk for charge in charges}) != len(charges):
        raise Refused("同一个单位不能既主办又协办。")
    verb = "forward" if matter.is_of_delegates else "dispatch"
    matter = take(matter, verb, seen=seen)
    on = day_of(at)
    _refuse_longer(matter, due_days, on)
    fit = {one.unit.pk: one for one in (units_for(matter, on=on) if among is None else among)}
    for charge in charges:
        if charge.unit.pk not in fit:
            raise Refused(_why_not(matter, charge.unit))
    sent = [
        Dispatch(
            matter=matter,
            unit=charge.unit,
            is_lead=charge is lead,
            task=charge.task.strip(),
            status=DispatchStatus.SENT,
            handler_id=fit[charge.unit.pk].handler,
            follows_hand_back=fit[charge.unit.pk].came_back,
            sent_at=at,
            sent_by=by,
        )
        for charge in charges
    ]
    for clock in new_clocks(matter, verb, on=on, due_days=due_days):
        if clock.step == ClockStep.REPLY:
            for part in sent:
                part.due_on = clock.due_on
    Dispatch.objects.bulk_create(sent)
    matter.lead_unit = lead.unit
    matter.responder_id = fit[lead.unit.pk].handler or by.person_id
    if enclosures is not None:
        matter.enclosures.update(is_for_units=False)
    if enclosures:
        matter.enclosures.filter(pk__in=enclosures).update(is_for_units=True)
    if matter.extract != extract.strip():
        if matter.title == title_from(matter.content):
            matter.title = title_from(extract.strip())
        matter.extract = extract.strip()
        search.index(matter, replies=None if matter.answered_at else ())
    said = "主办：" + lead.unit.label
    if helpers:
        said += "；协办：" + "、".join(charge.unit.label for charge in helpers)
    return move(
        matter,
        verb,
        by=by,
        at=at,
        said=said,
        public=f"已交{lead.unit.label}办理"[:300],
        dispatches=sent,
        due_days=due_days,
        units=[charge.unit.slug for charge in charges],
    )


def _refuse_longer(matter: Matter, due_days: int | None, on: date) -> None:
    usual = limit_for(limits_of(matter.district, on=on), ClockStep.REPLY, matter.limit_class)
    if due_days and usual.unit == LimitUnit.WORKDAYS and due_days > usual.length:
        raise Refused(f"只能提前，不能比时限方案的 {usual.length} 个工作日更长。")


def _why_not(matter: Matter, unit: Unit) -> str:
    if unit.kind in GRASSROOTS:
        return "部门和街道的事不能转给社区、村承担。"
    if matter.recusals.filter(unit=unit).exists():
        return f"{unit.name}与这件事有利害关系，已登记回避，不能交给它办。"
    return f"{unit.name}不是本区的承办单位。"
