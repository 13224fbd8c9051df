"""A district's calendar and limits, held per process until the district's stamp changes."""

from datetime import date
from functools import lru_cache

from zhushi.core.holidays import current_calendar
from zhushi.core.workdays import Calendar
from zhushi.matters.deadlines import LimitRule, LimitTable
from zhushi.matters.limits import DEFAULTS
from zhushi.matters.models import LimitProfile, Topic
from zhushi.rooms.models import Unit

SHIPPED: LimitTable = {
    (d.step, d.limit_class): LimitRule(d.length, d.unit, d.basis, 0) for d in DEFAULTS
}


def calendar_of(district: Unit) -> Calendar:
    """The working-day calendar of a district."""
    return _calendar(district.pk, district.stamp)


def limits_of(district: Unit, *, on: date) -> LimitTable:
    """The newest limits of a district that hold on the day ``on``; else the shipped defaults."""
    versions = _versions(district.pk, district.stamp)
    return next((table for starts_on, table in versions if starts_on <= on), SHIPPED)


def topics_of(district: Unit) -> dict[int, Topic]:
    """The topics in use by key, each second level right after its first."""
    return _topics(district.pk, district.stamp)


@lru_cache(maxsize=64)
def _topics(district_id: int, stamp: str) -> dict[int, Topic]:
    rows = Topic.objects.filter(district=district_id, is_active=True).select_related("parent")
    order = sorted(
        rows,
        key=lambda t: (
            (t.parent or t).position,
            (t.parent or t).pk,
            t.parent_id is not None,
            t.position,
            t.pk,
        ),
    )
    return {topic.pk: topic for topic in order}


@lru_cache(maxsize=64)
def _calendar(district_id: int, stamp: str) -> Calendar:
    return current_calendar(district_id)


@lru_cache(maxsize=64)
def _versions(district_id: int, stamp: str) -> tuple[tuple[date, LimitTable], ...]:
    """Every version with the day it begins, the newest first."""
    profiles = LimitProfile.objects.filter(district=district_id).order_by("-version")
    return tuple(
        (profile.starts_on, {**SHIPPED, **_table(profile)})
        for profile in profiles.prefetch_related("limits")
    )


def _table(profile: LimitProfile) -> LimitTable:
    return {
        (row.step, row.limit_class): LimitRule(row.length, row.unit, row.basis, profile.version)
        for row in profile.limits.all()
    }
