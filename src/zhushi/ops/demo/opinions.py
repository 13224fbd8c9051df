"""The story of one opinion, from a resident's words to the archive, as its plan will have it."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import count

from zhushi.activities.models import Turn
from zhushi.matters.actions.accept import accept
from zhushi.matters.actions.answer import answer
from zhushi.matters.actions.close import close
from zhushi.matters.actions.conclude import conclude
from zhushi.matters.actions.decline import decline
from zhushi.matters.actions.hand_over import hand_over
from zhushi.matters.actions.look_at import look_at
from zhushi.matters.actions.merge import merge
from zhushi.matters.actions.note import note
from zhushi.matters.actions.receive import receive
from zhushi.matters.actions.receive_sealed import receive_sealed
from zhushi.matters.actions.refer import refer
from zhushi.matters.actions.rule_out import rule_out
from zhushi.matters.actions.seal import seal
from zhushi.matters.choices import Channel, Exclusion, OpinionType, Status
from zhushi.matters.lifecycle import OPEN
from zhushi.matters.models import Matter
from zhushi.ops.demo.aftermath import Aftermath
from zhushi.ops.demo.cast import Cast, RoomCast
from zhushi.ops.demo.handling import Handling
from zhushi.ops.demo.pages import page
from zhushi.ops.demo.plans import Plan, draw
from zhushi.ops.demo.stage import Stage, Story, later
from zhushi.ops.demo.telling import Neighbours, Told, tell
from zhushi.people.models import Person, User
from zhushi.vault.choices import Field

DECLINED = [Exclusion.LITIGATION, Exclusion.LITIGATION, Exclusion.EMERGENCY]
REFERRED = [
    ("区信访局", Exclusion.PETITION),
    ("12345 热线", None),
    ("12345 热线", None),
    ("区人民法院诉讼服务中心", Exclusion.OTHER_BODY),
]


@dataclass
class Opinions:
    """Begins and follows the stories of opinions on one stage."""

    cast: Cast
    stage: Stage
    neighbours: Neighbours

    def __post_init__(self) -> None:
        self._keys = count(1)
        self.handling = Handling(self.cast, self.stage, self)
        self.aftermath = Aftermath(self.cast, self.stage)

    def story(
        self,
        here: RoomCast,
        at: datetime,
        *,
        channel: Channel | None = None,
        plan: Plan | None = None,
        turn: Turn | None = None,
        receiver: Person | None = None,
        told: Told | None = None,
    ) -> Story:
        """One opinion; without a plan its way is drawn by chance."""
        told = told or tell(self.cast, here, no_enquiry=plan is not None)
        plan = plan or draw(self.cast.rng, opinion_type=told.opinion_type, channel=channel)
        if plan.way == "seal":
            told = replace(
                told,
                content=self.cast.rng.choice(page("words")["sealed"]),
                title="来访人要求专人办理",
                opinion_type=OpinionType.REPORT,
            )
        if plan.way in ("decline", "refer") and told.opinion_type == OpinionType.ENQUIRY:
            told = replace(told, opinion_type=OpinionType.HELP)
            if plan.channel == Channel.ONLINE:
                yield from self._handed_in_sealed(here, told, plan, at)
                return
        matter = self._receive(here, told, plan, at, turn=turn, receiver=receiver)
        if plan.stop != Status.REGISTERED:
            yield from getattr(self, f"_{plan.way}")(here, told, plan, matter, at)

    def _receive(
        self, here: RoomCast, told: Told, plan: Plan, at: datetime, *, turn, receiver
    ) -> Matter:
        rng, channel = self.cast.rng, plan.channel
        by: User | None = here.liaison
        if channel == Channel.ONLINE:
            by = None
        elif channel == Channel.VISIT:
            by, receiver = here.delegate, None
        anonymous = {Channel.ONLINE: 0.45, Channel.RECEPTION: 0.2}.get(channel, 0.15)
        views = page("words")["views"]
        return receive(
            here.room,
            content=told.content,
            channel=channel,
            key=f"demo-{next(self._keys)}",
            opinion_type=told.opinion_type,
            title=told.title if by == here.liaison else "",
            topic=self.cast.topics[told.topic] if by else None,
            community=told.community,
            who=self.neighbours.one(told.community, anonymous=anonymous),
            receiver=receiver,
            turn=turn,
            delegate_view=rng.choice(views) if receiver and plan.has("view") else "",
            by=by,
            at=at,
        ).matter

    def _accept(self, here: RoomCast, told: Told, matter: Matter, at: datetime) -> Matter:
        return accept(
            matter,
            title=told.title,
            opinion_type=told.opinion_type,
            topic=self.cast.topics[told.topic],
            community=told.community,
            by=self.cast.rng.choice([here.head, here.liaison]),
            at=at,
        )

    def _unit(self, here: RoomCast, told: Told, plan: Plan, matter: Matter, at: datetime) -> Story:
        yield (at := later(self.cast, at, plan.takes("accept")))
        matter = self._accept(here, told, matter, at)
        if plan.has("look") and matter.identity:
            at = later(self.cast, at, 0)
            yield at
            look_at(
                matter, [Field.NAME, Field.PHONE], reason="回访核对情况", by=here.liaison, at=at
            )
        if plan.has("recusal"):
            other = self.cast.units["civil" if told.unit != "civil" else "health"]
            rule_out(matter, unit=other, reason="承办人与来访人是亲属", by=here.liaison, at=at)
        if plan.stop != Status.ACCEPTED:
            yield from self.handling.story(here, told, plan, matter, at)

    def _answer(
        self, here: RoomCast, told: Told, plan: Plan, matter: Matter, at: datetime
    ) -> Story:
        at_once = plan.channel == Channel.RECEPTION
        at = at + timedelta(minutes=2) if at_once else later(self.cast, at, 0)
        yield at
        explained = self.cast.rng.choice(page("words")["on_the_spot"])
        text = told.answer.format(**told.slots) + explained
        matter = answer(matter, text=text, by=here.liaison, at=at)
        yield from self._close(here, plan, matter, at)

    def _decline(
        self, here: RoomCast, told: Told, plan: Plan, matter: Matter, at: datetime
    ) -> Story:
        yield (at := later(self.cast, at, plan.takes("accept")))
        reason = self.cast.rng.choice(DECLINED)
        matter = decline(matter, exclusion=reason, by=here.liaison, at=at)
        yield from self._close(here, plan, matter, at)

    def _refer(self, here: RoomCast, told: Told, plan: Plan, matter: Matter, at: datetime) -> Story:
        yield (at := later(self.cast, at, plan.takes("accept")))
        to, exclusion = self.cast.rng.choice(REFERRED)
        matter = refer(
            matter,
            to=to,
            exclusion=exclusion,
            external_ref=f"DEMO{self.cast.rng.randrange(10**6):06d}" if "12345" in to else "",
            by=here.head,
            at=at,
        )
        yield from self._close(here, plan, matter, at)

    def _handed_in_sealed(self, here: RoomCast, told: Told, plan: Plan, at: datetime) -> Story:
        who = self.neighbours.one(told.community, anonymous=0.5)
        key = f"demo-{next(self._keys)}"
        matter = receive_sealed(here.room, content=told.content, key=key, who=who, at=at).matter
        yield from self._with_confidants(plan, matter, at)

    def _seal(self, here: RoomCast, told: Told, plan: Plan, matter: Matter, at: datetime) -> Story:
        yield (at := later(self.cast, at, 0))
        matter = seal(matter, by=here.liaison, at=at)
        yield from self._with_confidants(plan, matter, at)

    def _with_confidants(self, plan: Plan, matter: Matter, at: datetime) -> Story:
        if plan.stop == Status.SEALED:
            return
        yield (at := later(self.cast, at, self.cast.rng.choice([0, 1])))
        confidant = self.cast.rng.choice(self.cast.confidants)
        matter = hand_over(matter, to="区纪检监察机关", by=confidant, at=at)
        if plan.stop == Status.HANDED_OVER:
            return
        yield (at := later(self.cast, at, 1))
        conclude(matter, by=confidant, at=at)

    def _close(self, here: RoomCast, plan: Plan, matter: Matter, at: datetime) -> Story:
        if plan.stop == matter.status:
            return
        yield (at := later(self.cast, at, plan.takes("close")))
        matter = close(matter, by=here.liaison, at=at)
        yield from self.aftermath.archived(plan, matter, at)

    def follow(self, here: RoomCast, told: Told, lead: Matter, at: datetime) -> Story:
        """A second resident says the same; the matter is handled together with the first."""
        plan = draw(self.cast.rng)
        channel = self.cast.rng.choice([Channel.PHONE, Channel.ONLINE])
        plan = replace(plan, channel=channel, turns=plan.turns - {"poor"})
        again = tell(self.cast, here, title=told.pattern)
        matter = self._receive(here, again, plan, at, turn=None, receiver=None)
        yield (at := later(self.cast, at, plan.takes("accept")))
        lead.refresh_from_db()
        if lead.status in OPEN - {Status.TOLD, Status.EVALUATED, Status.CONFIRMED, Status.SEALED}:
            matter = merge(matter, into=lead, by=here.liaison, at=at)
            return
        matter = self._accept(here, again, matter, at)
        note(matter, text="同类事项已有答复，另行交办核实。", by=here.liaison, at=at)
        yield from self.handling.story(here, again, plan, matter, at)
