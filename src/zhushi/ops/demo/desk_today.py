"""The reception that is going on right now in the busiest room, as its liaison sees it."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from zhushi.activities.actions.announce import announce
from zhushi.activities.actions.assign_duty import assign_duty
from zhushi.activities.actions.book import book
from zhushi.activities.actions.plan_days import plan_days
from zhushi.activities.actions.queue import arrive, call, walk_in
from zhushi.activities.actions.run_day import open_day
from zhushi.activities.actions.set_rule import end_rule, set_rule
from zhushi.activities.choices import DayStatus, DutyPart, RuleKind
from zhushi.activities.models import ReceptionDay, Turn
from zhushi.core.holidays import merge
from zhushi.core.moments import moment_of, start_of
from zhushi.matters.choices import Channel
from zhushi.ops.demo.cast import Cast
from zhushi.ops.demo.opinions import Opinions
from zhushi.ops.demo.plans import Plan
from zhushi.ops.demo.stage import Stage, Story
from zhushi.ops.demo.telling import tell

AHEAD = timedelta(days=12)


@dataclass
class DeskToday:
    """Announced twelve days ago, opened an hour ago: two are done, one sits there, one waits."""

    cast: Cast
    stage: Stage
    opinions: Opinions

    def enter(self) -> None:
        """Put the day on the stage."""
        told = moment_of(self.cast.today - AHEAD, time(10))
        self.stage.enter(told, self._story(told))

    def _story(self, at: datetime) -> Story:
        here = self.cast.busiest
        day = self._day(at)
        first, second = here.delegates[:2]
        for person in (first, second):
            assign_duty(day, person, by=here.liaison, at=at)
        helper = here.volunteer.person
        assign_duty(day, helper, part=DutyPart.ASSIST, by=here.liaison, at=at)
        if day.status == DayStatus.PLANNED:
            day = announce(day, by=here.liaison, at=at)
        for number, slot in enumerate(list(day.slots.all())[:4]):
            at += timedelta(hours=20 + number)
            yield at
            told = tell(self.cast, here)
            who = self.opinions.neighbours.one(told.community, anonymous=0)
            subject = "" if number == 3 else told.title
            book(slot, who=who, subject=subject, key=f"demo-today-{number}", at=at)

        at = max(start_of(self.cast.today) + timedelta(seconds=1), self._minutes_ago(65))
        yield at
        day = open_day(day, by=here.liaison, at=at)
        turns = list(day.turns.all())
        at = max(at, self._minutes_ago(58))
        yield at
        yield from self._heard(arrive(turns[0], by=here.liaison, at=at), first, at)
        at = max(at, self._minutes_ago(40))
        yield at
        guest = walk_in(day, called_name="王女士", subject="幼升小材料", by=here.liaison, at=at)
        yield from self._answered(guest, second, at)
        at = max(at, self._minutes_ago(12))
        yield at
        turn = arrive(turns[1], by=here.liaison, at=at)
        call(turn, received_by=first, by=here.liaison, at=at)
        at = max(at, self._minutes_ago(4))
        yield at
        walk_in(day, called_name="", subject="楼下充电桩拉飞线", by=here.liaison, at=at)

    def _minutes_ago(self, minutes: int) -> datetime:
        return self.cast.now - timedelta(minutes=minutes)

    def _day(self, at: datetime) -> ReceptionDay:
        """Today's day, whatever weekday it is: from a rule that ends with it."""
        here, today = self.cast.busiest, self.cast.today
        if standing := here.room.reception_days.filter(on=today).first():
            return standing
        nominal = today.replace(day=min(today.day, 28))
        off = [(nominal + timedelta(days=n), True, "调整") for n in range((today - nominal).days)]
        rule = set_rule(
            here.room,
            kind=RuleKind.MONTH_DAY,
            month_day=nominal.day,
            starts_at=time(9) if self._is_morning() else time(14, 30),
            ends_at=time(11, 30) if self._is_morning() else time(17),
            starts_on=nominal,
            by=here.liaison,
            at=at,
        )
        calendar = merge(self.cast.calendar, [*off, (today, False, "")])
        days = plan_days(
            here.room, since=nominal, until=today, calendar=calendar, by=here.liaison, at=at
        )
        end_rule(rule, ends_on=today, by=here.liaison, at=at)
        return next(day for day in days if day.on == today)

    def _is_morning(self) -> bool:
        return self.cast.now < moment_of(self.cast.today, time(12, 30))

    def _heard(self, turn: Turn, person, at: datetime) -> Story:
        here = self.cast.busiest
        turn = call(turn, received_by=person, by=here.liaison, at=at)
        yield (at := max(at, self._minutes_ago(45)))
        told = tell(self.cast, here, no_enquiry=True)
        plan = Plan("unit", Channel.RECEPTION, stop=None, pace={"accept": 1})
        story = self.opinions.story(here, at, plan=plan, turn=turn, receiver=person, told=told)
        self.stage.enter(at, story)
        yield at

    def _answered(self, turn: Turn, person, at: datetime) -> Story:
        here = self.cast.busiest
        turn = call(turn, received_by=person, by=here.liaison, at=at)
        yield (at := max(at, self._minutes_ago(25)))
        told = tell(self.cast, here, title="租住证明")
        plan = Plan("answer", Channel.RECEPTION, stop=None, pace={"close": 1})
        story = self.opinions.story(here, at, plan=plan, turn=turn, receiver=person, told=told)
        self.stage.enter(at, story)
        yield at
