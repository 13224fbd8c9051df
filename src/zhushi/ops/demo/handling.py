"""With the units: dispatch, sign-in, hand-back, more time, urging, the answer and its check."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from zhushi.core.moments import day_of
from zhushi.core.workdays import workday_after, workdays_between
from zhushi.matters.actions.ask import add, ask
from zhushi.matters.actions.contact import contact
from zhushi.matters.actions.decide_hand_back import decide_hand_back
from zhushi.matters.actions.dispatch import Charge, dispatch
from zhushi.matters.actions.extend import ask_extension, decide_extension
from zhushi.matters.actions.hand_back import hand_back
from zhushi.matters.actions.note import note
from zhushi.matters.actions.opine import opine
from zhushi.matters.actions.press import urge
from zhushi.matters.actions.remind import remind
from zhushi.matters.actions.reply import reply
from zhushi.matters.actions.review import confirm, send_back
from zhushi.matters.actions.sign_in import sign_in
from zhushi.matters.choices import ClockStep, OpinionType, ReplyClass, Status
from zhushi.matters.models import Dispatch, Matter
from zhushi.ops.demo.aftermath import morning
from zhushi.ops.demo.cast import Cast, RoomCast
from zhushi.ops.demo.pages import page
from zhushi.ops.demo.plans import Plan
from zhushi.ops.demo.stage import Stage, Story, in_hours, later
from zhushi.ops.demo.telling import Told
from zhushi.rooms.choices import UnitKind
from zhushi.rooms.models import Unit

if TYPE_CHECKING:
    from zhushi.ops.demo.opinions import Opinions

STREETS_OWN = {"城市建管", "环境", "文体"}
"""Topics of which a street that handles takes a share."""


@dataclass
class Handling:
    """Follows accepted matters through the units."""

    cast: Cast
    stage: Stage
    opinions: Opinions

    def story(self, here: RoomCast, told: Told, plan: Plan, matter: Matter, at: datetime) -> Story:
        """From the dispatch to the confirmed answer, and on into its aftermath."""
        yield (at := later(self.cast, at, plan.takes("dispatch")))
        unit = self._unit_for(here, told)
        wrong = self._another(unit)
        matter = self._dispatch(
            here, told, plan, matter, wrong if plan.has("hand_back") else unit, at
        )
        if plan.stop == Status.DISPATCHED:
            return
        if plan.has("hand_back"):
            matter, at = yield from self._handed_back(here, told, plan, matter, wrong, unit, at)
            if plan.stop == Status.RETURNED:
                return
        matter, at = yield from self._signed_in(plan, matter, at)
        if plan.has("follower"):
            joined = later(self.cast, at, 1)
            self.stage.enter(joined, self.opinions.follow(here, told, matter, joined))
        matter, at = yield from self._under_way(here, told, plan, matter, at)
        if plan.stop == Status.HANDLING:
            return
        matter, at = yield from self.answered(here, told, plan, matter, at)
        if plan.stop in (Status.REPLIED, Status.CONFIRMED):
            return
        yield from self.opinions.aftermath.story(here, told, plan, matter, at, self)

    def _unit_for(self, here: RoomCast, told: Told) -> Unit:
        own = here.street
        if own and own.is_handler and told.topic[0] in STREETS_OWN and self.cast.rng.random() < 0.5:
            return self.cast.units[own.slug]
        return self.cast.units[told.unit]

    def _another(self, unit: Unit) -> Unit:
        handling = sorted(self.cast.handlers)
        return self.cast.rng.choice(
            [u for u in self.cast.units.values() if u.pk in handling and u.pk != unit.pk]
        )

    def _dispatch(
        self, here: RoomCast, told: Told, plan: Plan, matter: Matter, unit: Unit, at: datetime
    ) -> Matter:
        recused = set(matter.recusals.values_list("unit_id", flat=True))
        if unit.pk in recused:
            unit = self._another(unit)
        helpers = []
        if plan.has("helper"):
            own = here.street
            helper = own if own and own.is_handler and own.pk != unit.pk else self._another(unit)
            if helper.pk not in recused:
                helpers.append(Charge(helper, "配合现场查看"))
        return dispatch(
            matter,
            lead=Charge(unit, told.task),
            helpers=helpers,
            extract=told.extract,
            by=self.cast.rng.choice([here.liaison, self.cast.officers[0], self.cast.officers[1]]),
            at=at,
        )

    def _handed_back(self, here, told, plan: Plan, matter: Matter, wrong, unit, at: datetime):
        rng, words = self.cast.rng, page("words")
        lead = _lead(matter)
        yield (at := later(self.cast, at, 1))
        matter = hand_back(
            lead,
            reason=rng.choice(words["hand_back_reasons"]) + "。",
            proposed_unit=unit if lead.unit_id != unit.pk else self._another(unit),
            by=self.cast.handlers[lead.unit_id],
            at=at,
        )
        if plan.stop == Status.RETURNED:
            return matter, at
        yield (at := later(self.cast, at, 1))
        granted = not plan.has("upheld")
        matter = decide_hand_back(
            lead,
            is_granted=granted,
            note="职责清单列有此项，请继续办理。" if not granted else "情况属实，改派。",
            by=rng.choice(self.cast.officers),
            at=at,
        )
        if granted:
            yield (at := later(self.cast, at, 0))
            matter = self._dispatch(here, told, plan, matter, unit, at)
        return matter, at

    def _signed_in(self, plan: Plan, matter: Matter, at: datetime):
        parts = list(matter.dispatches.filter(ended_at=None, signed_in_at=None))
        for part in parts:
            yield (at := later(self.cast, at, plan.takes("sign_in") if part.is_lead else 0))
            part.refresh_from_db()
            if not part.signed_in_at:
                matter = sign_in(part, by=self.cast.handlers[part.unit_id], at=at)
        return matter, at

    def _under_way(self, here, told: Told, plan: Plan, matter: Matter, at: datetime):
        rng, words = self.cast.rng, page("words")
        lead = _lead(matter)
        handler = self.cast.handlers[lead.unit_id]
        if plan.has("contact"):
            yield (at := later(self.cast, at, min(plan.takes("contact"), 2)))
            matter = contact(lead, note=rng.choice(words["contacts"]), by=handler, at=at)
        if plan.has("ask"):
            yield (at := later(self.cast, at, 0))
            matter = ask(matter, text=rng.choice(words["questions"]), by=here.liaison, at=at)
            yield (at := later(self.cast, at, rng.randint(1, 3)))
            matter = add(matter, text=rng.choice(words["additions"]), by=None, at=at)
        if plan.has("extension"):
            yield (at := later(self.cast, at, 2))
            matter = ask_extension(
                lead,
                reason=rng.choice(words["extension_reasons"]) + "。",
                workdays=rng.choice([5, 8, 10, 15]),
                by=handler,
                at=at,
            )
            yield (at := later(self.cast, at, 1))
            matter = decide_extension(
                lead,
                is_granted=not plan.has("refused"),
                note="按原期限办。" if plan.has("refused") else "",
                by=rng.choice(self.cast.officers),
                at=at,
            )
        for part in matter.dispatches.filter(ended_at=None, is_lead=False):
            yield (at := later(self.cast, at, rng.randint(1, 3)))
            text = rng.choice(words["helper_opinions"])
            matter = opine(part, text=text, by=self.cast.handlers[part.unit_id], at=at)
        if plan.has("progress"):
            yield (at := later(self.cast, at, 1))
            said = f"{lead.unit.label}已到现场，正在安排。"
            matter = note(matter, text=said, is_public=True, by=here.liaison, at=at)
        if plan.has("urged"):
            yield (at := later(self.cast, at, 2))
            matter = urge(matter, note="请尽快书面答复。", by=here.liaison, at=at)
        return matter, at

    def answered(self, here: RoomCast, told: Told, plan: Plan, matter: Matter, at: datetime):
        """The written answer and its check; a late unit is reminded as the clock has it."""
        at = yield from self._waited_for(plan, matter, at)
        lead = _lead(matter)
        matter = self._reply(here, told, plan, lead, at)
        if plan.stop == Status.REPLIED:
            return matter, at
        checker = self.cast.rng.choice(self.cast.officers)
        if plan.has("send_back"):
            yield (at := later(self.cast, at, 0))
            reason = self.cast.rng.choice(page("words")["send_back_reasons"])
            matter = send_back(matter, reason=reason, by=checker, at=at)
            yield (at := later(self.cast, at, 1))
            matter = self._reply(here, told, plan, lead, at)
        yield (at := later(self.cast, at, plan.takes("review")))
        matter = confirm(matter, by=checker, at=at)
        for commitment in matter.commitments.filter(reply__confirmed_at=at):
            promise = self.opinions.aftermath.promise(here, commitment)
            self.stage.enter(morning(commitment.due_on), promise)
        for follower in matter.followers.filter(status=Status.CONFIRMED):
            pace = replace(plan, turns=plan.turns - {"poor", "late"}, stop=None)
            told_later = later(self.cast, at, 1)
            self.stage.enter(
                told_later,
                self.opinions.aftermath.story(here, told, pace, follower, told_later, self),
            )
        return matter, at

    def _waited_for(self, plan: Plan, matter: Matter, at: datetime):
        clock = matter.clocks.get(stopped_at=None, step__in=(ClockStep.REPLY, ClockStep.REDO))
        left = workdays_between(day_of(at), clock.due_on, self.cast.calendar)
        if not plan.has("late"):
            quick = matter.opinion_type == OpinionType.ENQUIRY
            yield (at := later(self.cast, at, max(0, min(plan.takes("reply"), left - (not quick)))))
            return at
        for workdays in (left - 3, left, left + 1, left + 3):
            if workdays < 1:
                continue
            day = workday_after(day_of(at), workdays, self.cast.calendar)
            moment = in_hours(self.cast, day)
            yield moment
            remind(clock, at=moment)
        yield (at := in_hours(self.cast, workday_after(clock.due_on, 4, self.cast.calendar)))
        return at

    def _reply(self, here, told: Told, plan: Plan, lead: Dispatch, at: datetime) -> Matter:
        letter = plan.reply_class
        if letter == "B" and not told.promise:
            letter = "A"
        rng = self.cast.rng
        promised_on = workday_after(day_of(at), rng.randint(12, 60), self.cast.calendar)
        title = "副主任" if lead.unit.kind == UnitKind.STREET else "副局长"
        signatory = rng.choice(page("names")["surnames"]) + title
        return reply(
            lead,
            reply_class=ReplyClass(letter),
            text=told.answered(self.cast, letter),
            signatory=signatory,
            promised=told.promise if letter == "B" else "",
            promised_on=promised_on if letter == "B" else None,
            is_paper=plan.has("paper"),
            by=here.liaison if plan.has("paper") else self.cast.handlers[lead.unit_id],
            at=at,
        )


def _lead(matter: Matter) -> Dispatch:
    return matter.dispatches.select_related("unit").get(is_lead=True, ended_at=None)
