from typing import Any

from django.db.models import Prefetch, QuerySet

from zhushi.activities.models import Signup
from zhushi.activities.models.shift import hours_of
from zhushi.activities.queries import shifts_served_between
from zhushi.core.perms import Perm
from zhushi.papers.registers.base import Ask, Register
from zhushi.papers.table import Column, Value


def _rows(ask: Ask) -> QuerySet[Any]:
    served = Signup.objects.filter(minutes__gt=0).select_related("person").order_by("number")
    found = shifts_served_between(ask.scope(Perm.SERVICE_VIEW), *ask.days)
    return (
        found.filter(ask.in_room("project__room"))
        .select_related("project__room")
        .prefetch_related(Prefetch("signups", served, to_attr="served"))
        .order_by("on", "starts_at", "pk")
    )


def _cells(shift: Any, ask: Ask) -> list[Value]:
    kept = ask.scope(Perm.SERVICE_KEEP).has_room(shift.project.room)
    names = "、".join(f"{one.person.name} {one.hours}" for one in shift.served)
    return [
        shift.on,
        f"{shift.starts_at:%H:%M}–{shift.ends_at:%H:%M}",
        shift.project.room.name,
        shift.project.title,
        shift.place,
        len(shift.served),
        hours_of(sum(one.minutes for one in shift.served)),
        names if kept else "",
    ]


REGISTER = Register(
    code="service",
    title="志愿服务台账",
    perm=Perm.SERVICE_VIEW,
    columns=(
        Column("日期", 14), Column("时间", 14), Column("工作室", 24), Column("项目", 28),
        Column("地点", 20), Column("人数", 6), Column("合计小时", 9),
        Column("谁、几小时", 40, Perm.SERVICE_KEEP),
    ),
    rows=_rows,
    cells=_cells,
    unit="场",
    note="只算已记时长、有人来的场次。",
    also=(Perm.SERVICE_KEEP,),
)  # fmt: skip
