from typing import Any

from django.db.models import Prefetch, QuerySet

from zhushi.core.perms import Perm
from zhushi.matters.access import title_for
from zhushi.matters.choices import Adoption, Kind
from zhushi.matters.models import Proposer, Reply
from zhushi.papers.registers.base import Ask, Register, local_day
from zhushi.papers.registers.matters import exportable
from zhushi.papers.table import Column, Value


def _rows(ask: Ask) -> QuerySet[Any]:
    """Reports handed in during the days, as the list of matters of this kind shows them."""
    found = exportable(ask).filter(ask.during("received_at"), kind=Kind.RESEARCH)
    names = Proposer.objects.select_related("person")
    given = Reply.objects.filter(sent_back_at=None).order_by("-pk")
    return (
        found.select_related("room", "lead_unit", "settlement")
        .prefetch_related(
            Prefetch("proposers", names),
            Prefetch("replies", given, "given"),
            "report__theme",
        )
        .order_by("received_at", "pk")
    )


def _cells(one: Any, ask: Ask) -> list[Value]:
    report, settled = getattr(one, "report", None), getattr(one, "settlement", None)
    answer = one.given[0] if one.given else None
    return [
        one.ref,
        local_day(one.received_at),
        report.theme.title if report and report.theme else "",
        title_for(one, ask.scope(Perm.MATTER_VIEW)),
        "、".join(proposer.person.name for proposer in one.proposers.all()),
        one.room.name,
        one.status_label,
        one.lead_unit.label if one.lead_unit else "",
        one.due_on,
        local_day(one.answered_at),
        answer.reply_class if answer else "",
        Adoption(settled.adoption).label if settled else "",
        local_day(one.closed_at),
    ]


REGISTER = Register(
    code="research",
    title="调研课题与报告台账",
    perm=Perm.MATTER_EXPORT,
    columns=(
        Column("登记号", 16), Column("提交", 14), Column("课题", 28), Column("报告", 36),
        Column("署名", 20), Column("工作室", 20), Column("状态", 12), Column("批转单位", 16),
        Column("期限", 14), Column("书面答复", 14), Column("答复类别", 10), Column("采纳", 10),
        Column("办结", 14),
    ),
    rows=_rows,
    cells=_cells,
    unit="份",
)  # fmt: skip
