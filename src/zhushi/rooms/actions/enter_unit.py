import re
from datetime import date, datetime

from django.db import transaction

from zhushi.core import audit
from zhushi.core.errors import Refused
from zhushi.rooms.actions._handler import refuse_grassroots_handler
from zhushi.rooms.choices import UnitKind
from zhushi.rooms.models import Unit

SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,19}")


@transaction.atomic
def enter_unit(
    name: str,
    *,
    kind: UnitKind,
    slug: str,
    valid_from: date,
    parent: Unit | None = None,
    code: str = "",
    by,
    at: datetime,
    **details,
) -> Unit:
    """Enter a unit under its parent; without a parent it is a new district.

    details: short_name, duties, phone, is_handler. Raises Refused if the code or slug is
    taken in the district or is no address, for a community that would handle matters, or if
    only a district may stand without a parent.
    """
    if not name.strip():
        raise Refused("请填单位名称。")
    if not SLUG.fullmatch(slug) or slug == "new":
        raise Refused("单位简码只能用小写字母、数字和短横线，最多 20 个。")
    refuse_grassroots_handler(kind, is_handler=details.get("is_handler", False))
    if (parent is None) != (kind == UnitKind.DISTRICT):
        raise Refused("只有区可以没有上级单位。")
    if code and (len(code) not in (6, 9, 12) or not code.isdigit()):
        raise Refused("区划代码须是 6、9 或 12 位数字。")
    district_id = (parent.district_id or parent.pk) if parent else None
    siblings = Unit.objects.filter(district_id=district_id) if district_id else Unit.objects.none()
    if code and siblings.filter(code=code, valid_to=None).exists():
        raise Refused(f"区划代码 {code} 已有单位。")
    if siblings.filter(slug=slug).exists():
        raise Refused(f"单位简码 {slug} 已被使用。")
    unit = Unit.objects.create(
        district_id=district_id,
        parent=parent,
        kind=kind,
        code=code,
        name=name.strip(),
        slug=slug,
        valid_from=valid_from,
        **details,
    )
    if parent is None:
        unit.district = unit
        unit.save(update_fields=["district"])
    audit.record("unit.enter", target=unit.slug, district_id=unit.district_id, by=by, at=at)
    return unit
