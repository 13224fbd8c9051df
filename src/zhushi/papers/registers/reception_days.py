from typing import Any

from django.db.models import Prefetch, QuerySet

from zhushi.activities.choices import DutyPart
from zhushi.activities.models import Duty, ReceptionDay
from zhushi.core.perms import Perm
from zhushi.papers.registers.base import Ask, Register, joined
from zhushi.papers.table import Column, Value


def _rows(ask: Ask) -> QuerySet[Any]:
    found = ReceptionDay.objects.in_scope(ask.scope(Perm.RECEPTION_VIEW)).filter(
        ask.in_room(), on__range=ask.days
    )
    serving = Duty.objects.select_related("person").order_by("-is_lead", "pk")
    return (
        found.select_related("room")
        .prefetch_related(Prefetch("duties", serving, to_attr="serving"))
        .order_by("on", "starts_at", "pk")
    )


def _cells(day: Any, ask: Ask) -> list[Value]:
    def names(part: DutyPart) -> str:
        return "、".join(d.person.name for d in day.serving if d.part == part and not d.is_lead)

    return [
        day.on,
        f"{day.starts_at:%H:%M}–{day.ends_at:%H:%M}",
        day.room.name,
        "、".join(d.person.name for d in day.serving if d.is_lead),
        names(DutyPart.RECEIVE),
        names(DutyPart.BACKUP),
        names(DutyPart.ASSIST),
        day.get_status_display(),
        joined(day.moved_because, day.cancel_reason),
    ]


REGISTER = Register(
    code="reception-days",
    title="接待日安排表",
    perm=Perm.RECEPTION_VIEW,
    columns=(
        Column("日期", 14), Column("时间", 14), Column("工作室", 26), Column("带班", 10),
        Column("接待代表", 22), Column("替补", 14), Column("协助", 16), Column("状态", 10),
        Column("说明", 26),
    ),
    rows=_rows,
    cells=_cells,
    unit="天",
)  # fmt: skip
