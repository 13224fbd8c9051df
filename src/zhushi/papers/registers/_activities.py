"""What the registers of activities have in common: which took place, who came, in which words."""

from collections.abc import Callable
from typing import Any

from django.db.models import Prefetch, QuerySet

from zhushi.activities.models import Activity, Participant
from zhushi.core.perms import Perm
from zhushi.papers.registers.base import Ask
from zhushi.papers.table import Column, Value

LONGEST = 300
COLUMNS = (
    Column("日期", 14), Column("工作室", 24), Column("形式", 12), Column("题目", 28),
    Column("地点", 18), Column("牵头人", 10), Column("到场的人", 26), Column("来宾", 18),
    Column("到场", 7), Column("记录", 44),
)  # fmt: skip


def rows_of(*kinds: str) -> Callable[[Ask], QuerySet[Any]]:
    """The activities of these kinds that took place, where they are counted."""

    def rows(ask: Ask) -> QuerySet[Any]:
        found = Activity.objects.in_scope(ask.scope(Perm.ACTIVITY_VIEW)).took_place()
        came = Participant.objects.filter(has_come=True).select_related("person")
        return (
            found.filter(ask.in_room(), kind__in=kinds, on__range=ask.days)
            .select_related("room", "lead")
            .prefetch_related(Prefetch("participants", came, to_attr="came"), "guests")
            .order_by("on", "pk")
        )

    return rows


def cells(one: Any, ask: Ask) -> list[Value]:
    record = one.record
    if len(record) > LONGEST:
        record = f"{record[:LONGEST]}…（全文见系统）"
    return [
        one.on,
        one.room.name,
        one.form_label,
        one.title,
        one.place,
        one.lead.name if one.lead else "",
        "、".join(row.person.name for row in one.came),
        "、".join(f"{guest.name}（{guest.body}）" if guest.body else guest.name
                 for guest in one.guests.all()),
        one.came_count if one.came_count is not None else len(one.came),
        record,
    ]  # fmt: skip
