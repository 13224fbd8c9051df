from datetime import date, datetime

from django.db import transaction

from zhushi.core import audit
from zhushi.core.errors import Refused
from zhushi.rooms.choices import RESERVED_CODES, Tier, UnitKind
from zhushi.rooms.models import Unit, Workroom

TIER_OF = {
    UnitKind.DISTRICT: Tier.DISTRICT,
    UnitKind.OFFICE: Tier.DISTRICT,
    UnitKind.STREET: Tier.STREET,
    UnitKind.COMMUNITY: Tier.GRASSROOTS,
    UnitKind.VILLAGE: Tier.GRASSROOTS,
}


@transaction.atomic
def open_room(
    unit: Unit,
    *,
    code: str,
    name: str,
    place: str,
    phone: str,
    opening: str,
    opened_on: date,
    by,
    at: datetime,
    **details,
) -> Workroom:
    """Open a workroom at a unit; the tier follows from the unit.

    details: directions, facilities, venue, longitude, latitude. Raises Refused if the unit
    hosts no rooms, is not valid on the day, or the code is taken or not two to six letters.
    """
    if unit.kind not in TIER_OF:
        raise Refused(f"{unit.name}是部门，不设工作室。请选区、街道、社区或村。")
    if not unit.is_valid_on(opened_on):
        raise Refused(f"{unit.name}在{opened_on:%Y-%m-%d}不是有效单位，不能设工作室。")
    if not (2 <= len(code) <= 6 and code.isascii() and code.isalpha() and code.isupper()):
        raise Refused("编号字头须是 2 到 6 个大写字母，例如 XZL。")
    if code in RESERVED_CODES or Workroom.objects.filter(code=code).exists():
        raise Refused(f"编号字头 {code} 已被别的工作室使用，请换一个。")
    room = Workroom.objects.create(
        district_id=unit.district_id or unit.pk,
        unit=unit,
        tier=TIER_OF[UnitKind(unit.kind)],
        code=code,
        name=name,
        place=place,
        phone=phone,
        opening=opening,
        opened_on=opened_on,
        **details,
    )
    audit.record("room.open", target=room.code, district_id=room.district_id, by=by, at=at)
    return room
