from typing import Any

from django.db.models import QuerySet

from zhushi.core.perms import Perm
from zhushi.papers.registers.base import Ask, Register
from zhushi.papers.table import Column, Value
from zhushi.people.queries import with_team_counts
from zhushi.rooms.models import Workroom


def _rows(ask: Ask) -> QuerySet[Any]:
    found = Workroom.objects.in_scope(ask.scope(Perm.ROOM_VIEW)).open_on(_day(ask))
    found = found.filter(ask.in_room("pk")).select_related("unit")
    return with_team_counts(found, on=_day(ask)).order_by("tier", "unit__code", "pk")


def _day(ask: Ask) -> Any:
    return min(ask.until, ask.on)


def _cells(room: Any, ask: Ask) -> list[Value]:
    return [
        room.code,
        room.name,
        room.get_tier_display(),
        room.unit.label,
        room.place,
        room.phone,
        room.opening,
        room.heads,
        room.liaisons,
        room.delegates,
        room.volunteers,
        room.opened_on,
    ]


REGISTER = Register(
    code="rooms",
    title="工作室名册",
    perm=Perm.ROOM_VIEW,
    columns=(
        Column("编号", 8), Column("名称", 26), Column("层级", 12), Column("所在单位", 14),
        Column("地址", 26), Column("电话", 14), Column("开门时间", 20), Column("组长", 6),
        Column("联络员", 7), Column("代表", 6), Column("志愿者", 7), Column("设立", 14),
    ),
    rows=_rows,
    cells=_cells,
    unit="个",
    is_moment=True,
)  # fmt: skip
