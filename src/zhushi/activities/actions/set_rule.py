from datetime import date, datetime, time, timedelta

from django.db import transaction

from zhushi.activities.choices import RuleKind
from zhushi.activities.models import ReceptionRule
from zhushi.core import audit
from zhushi.core.errors import Refused
from zhushi.rooms.models import Workroom


@transaction.atomic
def set_rule(
    room: Workroom,
    *,
    kind: RuleKind,
    starts_at: time,
    ends_at: time,
    starts_on: date,
    nth: int | None = None,
    weekday: int | None = None,
    month_day: int | None = None,
    slot_minutes: int = 30,
    slot_places: int = 1,
    by,
    at: datetime,
) -> ReceptionRule:
    """Fix one reception day a month for a room from a day on.

    Raises Refused if the rule does not say which day, or the hours hold no slot.
    """
    if kind == RuleKind.NTH_WEEKDAY and (nth not in range(1, 5) or weekday not in range(5)):
        raise Refused("请选每月第几个（1 到 4）和星期几（周一到周五）。")
    if kind == RuleKind.MONTH_DAY and month_day not in range(1, 29):
        raise Refused("每月固定日期请填 1 到 28 之间的数。")
    minutes = (ends_at.hour - starts_at.hour) * 60 + ends_at.minute - starts_at.minute
    if slot_minutes < 5 or slot_places < 1 or minutes < slot_minutes:
        raise Refused("接待时间太短，排不下一个预约时段。")
    rule = ReceptionRule.objects.create(
        room=room,
        kind=kind,
        nth=nth if kind == RuleKind.NTH_WEEKDAY else None,
        weekday=weekday if kind == RuleKind.NTH_WEEKDAY else None,
        month_day=month_day if kind == RuleKind.MONTH_DAY else None,
        starts_at=starts_at,
        ends_at=ends_at,
        slot_minutes=slot_minutes,
        slot_places=slot_places,
        starts_on=starts_on,
    )
    audit.record("rule.set", target=room.code, district_id=room.district_id, by=by, at=at)
    return rule


@transaction.atomic
def end_rule(rule: ReceptionRule, *, ends_on: date, by, at: datetime) -> ReceptionRule:
    """End a rule with a last day; days that stand already stay."""
    if rule.ends_on:
        raise Refused("这条规则已经停用。")
    rule.ends_on = max(ends_on, rule.starts_on + timedelta(days=0))
    rule.save(update_fields=["ends_on"])
    audit.record("rule.end", target=rule.room.code, district_id=rule.room.district_id, by=by, at=at)
    return rule
