from typing import Any

from django.db.models import QuerySet

from zhushi.core.perms import Perm
from zhushi.matters.access import title_for
from zhushi.matters.choices import Kind
from zhushi.matters.models import Matter
from zhushi.papers.registers.base import Ask, Register, local_day
from zhushi.papers.table import Column, Value

FEW = ("room", "receiver", "lead_unit", "topic")
"""Neighbours that many rows share: fetched once for a portion, not built anew for every row."""
LONG = ("content", "extract", "delegate_view", "outcome")
"""What no cell tells and is long to read."""


def exportable(ask: Ask) -> QuerySet[Any]:
    """The matters a reader both sees and may take out; sealed ones are in no scope."""
    seen = Matter.objects.in_scope(ask.scope(Perm.MATTER_VIEW))
    return seen.in_scope(ask.scope(Perm.MATTER_EXPORT)).filter(ask.in_room())


def _rows(ask: Ask) -> QuerySet[Any]:
    found = exportable(ask).filter(ask.during("received_at"), kind=Kind.OPINION)
    found = found.select_related("identity").prefetch_related(*FEW)
    return found.defer(*LONG).order_by("received_at", "pk")


def is_of_room(matter: Matter, ask: Ask) -> bool:
    """Whether it is read as the room's or the office's own, not only as a unit's."""
    scope = ask.scope(Perm.MATTER_VIEW)
    return matter.district_id in scope.districts or matter.room_id in scope.rooms


def _cells(matter: Any, ask: Ask) -> list[Value]:
    known = matter.identity.masked_name if matter.identity else ""
    return [
        matter.ref,
        local_day(matter.received_at),
        (known or "没留姓名") if is_of_room(matter, ask) else "",
        matter.type_label,
        matter.topic.name if matter.topic else "",
        title_for(matter, ask.scope(Perm.MATTER_VIEW)),
        matter.room.name,
        matter.receiver.name if matter.receiver else "",
        matter.lead_unit.label if matter.lead_unit else "",
        matter.due_on,
        matter.get_status_display(),
        local_day(matter.answered_at),
        local_day(matter.closed_at),
    ]


REGISTER = Register(
    code="matters",
    title="意见建议办理台账",
    perm=Perm.MATTER_EXPORT,
    columns=(
        Column("登记号", 16), Column("收到", 14), Column("来访人", 10), Column("类型", 8),
        Column("类别", 10), Column("事项", 40), Column("工作室", 22), Column("接待代表", 10),
        Column("主办单位", 16), Column("到期", 14), Column("状态", 12), Column("书面答复", 14),
        Column("办结", 14),
    ),
    rows=_rows,
    cells=_cells,
    unit="件",
    note="来访人姓名已隐去；密封事项不在本表。",
    also=(Perm.MATTER_VIEW,),
)  # fmt: skip
