from typing import Any

from django.db.models import QuerySet

from zhushi.activities.models import Help
from zhushi.core.perms import Perm
from zhushi.papers.registers.base import Ask, Register
from zhushi.papers.table import Column, Value


def _rows(ask: Ask) -> QuerySet[Any]:
    found = Help.objects.in_scope(ask.scope(Perm.HOUSEHOLD_VIEW)).between(*ask.days)
    found = found.filter(ask.in_room("household__room"))
    around = ("household__room", "household__community", "giver")
    return found.select_related(*around).order_by("on", "pk")


def _cells(one: Any, ask: Ask) -> list[Value]:
    home = one.household
    return [
        one.on,
        home.room.name,
        f"{home.number} 号",
        home.get_kind_display(),
        home.community.label if home.community else "",
        one.what,
        one.amount,
        one.giver.name if one.giver else "",
    ]


REGISTER = Register(
    code="helps",
    title="困难群众走访帮扶台账",
    perm=Perm.HOUSEHOLD_VIEW,
    columns=(
        Column("日期", 14), Column("工作室", 24), Column("户号", 8), Column("类别", 10),
        Column("社区", 14), Column("走访帮扶内容", 44), Column("钱物", 14), Column("走访人", 10),
    ),
    rows=_rows,
    cells=_cells,
    unit="次",
    note="各户只写编号；姓名、住址和情况加密保存，不在本表。",
)  # fmt: skip
