from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from zhushi.activities.models import Talk, TalkRecord
from zhushi.core.perms import Perm
from zhushi.papers.registers.base import Ask, Register
from zhushi.papers.table import Column, Value
from zhushi.people.choices import Team
from zhushi.people.models import Posting


def _rows(ask: Ask) -> QuerySet[Any]:
    """Talks planned for these months or held; that they are, never what was said."""
    found = Talk.objects.in_scope(ask.scope(Perm.TALK_PLAN)).filter(month__range=ask.days)
    seats = Posting.objects.current_on(min(ask.until, ask.on)).filter(team=Team.DELEGATE)
    if ask.room:
        found = found.filter(person__in=seats.filter(room=ask.room).values("person"))
    return (
        found.annotate(is_kept=Exists(TalkRecord.objects.filter(talk=OuterRef("pk"))))
        .select_related("person")
        .prefetch_related(
            Prefetch("person__postings", seats.select_related("room"), to_attr="sitting")
        )
        .order_by("month", "person__name", "pk")
    )


def _cells(talk: Any, ask: Ask) -> list[Value]:
    return [
        f"{talk.month:%Y-%m}",
        talk.person.name,
        "、".join(seat.room.name for seat in talk.person.sitting if seat.room),
        talk.get_status_display(),
        talk.held_on,
        "已写" if talk.is_kept else "没有写",
    ]


REGISTER = Register(
    code="talks",
    title="个别谈话台账",
    perm=Perm.TALK_PLAN,
    columns=(
        Column("月份", 10), Column("党代表", 12), Column("驻室", 32), Column("状态", 10),
        Column("谈话日期", 14), Column("记录", 10),
    ),
    rows=_rows,
    cells=_cells,
    unit="次",
    note="谈了什么加密保存，不在本表。",
)  # fmt: skip
