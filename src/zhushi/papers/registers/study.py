from typing import Any

from django.db.models import Prefetch, QuerySet

from zhushi.activities.models import Activity, StudyItem, StudyPlan
from zhushi.core.perms import Perm
from zhushi.papers.registers.base import Ask, Register
from zhushi.papers.table import Column, Value


def _rows(ask: Ask) -> QuerySet[Any]:
    """The items of the rooms' plans that touch the days; delegates' own notes are theirs."""
    plans = StudyPlan.objects.of_rooms().in_scope(ask.scope(Perm.STUDY_VIEW))
    plans = plans.touching(*ask.days).filter(ask.in_room())
    held = Activity.objects.took_place().order_by("on", "pk")
    return (
        StudyItem.objects.filter(plan__in=plans.order_by().values("pk"))
        .select_related("plan__room")
        .prefetch_related(Prefetch("sessions", held, to_attr="held"))
        .order_by("plan__room__code", "due_on", "pk")
    )


def _cells(item: Any, ask: Ask) -> list[Value]:
    return [
        item.plan.room.name,
        item.plan.period.label,
        item.get_strand_display(),
        item.title,
        item.material,
        item.due_on,
        "区里定的" if item.source_id else "本室定的",
        "；".join(f"{one.on.isoformat()} {one.title}" for one in item.held),
        "已学" if item.held else "还没有",
    ]


REGISTER = Register(
    code="study",
    title="学习计划与记录",
    perm=Perm.STUDY_VIEW,
    columns=(
        Column("工作室", 24), Column("计划", 14), Column("内容", 8), Column("题目", 34),
        Column("材料", 28), Column("应学完", 14), Column("来源", 10), Column("学习活动", 38),
        Column("完成", 8),
    ),
    rows=_rows,
    cells=_cells,
    unit="项",
    note="代表本人的学习笔记不在本表。",
)  # fmt: skip
