from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from zhushi.core.errors import Refused
from zhushi.core.moments import day_of
from zhushi.matters import search
from zhushi.matters.actions._clocks import reply_clock
from zhushi.matters.actions._move import move, take
from zhushi.matters.actions.receive import title_from
from zhushi.matters.choices import DispatchStatus
from zhushi.matters.models import Dispatch, HandBack, Matter
from zhushi.people.choices import Role
from zhushi.people.models import Person, Posting
from zhushi.rooms.choices import UnitKind
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
    enclosures: Collection[int] = (),
    seen: int | None = None,
    by,
    at: datetime,
) -> Matter:
    """Hand an accepted matter to a lead unit and any co-handlers; the lead answers once for all.

    extract: what the units read, without identity. enclosures: keys of the files that go with
    it; a title nobody wrote is taken from the extract, for units read it too. due_days: working
    days for the written answer, counted like the profile's; only shorter or equal to it. Raises
    Refused for a unit that handles nothing, has an interest, or is a community charged by a
    department's matter.
    """
    if not extract.strip():
        raise Refused("请写转办摘要：写清要办的事，不要写姓名、电话、门牌号。")
    charges = [lead, *helpers]
    if len({charge.unit.pk for charge in charges}) != len(charges):
        raise Refused("同一个单位不能既主办又协办。")
    matter = take(matter, "dispatch", seen=seen)
    _refuse_unfit(matter, charges)
    again = HandBack.objects.filter(dispatch__matter=matter, is_granted=True).exists()
    handlers = _handlers(charges, at)
    sent = [
        Dispatch(
            matter=matter,
            unit=charge.unit,
            is_lead=charge is lead,
            task=charge.task.strip(),
            status=DispatchStatus.SENT,
            handler=handlers.get(charge.unit.pk),
            follows_hand_back=again,
            sent_at=at,
            sent_by=by,
        )
        for charge in charges
    ]
    Dispatch.objects.bulk_create(sent)
    matter.lead_unit = lead.unit
    matter.responder = handlers.get(lead.unit.pk) or by.person
    matter.enclosures.update(is_for_units=False)
    if enclosures:
        matter.enclosures.filter(pk__in=enclosures).update(is_for_units=True)
    if matter.extract != extract.strip():
        if matter.title == title_from(matter.content):
            matter.title = title_from(extract.strip())
        matter.extract = extract.strip()
        search.index(matter)
    said = "主办：" + lead.unit.label
    if helpers:
        said += "；协办：" + "、".join(charge.unit.label for charge in helpers)
    matter = move(
        matter,
        "dispatch",
        by=by,
        at=at,
        said=said,
        public=f"已交{lead.unit.label}办理"[:300],
        dispatches=sent,
        due_days=due_days,
        units=[charge.unit.slug for charge in charges],
    )
    if clock := reply_clock(matter):
        Dispatch.objects.filter(pk__in=[d.pk for d in sent]).update(due_on=clock.due_on)
    return matter


def _refuse_unfit(matter: Matter, charges: Sequence[Charge]) -> None:
    recused = set(matter.recusals.values_list("unit_id", flat=True))
    for charge in charges:
        unit = charge.unit
        if unit.district_id != matter.district_id or not unit.is_handler or unit.valid_to:
            raise Refused(f"{unit.name}不是本区的承办单位。")
        if unit.pk in recused:
            raise Refused(f"{unit.name}与这件事有利害关系，已登记回避，不能交给它办。")
        if unit.kind in (UnitKind.COMMUNITY, UnitKind.VILLAGE):
            raise Refused("部门和街道的事不能转给社区、村承担。")


def _handlers(charges: Sequence[Charge], at: datetime) -> dict[int | None, Person]:
    """The named handler of each unit (回应有专办)."""
    held = (
        Posting.objects.current_on(day_of(at))
        .filter(unit__in=[charge.unit.pk for charge in charges], role=Role.HANDLER)
        .select_related("person")
        .order_by("-starts_on", "-pk")
    )
    return {posting.unit_id: posting.person for posting in held}
