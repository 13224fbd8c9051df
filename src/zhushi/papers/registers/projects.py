from typing import Any

from django.db.models import Count, Q, QuerySet

from zhushi.activities.models import Project
from zhushi.core.moments import start_of
from zhushi.core.perms import Perm
from zhushi.papers.registers.base import Ask, Register, local_day
from zhushi.papers.table import Column, Value


def _rows(ask: Ask) -> QuerySet[Any]:
    """The projects that were there in the days, those of others the rooms take part in too."""
    after = start_of(ask.until.fromordinal(ask.until.toordinal() + 1))
    there = Q(ended_at=None) | Q(ended_at__gte=start_of(ask.since))
    found = Project.objects.seen_by(ask.scope(Perm.SERVICE_VIEW)).filter(
        there, ask.in_room(), created_at__lt=after
    )
    found = found.annotate(steps=Count("milestones"), reached=Count("milestones__done_on"))
    return found.select_related("room", "owner").order_by("created_at", "pk")


def _cells(one: Any, ask: Ask) -> list[Value]:
    return [
        one.title,
        one.room.name,
        one.form_label,
        one.goal,
        one.owner.name if one.owner else "",
        one.partners,
        one.budget_note,
        local_day(one.created_at),
        f"{one.steps} 步完成 {one.reached} 步" if one.steps else "",
        one.get_stage_display(),
        one.stop_reason or one.result,
    ]


REGISTER = Register(
    code="projects",
    title="服务项目清单",
    perm=Perm.SERVICE_VIEW,
    columns=(
        Column("项目", 26), Column("工作室", 24), Column("形式", 10), Column("要做成什么", 34),
        Column("负责人", 10), Column("合作的", 20), Column("经费", 16), Column("立项", 14),
        Column("进展", 14), Column("状态", 10), Column("结果", 34),
    ),
    rows=_rows,
    cells=_cells,
    unit="个",
)  # fmt: skip
