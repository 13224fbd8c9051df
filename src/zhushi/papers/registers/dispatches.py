from typing import Any

from django.db.models import Count, F, Q, QuerySet

from zhushi.core.perms import Perm
from zhushi.matters.access import title_for
from zhushi.matters.choices import DispatchStatus
from zhushi.matters.models import Dispatch
from zhushi.papers.registers.base import Ask, Register, local_day
from zhushi.papers.registers.matters import exportable
from zhushi.papers.table import Column, Value

SINCE_SENT = Q(matter__steps__at__gte=F("sent_at"))


def _rows(ask: Ask) -> QuerySet[Any]:
    """What was handed to units in the days; a unit reads its own part alone."""
    matters = exportable(ask).order_by().values("pk")
    found = Dispatch.objects.filter(ask.during("sent_at"), matter__in=matters)
    seen = ask.scope(Perm.MATTER_VIEW)
    mine = Q(unit__in=seen.units) & ~Q(status=DispatchStatus.WITHDRAWN)
    whole = Q(matter__room__in=seen.rooms) | Q(matter__district__in=seen.districts)
    return (
        found.filter(mine | whole)
        .annotate(
            urged=Count("matter__steps", filter=SINCE_SENT & Q(matter__steps__verb="urge")),
            supervised=Count(
                "matter__steps", filter=SINCE_SENT & Q(matter__steps__verb="supervise")
            ),
        )
        .select_related("matter__room", "unit", "handler", "extension")
        .order_by("sent_at", "pk")
    )


def _cells(one: Any, ask: Ask) -> list[Value]:
    longer = getattr(one, "extension", None)
    return [
        one.matter.ref,
        title_for(one.matter, ask.scope(Perm.MATTER_VIEW)),
        one.matter.room.name,
        one.unit.label,
        "主办" if one.is_lead else "协办",
        one.task,
        local_day(one.sent_at),
        local_day(one.signed_in_at),
        one.due_on,
        f"延 {longer.workdays} 个工作日" if longer and longer.is_granted else "",
        one.urged or None,
        one.supervised or None,
        one.get_status_display(),
        local_day(one.ended_at),
    ]


REGISTER = Register(
    code="dispatches",
    title="转办督办台账",
    perm=Perm.MATTER_EXPORT,
    columns=(
        Column("登记号", 16), Column("事项", 34), Column("工作室", 22), Column("单位", 16),
        Column("主办协办", 9), Column("要办的事", 24), Column("交办", 14), Column("签收", 14),
        Column("到期", 14), Column("延期", 14), Column("催办", 6), Column("督办", 6),
        Column("状态", 10), Column("办完", 14),
    ),
    rows=_rows,
    cells=_cells,
    unit="次交办",
    note="催办、督办是交办以后的次数；密封事项不在本表。",
    also=(Perm.MATTER_VIEW,),
)  # fmt: skip
