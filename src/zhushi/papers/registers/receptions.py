from typing import Any

from django.db.models import Prefetch, QuerySet

from zhushi.activities.queries import visitors_between
from zhushi.core.perms import Perm
from zhushi.core.privacy import mask_name, redact
from zhushi.matters.models import Matter
from zhushi.papers.registers.base import Ask, Register
from zhushi.papers.table import Column, Value


def _rows(ask: Ask) -> QuerySet[Any]:
    """Who came on days that are over; what they brought only as far as the reader sees it."""
    found = visitors_between(ask.scope(Perm.RECEPTION_VIEW), *ask.days)
    seen = Matter.objects.in_scope(ask.scope(Perm.MATTER_VIEW)).select_related(
        "identity", "lead_unit"
    )
    return (
        found.filter(ask.in_room("day__room"))
        .select_related("day__room", "received_by")
        .prefetch_related(Prefetch("matters", seen.order_by("pk"), to_attr="brought"))
        .order_by("day__on", "day__room__code", "number", "pk")
    )


def _cells(turn: Any, ask: Ask) -> list[Value]:
    known = [m.identity.masked_name for m in turn.brought if m.identity]
    called = next(filter(None, known), "") or mask_name(turn.called_name)
    seen = ask.scope(Perm.MATTER_VIEW)
    reads = turn.day.district_id in seen.districts or turn.day.room_id in seen.rooms
    said = [redact(matter.title) for matter in turn.brought]
    if reads and not said and turn.subject:
        said = [redact(turn.subject)]
    return [
        turn.day.on,
        turn.day.room.name,
        turn.number,
        turn.arrived_at,
        turn.get_kind_display(),
        (called or "没留姓名") if reads or turn.brought else "",
        "；".join(said),
        turn.received_by.name if turn.received_by else "",
        "；".join(_outcome(matter) for matter in turn.brought) or turn.get_status_display(),
        "、".join(matter.ref for matter in turn.brought),
    ]


def _outcome(matter: Matter) -> str:
    unit = f"，转{matter.lead_unit.label}" if matter.lead_unit else ""
    return f"{matter.get_status_display()}{unit}"


REGISTER = Register(
    code="receptions",
    title="接待登记台账",
    perm=Perm.RECEPTION_VIEW,
    columns=(
        Column("日期", 14), Column("工作室", 24), Column("号", 5), Column("到的时间", 17),
        Column("来法", 7), Column("来访人", 10), Column("反映事项", 40), Column("接待人", 10),
        Column("办理情况", 24), Column("登记号", 17),
    ),
    rows=_rows,
    cells=_cells,
    unit="人次",
    note="只算已经结束的接待日；姓名已隐去，电话、住址不在本表。",
    also=(Perm.MATTER_VIEW,),
)  # fmt: skip
