"""Builds the practice district in one transaction: all of it stands, or nothing."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from random import Random

from django.contrib.auth.hashers import make_password
from django.db import connection, transaction
from django.db.models import F

from zhushi.core.errors import Refused
from zhushi.core.holidays import shipped_calendar
from zhushi.core.models import Notice
from zhushi.core.moments import moment_of
from zhushi.core.workdays import Calendar, next_workday, workdays_between
from zhushi.matters.actions.remind import run_clocks
from zhushi.matters.choices import Channel, Status
from zhushi.ops.demo import (
    activities,
    crowd,
    ground,
    promises,
    research,
    service,
    study,
    teams,
    visits,
)
from zhushi.ops.demo.cast import Cast, RoomCast
from zhushi.ops.demo.desk_today import DeskToday
from zhushi.ops.demo.opinions import Opinions
from zhushi.ops.demo.plans import CHANNELS, Plan, resting
from zhushi.ops.demo.receptions import Receptions
from zhushi.ops.demo.stage import Stage, Story, in_hours
from zhushi.ops.demo.telling import Neighbours
from zhushi.ops.retention import apply_retention
from zhushi.rooms.choices import Tier, UnitKind
from zhushi.rooms.models import Unit

PASSWORD = "demo-zhushi-2026"  # noqa: S105 - printed for everybody who tries the demo
SEED = 610113
YEAR = timedelta(days=365)
LEAD_IN = timedelta(days=60)
"""The district is set up two months before its first matter."""


def standing() -> Unit | None:
    """The practice district, if it has been built. Raises Refused in a real installation."""
    districts = list(Unit.objects.filter(kind=UnitKind.DISTRICT))
    real = [unit for unit in districts if unit.slug != ground.SLUG]
    if real:
        raise Refused(
            f"这个数据库里已有正式的区“{real[0].name}”，不能再建示范区。"
            "请用 ZHUSHI_HOME 或 DATABASE_URL 指定另一个数据库。"
        )
    return districts[0] if districts else None


@contextmanager
def _in_one_go() -> Iterator[None]:
    """One transaction without savepoints, since nothing of a failed build is kept, and without
    the search for garbage, since nearly everything that is made stays."""
    gc.disable()
    connection.features.uses_savepoints = False
    try:
        with transaction.atomic():
            yield
    finally:
        connection.features.uses_savepoints = True
        gc.enable()


@_in_one_go()
def build(*, now: datetime, today: date, matters: int, span: timedelta = YEAR) -> Cast:
    """Build the district with a year of life that ends at ``now`` on the day ``today``.

    matters: about how many opinions, at least 60; span: how much life, at least three months.
    The same seed and day give the same district.
    """
    since = today - span - LEAD_IN
    cast = Cast(
        rng=Random(SEED),  # noqa: S311 - a story, not a secret
        now=now,
        today=today,
        since=since,
        founded=date(since.year - 3, 1, 1),
        calendar=shipped_calendar(),
        password_hash=make_password(PASSWORD),
    )
    began = moment_of(since, time(9))
    ground.lay(cast, at=began)
    crowd.gather(cast, at=began)
    ground.check(cast, at=moment_of(today - timedelta(days=40), time(15)))
    stage = Stage(cast)
    opinions = Opinions(cast, stage, Neighbours(cast))
    receptions = Receptions(cast, stage, opinions)
    receptions.plan(at=began)
    rests = _resting(cast)
    workdays = _workdays(today - span, today, cast.calendar)
    _spread(cast, stage, opinions, receptions, workdays, max(0, matters - len(rests)))
    for here, plan, began in rests:
        stage.enter(began, opinions.story(here, began, plan=plan))
    DeskToday(cast, stage, opinions).enter()
    stage.enter(moment_of(since, time(3)), _retention(since))
    stage.play()
    run_clocks(at=now)
    teams.gather(cast)
    activities.live(cast)
    service.serve(cast)
    promises.keep(cast)
    study.study(cast)
    visits.go(cast)
    research.look_into(cast)
    Notice.objects.filter(created_at__lt=now - timedelta(days=2)).update(read_at=F("created_at"))
    return cast


def _spread(
    cast: Cast,
    stage: Stage,
    opinions: Opinions,
    receptions: Receptions,
    workdays: list[date],
    count: int,
) -> None:
    """Matters over the year: visitors to reception days, the others on working days."""
    rng = cast.rng
    weights = [_weight(here) for here in cast.rooms]
    days = {here.room.pk: receptions.past_days(here) for here in cast.rooms}
    for here, channel in zip(
        rng.choices(cast.rooms, weights, k=count),
        rng.choices(list(CHANNELS), weights=list(CHANNELS.values()), k=count),
        strict=True,
    ):
        if channel == Channel.RECEPTION and days[here.room.pk]:
            receptions.visitors[rng.choice(days[here.room.pk]).pk] += 1
        else:
            channel = Channel.PHONE if channel == Channel.RECEPTION else channel
            began = in_hours(cast, rng.choice(workdays))
            stage.enter(began, opinions.story(here, began, channel=channel))


def _retention(first: date) -> Story:
    """Every week at night, what was kept long enough goes; daily would only take longer."""
    at = moment_of(first, time(3))
    while True:
        apply_retention(at=at)
        at += timedelta(days=7)
        yield at


def _weight(here: RoomCast) -> int:
    of_tier = {Tier.STREET: 8, Tier.DISTRICT: 6}
    return 14 if here.room.code == "XZL" else of_tier.get(Tier(here.room.tier), 3)


def _resting(cast: Cast) -> list[tuple[RoomCast, Plan, datetime]]:
    """Matters that rest at each status in good time, and a few that are late."""
    rng, found = cast.rng, []
    stops: list[tuple[int, str, Status, tuple[str, ...], dict[str, int], int]] = [
        (6, "unit", Status.REGISTERED, (), {}, 0),
        (1, "unit", Status.REGISTERED, (), {}, 3),
        (5, "unit", Status.ACCEPTED, (), {}, 1),
        (5, "unit", Status.DISPATCHED, (), {"dispatch": 1}, 2),
        (1, "unit", Status.DISPATCHED, (), {"dispatch": 1}, 5),
        (5, "unit", Status.HANDLING, ("progress",), {"dispatch": 1}, 8),
        (3, "unit", Status.HANDLING, ("follower",), {"dispatch": 1}, 9),
        (3, "unit", Status.HANDLING, (), {"dispatch": 2}, 28),
        (3, "unit", Status.RETURNED, ("hand_back",), {}, 2),
        (4, "unit", Status.REPLIED, (), {"reply": 8}, 10),
        (3, "unit", Status.CONFIRMED, (), {"reply": 8}, 10),
        (5, "unit", Status.TOLD, (), {"reply": 7}, 14),
        (3, "unit", Status.EVALUATED, ("rated", "online"), {"reply": 7, "rate": 1}, 12),
        (2, "unit", Status.EVALUATED, ("poor", "online"), {"reply": 7, "rate": 1}, 12),
        (2, "unit", Status.HANDLING, ("poor", "online"), {"reply": 6, "rate": 1}, 14),
        (2, "unit", Status.ESCALATED, ("poor", "poor_again"), {"reply": 6, "rate": 1}, 24),
        (2, "answer", Status.ANSWERED, (), {}, 1),
        (2, "decline", Status.DECLINED, (), {}, 1),
        (2, "refer", Status.REFERRED, (), {}, 1),
        (2, "seal", Status.SEALED, (), {}, 1),
        (1, "seal", Status.HANDED_OVER, (), {}, 2),
        (4, "unit", Status.REPLIED, ("late",), {}, 33),
        (3, "unit", Status.REPLIED, ("extension", "contact"), {"reply": 25}, 20),
    ]
    busy = cast.busiest
    for count, way, stop, turns, pace, ago in stops:
        for number in range(count):
            here = busy if number % 3 == 0 else rng.choice(cast.rooms)
            began = in_hours(cast, _before(cast, ago))
            found.append((here, resting(rng, way, stop, *turns, **pace), began))
    return found


def _before(cast: Cast, workdays: int) -> date:
    """The working day so many before today; 0 is the last one before or on today."""
    day = cast.today - timedelta(days=1)
    while workdays_between(day, cast.today, cast.calendar) < workdays or (
        not cast.calendar.is_workday(day)
    ):
        day -= timedelta(days=1)
    return day


def _workdays(first: date, last: date, calendar: Calendar) -> list[date]:
    found, day = [], next_workday(first, calendar)
    while day < last:
        found.append(day)
        day = next_workday(day + timedelta(days=1), calendar)
    return found
