from typing import Any

from django.db.models import Prefetch, QuerySet

from zhushi.core.perms import Perm
from zhushi.papers.registers.base import Ask, Register
from zhushi.papers.table import Column, Value
from zhushi.people.choices import Team
from zhushi.people.models import Mandate, Person, Posting

LOOK = Perm.PERSON_LOOK


def _rows(ask: Ask) -> QuerySet[Any]:
    """Who sits in the delegates' team, as the list of people with this team shows them."""
    on = min(ask.until, ask.on)
    sitting = Posting.objects.current_on(on).filter(ask.in_room(), team=Team.DELEGATE)
    people = Person.objects.in_scope(ask.scope(Perm.PERSON_VIEW), on)
    held = Posting.objects.current_on(on).select_related("room", "unit")
    seats = Mandate.objects.exclude(ends_on__lt=on).order_by("level")
    return (
        people.filter(pk__in=sitting.values("person"))
        .prefetch_related(
            Prefetch("postings", held, to_attr="current"), Prefetch("mandates", seats, "seats")
        )
        .order_by("name", "pk")
    )


def _cells(person: Any, ask: Ask) -> list[Value]:
    seats, look = person.seats, ask.scope(LOOK)
    told = person.district_id in look.districts or any(
        p.room_id in look.rooms for p in person.current
    )
    own = [
        person.get_sex_display(),
        person.ethnicity,
        person.born,
        person.education,
        person.joined,
        person.employer,
        person.post_title,
        person.masked_phone,
    ]
    return [
        person.ref,
        person.name,
        "、".join(seat.title for seat in seats),
        "、".join(dict.fromkeys(seat.electing_unit for seat in seats if seat.electing_unit)),
        "、".join(f"{p.room.name}{p.get_role_display()}" for p in person.current if p.room),
        person.occupation_field,
        person.expertise,
        *(own if told else [""] * len(own)),
    ]


REGISTER = Register(
    code="delegates",
    title="代表名册",
    perm=Perm.PERSON_VIEW,
    columns=(
        Column("编号", 12), Column("姓名", 10), Column("代表资格", 22), Column("选举单位", 18),
        Column("驻室", 24), Column("行业领域", 12), Column("专长", 16), Column("性别", 6, LOOK),
        Column("民族", 7, LOOK), Column("出生年月", 10, LOOK), Column("学历", 9, LOOK),
        Column("入党时间", 10, LOOK), Column("工作单位", 22, LOOK), Column("职务", 14, LOOK),
        Column("电话", 14, LOOK),
    ),
    rows=_rows,
    cells=_cells,
    unit="人",
    note="电话已隐去中间几位。",
    also=(LOOK,),
    is_moment=True,
)  # fmt: skip
