"""Topics and limits of a district."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from zhushi.core import audit
from zhushi.core.errors import Refused
from zhushi.matters.choices import LimitUnit
from zhushi.matters.limits import DEFAULTS, Default
from zhushi.matters.models import Limit, LimitProfile, Topic
from zhushi.rooms.actions.set_calendar_day import renew_stamp
from zhushi.rooms.models import Unit


@transaction.atomic
def set_limits(
    district: Unit,
    *,
    name: str,
    starts_on: date,
    limits: Iterable[Default] = DEFAULTS,
    by,
    at: datetime,
) -> LimitProfile:
    """Enter a new version of the limits; clocks that run keep the version they were set by.

    Raises Refused for a length outside 1–260 working days or 1–12 months.
    """
    rows = list(limits)
    for row in rows:
        top = 12 if row.unit == LimitUnit.MONTHS else 260
        if not 1 <= row.length <= top:
            raise Refused(f"{row.step.label}的时限须在 1 到 {top} 之间。")
    last = LimitProfile.objects.filter(district=district).order_by("-version").first()
    profile = LimitProfile.objects.create(
        district=district,
        version=last.version + 1 if last else 1,
        name=name,
        starts_on=starts_on,
    )
    Limit.objects.bulk_create(
        Limit(
            profile=profile,
            step=row.step,
            limit_class=row.limit_class,
            length=row.length,
            unit=row.unit,
            basis=row.basis,
        )
        for row in rows
    )
    renew_stamp(district)
    audit.record("limits.set", target=f"v{profile.version}", district_id=district.pk, by=by, at=at)
    return profile


@transaction.atomic
def enter_topic(
    district: Unit, *, name: str, parent: Topic | None = None, position: int = 0, by, at: datetime
) -> Topic:
    """Add a topic on the first or second level; the same name again is the same topic."""
    if not name.strip():
        raise Refused("请填类别名称。")
    if parent and (parent.parent_id or parent.district_id != district.pk):
        raise Refused("类别只分两级。")
    topic, made = Topic.objects.get_or_create(
        district=district, parent=parent, name=name.strip(), defaults={"position": position}
    )
    if made:
        renew_stamp(district)
        audit.record("topic.enter", target=topic.name, district_id=district.pk, by=by, at=at)
    return topic


@transaction.atomic
def edit_topic(topic: Topic, *, name: str, is_active: bool, by, at: datetime) -> Topic:
    """Rename a topic or take it out of use; matters keep it. Refused if the name is taken."""
    if not name.strip():
        raise Refused("请填类别名称。")
    same = Topic.objects.filter(
        district=topic.district_id, parent=topic.parent_id, name=name.strip()
    ).exclude(pk=topic.pk)
    if same.exists():
        raise Refused(f"已经有“{name.strip()}”这个类别。")
    topic.name, topic.is_active = name.strip(), is_active
    topic.save(update_fields=["name", "is_active"])
    renew_stamp(topic.district)
    audit.record("topic.edit", target=topic.name, district_id=topic.district_id, by=by, at=at)
    return topic
