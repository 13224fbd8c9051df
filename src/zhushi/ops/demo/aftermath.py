"""After the answer: telling, rating, redoing, closing, the archive, promises and publications."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from zhushi.core.moments import day_of, moment_of
from zhushi.matters.actions.archive import archive
from zhushi.matters.actions.close import close
from zhushi.matters.actions.escalate import escalate
from zhushi.matters.actions.publish import approve_publication, draft_publication
from zhushi.matters.actions.rate import rate
from zhushi.matters.actions.redo import redo
from zhushi.matters.actions.settle_commitment import ask_again, settle_commitment
from zhushi.matters.actions.tell import call_back, tell
from zhushi.matters.choices import Satisfaction, Status
from zhushi.matters.models import Commitment, Matter
from zhushi.ops.demo.cast import Cast, RoomCast
from zhushi.ops.demo.pages import page
from zhushi.ops.demo.plans import Plan
from zhushi.ops.demo.stage import Stage, Story, later
from zhushi.ops.demo.telling import Told
from zhushi.vault.choices import Purpose
from zhushi.vault.queries import allows

if TYPE_CHECKING:
    from zhushi.ops.demo.handling import Handling

WINDOW = 15  # working days in which a resident may rate; the default profile's


@dataclass
class Aftermath:
    """Follows confirmed answers to their end."""

    cast: Cast
    stage: Stage

    def story(
        self,
        here: RoomCast,
        told: Told,
        plan: Plan,
        matter: Matter,
        at: datetime,
        handling: Handling,
    ) -> Story:
        """From the confirmed answer to the archive, redone once if need be."""
        matter, at = yield from self._told(here, plan, matter, at)
        if plan.stop == Status.TOLD:
            return
        if not (plan.has("rated") or plan.has("poor")):
            yield (at := later(self.cast, at, WINDOW + 1))
            matter = close(matter, note="评价期已过，未评价。", by=None, at=at)
            yield from self._closed(here, told, plan, matter, at)
            return
        matter, at = yield from self._rated(here, plan, matter, at, poor=plan.has("poor"))
        if plan.stop == Status.EVALUATED:
            return
        if plan.has("poor"):
            yield (at := later(self.cast, at, 1))
            matter = redo(matter, note="请把没有做到的部分做完。", by=here.liaison, at=at)
            if plan.stop == Status.HANDLING:
                return
            better = replace(plan, reply_class="A", turns=plan.turns - {"late", "send_back"})
            matter, at = yield from handling.answered(here, told, better, matter, at)
            matter, at = yield from self._told(here, better, matter, at)
            again = plan.has("poor_again")
            matter, at = yield from self._rated(here, plan, matter, at, poor=again)
            if again:
                yield (at := later(self.cast, at, 1))
                said = "重办后仍不满意，提请协调有关单位现场会办。"
                matter = escalate(matter, note=said, by=here.head, at=at)
                if plan.stop == Status.ESCALATED:
                    return
                at = later(self.cast, at, 6)
        yield (at := later(self.cast, at, plan.takes("close")))
        matter = close(matter, by=here.liaison, at=at)
        yield from self._closed(here, told, plan, matter, at)

    def _told(self, here: RoomCast, plan: Plan, matter: Matter, at: datetime):
        yield (at := later(self.cast, at, plan.takes("tell")))
        if plan.has("missed_call"):
            tell(matter, how="电话", is_reached=False, note="没有人接", by=here.liaison, at=at)
            at += timedelta(minutes=25)
            yield at
        how = self.cast.rng.choice(["电话", "电话", "当面", "凭回执码查询并电话"])
        note = self.cast.rng.choice(page("words")["call_notes"])
        return tell(matter, how=how, note=note, by=here.liaison, at=at), at

    def _rated(self, here: RoomCast, plan: Plan, matter: Matter, at: datetime, *, poor: bool):
        rng, words = self.cast.rng, page("words")
        yield (at := later(self.cast, at, plan.takes("rate")))
        attitude = rng.choice([Satisfaction.GOOD, Satisfaction.GOOD, Satisfaction.FAIR])
        result = (
            Satisfaction.POOR if poor else rng.choice([*[Satisfaction.GOOD] * 3, Satisfaction.FAIR])
        )
        matter = rate(
            matter,
            attitude=attitude,
            result=result,
            comment=rng.choice(words["poor_comments" if poor else "good_comments"]),
            by=None if plan.has("online") else here.liaison,
            at=at,
        )
        return matter, at

    def _closed(
        self, here: RoomCast, told: Told, plan: Plan, matter: Matter, at: datetime
    ) -> Story:
        if allows(matter.identity, Purpose.PUBLISH) and self.cast.rng.random() < 0.6:
            began = later(self.cast, at, 1)
            self.stage.enter(began, self._published(here, told, matter, began))
        if plan.has("call_back"):
            yield (at := later(self.cast, at, 2))
            said = self.cast.rng.choice(page("words")["call_notes"])
            matter = call_back(matter, is_reached=True, note=said, by=here.liaison, at=at)
        yield from self.archived(plan, matter, at)

    def archived(self, plan: Plan, matter: Matter, at: datetime) -> Story:
        """Into the archive some weeks later."""
        yield (at := later(self.cast, at, max(5, plan.takes("archive"))))
        archive(matter, by=self.cast.rng.choice(self.cast.officers), at=at)

    def _published(self, here: RoomCast, told: Told, matter: Matter, at: datetime) -> Story:
        reply = matter.replies.filter(confirmed_at__isnull=False).order_by("-pk").first()
        if reply is None:
            return
        draft = draft_publication(
            matter,
            title=told.title,
            question=told.extract.split("请")[0],
            answer=reply.text,
            by=here.liaison,
            at=at,
        )
        yield (at := later(self.cast, at, self.cast.rng.choice([1, 2, 3])))
        if self.cast.rng.random() < 0.9:
            approve_publication(
                draft, by=self.cast.rng.choice([here.head, self.cast.officers[0]]), at=at
            )

    def promise(self, here: RoomCast, commitment: Commitment) -> Story:
        """What a unit promised is asked on its day and found kept, put off or broken."""
        rng, words = self.cast.rng, page("words")
        for again in (False, True):
            commitment.refresh_from_db()
            at = morning(commitment.due_on)
            commitment = ask_again(commitment, by=None, at=at)
            yield (at := later(self.cast, at, rng.randint(1, 4)))
            luck = rng.random()
            if luck < 0.14 and not again:
                until = day_of(at) + timedelta(days=rng.randint(14, 40))
                commitment = settle_commitment(
                    commitment,
                    is_kept=False,
                    result=rng.choice(words["postponed"]),
                    postponed_to=until,
                    by=here.liaison,
                    at=at,
                )
                yield morning(until)
                continue
            kept = luck < 0.92
            settle_commitment(
                commitment,
                is_kept=kept,
                result=rng.choice(words["kept" if kept else "broken"]),
                by=here.liaison,
                at=at,
            )
            return


def morning(day: date) -> datetime:
    return moment_of(day, time(8))
