"""Reception days: rules, rosters, announcements, bookings, the queue, and the one that is today."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any

from zhushi.activities.actions.announce import announce
from zhushi.activities.actions.assign_duty import assign_duty
from zhushi.activities.actions.book import book
from zhushi.activities.actions.end_turn import end_turn
from zhushi.activities.actions.plan_days import plan_days
from zhushi.activities.actions.queue import arrive, call, walk_in
from zhushi.activities.actions.run_day import cancel_day, close_day, open_day
from zhushi.activities.actions.set_rule import set_rule
from zhushi.activities.choices import DayStatus, DutyPart, RuleKind, TurnStatus, Weekday
from zhushi.activities.models import ReceptionDay
from zhushi.core.moments import moment_of
from zhushi.core.workdays import month_later
from zhushi.matters.choices import Channel
from zhushi.ops.demo.cast import Cast, RoomCast
from zhushi.ops.demo.opinions import Opinions
from zhushi.ops.demo.pages import page
from zhushi.ops.demo.stage import Stage, Story
from zhushi.ops.demo.telling import tell
from zhushi.rooms.choices import Tier

RULES: dict[str, list[dict[str, Any]]] = {
    "first_third_wednesday": [
        {"kind": RuleKind.NTH_WEEKDAY, "nth": 1, "weekday": Weekday.WEDNESDAY},
        {"kind": RuleKind.NTH_WEEKDAY, "nth": 3, "weekday": Weekday.WEDNESDAY},
    ],
    "tenth_twentieth": [
        {"kind": RuleKind.MONTH_DAY, "month_day": 10},
        {"kind": RuleKind.MONTH_DAY, "month_day": 20},
    ],
}
BOOKED_WITHIN = timedelta(days=75)
"""Bookings and seconds on duty are told only of the last months and of the time to come."""


@dataclass
class Receptions:
    """Plans and plays the reception days of all rooms."""

    cast: Cast
    stage: Stage
    opinions: Opinions
    visitors: dict[int, int] = field(default_factory=lambda: defaultdict(int))

    def plan(self, *, at: datetime) -> None:
        """Set every room's rules and make its days: the past year and the coming half."""
        for here in self.cast.rooms:
            often = here.room.tier != Tier.GRASSROOTS
            for rule in RULES[here.rule][: 2 if often else 1]:
                set_rule(
                    here.room,
                    starts_at=time(9),
                    ends_at=time(11, 30),
                    starts_on=self.cast.since,
                    by=here.liaison,
                    at=at,
                    **rule,
                )
            plan_days(
                here.room,
                since=self.cast.since + timedelta(days=30),
                until=month_later(self.cast.today, 6),
                calendar=self.cast.calendar,
                by=here.liaison,
                at=at,
            )
            self.stage.enter(at, self._rosters(here))

    def past_days(self, here: RoomCast) -> list[ReceptionDay]:
        """The days of a room that lie behind, oldest first."""
        first = self.cast.since + timedelta(days=60)
        return list(here.room.reception_days.filter(on__gte=first, on__lt=self.cast.today))

    def _rosters(self, here: RoomCast) -> Story:
        """Month by month: who is on duty, and the announcement; next month's too by today."""
        month = (self.cast.since + timedelta(days=60)).replace(day=1)
        last = month_later(self.cast.today.replace(day=1), 1)
        number = 0
        while month <= last:
            told = min(month - timedelta(days=9), self.cast.today - timedelta(days=1))
            yield moment_of(told, time(10, self.cast.rng.randrange(60)))
            until = month_later(month, 1)
            days = here.room.reception_days.filter(on__gte=month, on__lt=until)
            for day in days.filter(status=DayStatus.PLANNED).exclude(on=self.cast.today):
                number = self._prepare(here, day, number, moment_of(told, time(11)))
            month = until

    def _prepare(self, here: RoomCast, day: ReceptionDay, number: int, at: datetime) -> int:
        rng, team = self.cast.rng, here.delegates
        is_recent = self.cast.today - day.on < BOOKED_WITHIN
        receiving = [team[(number + n) % len(team)] for n in range(2 if is_recent else 1)]
        for person in receiving:
            assign_duty(day, person, by=here.liaison, at=at)
        if is_recent and rng.random() < 0.5:
            person = here.volunteer.person
            assign_duty(day, person, part=DutyPart.ASSIST, by=here.liaison, at=at)
        if day.on - timedelta(days=3) >= at.date():
            announce(day, by=here.liaison, at=at)
        if rng.random() < 0.008:
            self.stage.enter(at + timedelta(days=1), self._cancelled(here, day))
        elif day.on < self.cast.today:
            self.stage.enter(moment_of(day.on, time(8, 55)), self._held(here, day, receiving))
        if is_recent:
            ahead = 3 if day.on < self.cast.today else 2
            self._bookings(here, day, rng.randint(0, ahead), at)
        return number + len(receiving)

    def _bookings(self, here: RoomCast, day: ReceptionDay, count: int, at: datetime) -> None:
        slots = list(day.slots.all())
        for slot in self.cast.rng.sample(slots, k=min(count, len(slots))):
            ahead = timedelta(
                days=self.cast.rng.randint(1, 8), minutes=self.cast.rng.randrange(400)
            )
            told = max(at + timedelta(hours=1), moment_of(day.on, time(9)) - ahead)
            self.stage.enter(told, self._booked(here, slot, told))

    def _booked(self, here: RoomCast, slot, at: datetime, subject: str | None = None) -> Story:
        told = tell(self.cast, here)
        who = self.opinions.neighbours.one(told.community, anonymous=0)
        said = told.title if self.cast.rng.random() < 0.7 else ""
        subject = said if subject is None else subject
        slot.day.refresh_from_db()
        if slot.day.status in (DayStatus.ANNOUNCED, DayStatus.OPEN):
            book(slot, who=who, subject=subject, key=f"demo-slot-{slot.pk}", at=at)
        return
        yield

    def _cancelled(self, here: RoomCast, day: ReceptionDay) -> Story:
        at = moment_of(day.on - timedelta(days=1), time(16))
        yield at
        cancel_day(day, reason="场地设备检修，改为电话接待。", by=here.liaison, at=at)

    def _held(self, here: RoomCast, day: ReceptionDay, receiving: list) -> Story:
        rng = self.cast.rng
        at = moment_of(day.on, time(8, 55))
        day = open_day(day, by=here.liaison, at=at)
        matters, heard = self.visitors[day.pk], 0
        waiting = list(day.turns.filter(status=TurnStatus.EXPECTED))
        guests = [*waiting, *[None] * max(0, matters + (rng.random() < 0.2) - len(waiting))]
        for number, turn in enumerate(guests):
            at += timedelta(minutes=rng.randint(4, 14))
            yield at
            if turn is not None and rng.random() < 0.12 and len(guests) - number > matters - heard:
                continue  # booked and never came; closing the day notes it
            if turn is None:
                told = tell(self.cast, here)
                turn = walk_in(
                    day, called_name=self._called(), subject=told.title, by=here.liaison, at=at
                )
            else:
                told, turn = None, arrive(turn, by=here.liaison, at=at)
            person = receiving[number % len(receiving)]
            turn = call(turn, received_by=person, by=here.liaison, at=at)
            at += timedelta(minutes=rng.randint(5, 14))
            yield at
            if heard < matters:
                heard += 1
                story = self.opinions.story(
                    here, at, channel=Channel.RECEPTION, turn=turn, receiver=person, told=told
                )
                self.stage.enter(at, story)
                yield at
            else:
                end_turn(turn, verb="leave", by=here.liaison, at=at)
        at = max(at + timedelta(minutes=10), moment_of(day.on, time(11, 35)))
        yield at
        said = f"接待{len(guests)}人，记下{heard}件。"
        close_day(day, summary=said, by=here.liaison, at=at)

    def _called(self) -> str:
        """What a walk-in is called by aloud; some do not say."""
        rng = self.cast.rng
        if rng.random() < 0.25:
            return ""
        return rng.choice(page("names")["surnames"]) + rng.choice(["先生", "女士"])
