"""What a matter keeps of its written answer, and the list's parameters that figures use."""

import pytest

from tests.matters.moves import REASON
from tests.matters.test_filters import options, parsed, refs
from tests.world import DAY, NOON
from zhushi.matters.actions.accept import accept
from zhushi.matters.actions.close import close
from zhushi.matters.actions.decline import decline
from zhushi.matters.actions.dispatch import Charge, dispatch
from zhushi.matters.actions.extend import ask_extension, decide_extension
from zhushi.matters.actions.merge import merge
from zhushi.matters.actions.reply import reply
from zhushi.matters.actions.review import confirm, send_back
from zhushi.matters.actions.sign_in import sign_in
from zhushi.matters.choices import Exclusion, ReplyClass

pytestmark = pytest.mark.django_db
TEXT = "声控灯今天全部换好，请来看一看。"


def handled(world, *, at=NOON, **fields):
    """The lead's dispatch of a matter that its unit signed in."""
    matter = accept(world.matter(at=at, **fields).matter, by=world.乙, at=at)
    matter = dispatch(matter, lead=Charge(world.住建), extract="修灯", by=world.乙, at=at)
    lead = matter.dispatches.get()
    sign_in(lead, by=world.庚, at=at)
    return lead


def answered(world, lead, *, at):
    return reply(
        lead, reply_class=ReplyClass.A, text=TEXT, signatory="王局长", by=world.庚, at=at
    )  # fmt: skip


def test_a_matter_knows_the_working_days_to_its_standing_answer(world):
    lead = handled(world)
    matter = answered(world, lead, at=NOON + 8 * DAY)

    assert (matter.answered_at, matter.answer_days) == (NOON + 8 * DAY, 6)


def test_an_answer_that_was_sent_back_no_longer_counts(world):
    lead = handled(world)
    matter = answered(world, lead, at=NOON + DAY)
    matter = send_back(matter, reason=REASON, by=world.己, at=NOON + DAY)
    assert (matter.answered_at, matter.answer_days) == (None, None)

    matter = answered(world, lead, at=NOON + 3 * DAY)

    assert matter.answer_days == 3


def test_a_merged_matter_counts_from_its_own_receipt(world):
    lead = handled(world, at=NOON - 7 * DAY)
    follower = world.matter().matter
    merge(follower, into=lead.matter, by=world.乙, at=NOON)
    matter = answered(world, lead, at=NOON + DAY)
    confirm(matter, by=world.己, at=NOON + 2 * DAY)
    follower.refresh_from_db()

    assert (follower.answered_at, follower.answer_days) == (NOON + DAY, 1)


def test_the_list_asks_for_answers_by_day_and_by_working_days(world):
    quick, slow = handled(world), handled(world)
    handled(world)
    quick, slow = answered(world, quick, at=NOON + DAY), answered(world, slow, at=NOON + 8 * DAY)

    assert refs(world, "took=0-5") == [quick.ref]
    assert refs(world, "took=6-") == [slow.ref]
    assert refs(world, "answered_since=2026-09-15") == [slow.ref]
    assert refs(world, "answered_until=2026-09-14") == [quick.ref]
    assert sorted(refs(world, "answered_since=2026-01-01")) == sorted([quick.ref, slow.ref])


def test_the_list_asks_for_the_day_of_closing(world):
    done = decline(
        world.matter().matter, exclusion=Exclusion.LITIGATION, guidance=REASON, by=world.乙, at=NOON
    )
    done = close(done, by=world.乙, at=NOON + DAY)
    world.matter()

    assert refs(world, "closed_since=2026-09-08&closed_until=2026-09-08") == [done.ref]
    assert refs(world, "closed_until=2026-09-07") == []


def test_the_list_asks_for_what_waits_for_more_time(world):
    lead = handled(world)
    handled(world)
    ask_extension(lead, reason="等灯具到货，要十天", workdays=10, by=world.庚, at=NOON)

    assert refs(world, "waits=extension") == [lead.matter.ref]
    decide_extension(lead, is_granted=True, by=world.己, at=NOON)
    assert refs(world, "waits=extension") == []


@pytest.mark.parametrize(
    "query",
    ["took=5", "took=9-3", "took=x-", "waits=me", "closed_since=x",
     "closed_since=2026-02-01&closed_until=2026-01-01"],
)  # fmt: skip
def test_what_makes_no_sense_gets_a_sentence(world, query):
    assert parsed(world, query)[1]


def test_what_a_figure_asked_for_is_said(world):
    assert options(world, "己").rooms
    said = parsed(world, "took=6-10&answered_since=2026-01-01&waits=extension")[0].said()

    assert "6 到 10 个工作日" in said
    assert "2026年1月1日起书面答复的" in said
    assert "申请延期" in said
