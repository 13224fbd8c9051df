from typing import Any

from django.db.models import QuerySet

from zhushi.core.perms import Perm
from zhushi.matters.access import title_for
from zhushi.matters.queries import commitments_in
from zhushi.papers.registers.base import Ask, Register, local_day
from zhushi.papers.table import Column, Value


def _rows(ask: Ask) -> QuerySet[Any]:
    found = commitments_in(ask.scope(Perm.COMMITMENT_ASK)).filter(due_on__range=ask.days)
    found = found.filter(ask.in_room("matter__room"))
    return found.select_related("matter__room", "unit").order_by("due_on", "pk")


def _cells(one: Any, ask: Ask) -> list[Value]:
    return [
        one.due_on,
        one.matter.ref,
        title_for(one.matter, ask.scope(Perm.COMMITMENT_ASK)),
        one.matter.room.name,
        one.unit.label if one.unit else "",
        one.text,
        one.get_status_display(),
        local_day(one.asked_at),
        local_day(one.settled_at),
        one.result,
    ]


REGISTER = Register(
    code="commitments",
    title="承诺事项台账",
    perm=Perm.COMMITMENT_ASK,
    columns=(
        Column("到期", 14), Column("登记号", 16), Column("事项", 30), Column("工作室", 22),
        Column("承诺单位", 16), Column("承诺的事", 36), Column("状态", 10), Column("追问", 14),
        Column("有结果", 14), Column("结果", 30),
    ),
    rows=_rows,
    cells=_cells,
)  # fmt: skip
