from typing import Any

from django.db.models import QuerySet

from zhushi.core.perms import Perm
from zhushi.insight.duty_file import with_counts
from zhushi.insight.periods import Days
from zhushi.insight.scopes import report_scopes
from zhushi.papers.registers.base import Ask, Register
from zhushi.papers.table import Column, Value
from zhushi.people.choices import Team
from zhushi.people.models import Person, Posting


def _rows(ask: Ask) -> QuerySet[Any]:
    """Who sat in the delegates' team in the days, in rooms whose duty files the reader opens."""
    scope = ask.scope(Perm.DUTY_FILE_VIEW)
    seats = Posting.objects.filter(ask.in_room(), team=Team.DELEGATE, starts_on__lte=ask.until)
    seats = seats.exclude(ends_on__lt=ask.since)
    people = Person.objects.in_scope(scope, min(ask.until, ask.on))
    people = people.filter(pk__in=seats.order_by().values("person"))
    period = Days(ask.since, ask.until)
    return with_counts(people, report_scopes(ask.held), period=period).order_by("name", "pk")


def _cells(one: Any, ask: Ask) -> list[Value]:
    told = one.district_id in ask.scope(Perm.TALK_PLAN).districts
    return [
        one.ref,
        one.name,
        one.received,
        one.took_down,
        one.came,
        one.served,
        one.signed,
        one.promised,
        one.described,
        one.talked if told else "",
    ]


REGISTER = Register(
    code="duty-files",
    title="履职档案",
    perm=Perm.DUTY_FILE_VIEW,
    columns=(
        Column("编号", 12), Column("姓名", 12), Column("接待值班（天）", 14),
        Column("经手意见（件）", 14), Column("到场活动（次）", 14), Column("服务场次", 10),
        Column("报告和提议（份）", 16), Column("到期承诺（条）", 14), Column("好做法（篇）", 12),
        Column("个别谈话（次）", 14, Perm.TALK_PLAN),
    ),
    rows=_rows,
    cells=_cells,
    unit="人",
    note="数的都是系统里的记录；每人一份的履职档案在队伍里打开或打包下载。",
)  # fmt: skip
