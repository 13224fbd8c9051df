"""The whole way of one opinion, from a resident's words to the archive."""

from datetime import date

import pytest

from tests.world import DAY, NOON
from zhushi.core.errors import Refused, Stale
from zhushi.core.models import AuditEntry, Notice
from zhushi.matters.actions.accept import accept
from zhushi.matters.actions.archive import archive
from zhushi.matters.actions.close import close
from zhushi.matters.actions.decide_hand_back import decide_hand_back
from zhushi.matters.actions.dispatch import Charge, dispatch
from zhushi.matters.actions.extend import ask_extension, decide_extension
from zhushi.matters.actions.hand_back import hand_back
from zhushi.matters.actions.rate import rate
from zhushi.matters.actions.redo import redo
from zhushi.matters.actions.reply import reply
from zhushi.matters.actions.review import confirm, send_back
from zhushi.matters.actions.sign_in import sign_in
from zhushi.matters.actions.tell import tell
from zhushi.matters.choices import ClockStep, ReplyClass, Satisfaction, Status
from zhushi.matters.models import Commitment

pytestmark = pytest.mark.django_db


def test_an_opinion_travels_from_words_to_the_archive(world):
    matter = world.matter(who=world.known_resident()).matter
    assert (matter.ref, matter.status) == ("DJ-2026-0001", Status.REGISTERED)
    assert matter.due_on == date(2026, 9, 9)

    matter = accept(matter, title="楼道灯坏了半年", by=world.甲, at=NOON)
    matter = dispatch(
        matter,
        lead=Charge(world.住建, "修灯"),
        helpers=[Charge(world.教育)],
        extract="楼道灯坏了半年",
        by=world.己,
        at=NOON + DAY,
    )
    lead, helper = matter.dispatches.all()
    assert (matter.status, matter.responder.name) == (Status.DISPATCHED, "庚")
    assert lead.due_on == date(2026, 10, 23)

    sign_in(helper, by=world.辛, at=NOON + DAY)
    matter = sign_in(lead, by=world.庚, at=NOON + DAY)
    assert matter.status == Status.HANDLING

    matter = ask_extension(
        lead, reason="等灯具到货，供货要十天", workdays=10, by=world.庚, at=NOON + 2 * DAY
    )
    matter = decide_extension(lead, is_granted=True, by=world.己, at=NOON + 2 * DAY)
    clock = matter.clocks.get(step=ClockStep.REPLY)
    assert clock.due_on == date(2026, 11, 6)

    matter = reply(
        lead,
        reply_class=ReplyClass.B,
        text="声控灯已经采购，本月底前全部更换。",
        signatory="王局长",
        promised="更换全部声控灯",
        promised_on=date(2026, 9, 30),
        by=world.庚,
        at=NOON + 3 * DAY,
    )
    matter = send_back(matter, reason="请写明更换的数量", by=world.己, at=NOON + 3 * DAY)
    assert (matter.status, matter.due_on) == (Status.HANDLING, date(2026, 11, 6))
    matter = reply(
        lead,
        reply_class=ReplyClass.B,
        text="三个单元十一处声控灯已经采购，本月底前全部更换。",
        signatory="王局长",
        promised="更换十一处声控灯",
        promised_on=date(2026, 9, 30),
        by=world.庚,
        at=NOON + 4 * DAY,
    )
    matter = confirm(matter, by=world.己, at=NOON + 4 * DAY)
    matter = tell(matter, how="电话", by=world.乙, at=NOON + 4 * DAY)
    matter = rate(
        matter, attitude=Satisfaction.GOOD, result=Satisfaction.POOR, by=None, at=NOON + 5 * DAY
    )
    with pytest.raises(Refused, match="重办"):
        close(matter, by=world.乙, at=NOON + 5 * DAY)
    matter = redo(matter, by=world.乙, at=NOON + 5 * DAY)
    assert matter.due_step == ClockStep.REDO
    lead.refresh_from_db()
    matter = reply(
        lead,
        reply_class=ReplyClass.A,
        text="十一处声控灯今天全部换好，请来看。",
        signatory="王局长",
        by=world.庚,
        at=NOON + 6 * DAY,
    )
    matter = confirm(matter, by=world.己, at=NOON + 6 * DAY)
    matter = tell(matter, how="电话", by=world.乙, at=NOON + 6 * DAY)
    matter = rate(
        matter, attitude=Satisfaction.GOOD, result=Satisfaction.GOOD, by=None, at=NOON + 7 * DAY
    )
    matter = close(matter, by=world.乙, at=NOON + 7 * DAY)
    assert matter.due_on is None
    assert matter.closed_at
    matter = archive(matter, by=world.己, at=NOON + 8 * DAY)

    assert matter.status == Status.ARCHIVED
    assert matter.steps.count() == AuditEntry.objects.filter(target=matter.ref).count()
    assert Commitment.objects.filter(matter=matter).count() == 1
    assert not Notice.objects.filter(text__contains="灯").exists()


def test_a_hand_back_is_granted_once_and_the_next_unit_cannot_hand_back(world):
    matter = world.matter().matter
    matter = accept(matter, by=world.乙, at=NOON)
    matter = dispatch(matter, lead=Charge(world.教育), extract="修灯", by=world.乙, at=NOON)
    first = matter.dispatches.get()
    matter = hand_back(
        first, reason="不是教育局的职责", proposed_unit=world.住建, by=world.辛, at=NOON
    )
    assert matter.status == Status.RETURNED
    matter = decide_hand_back(first, is_granted=True, by=world.己, at=NOON)
    assert (matter.status, matter.lead_unit) == (Status.ACCEPTED, None)
    matter = dispatch(matter, lead=Charge(world.住建), extract="修灯", by=world.己, at=NOON)
    second = matter.dispatches.get(ended_at=None)
    with pytest.raises(Refused, match="不能再退"):
        hand_back(second, reason="也不是我们的职责", proposed_unit=world.教育, by=world.庚, at=NOON)


def test_a_form_that_saw_an_older_version_is_refused_and_told_who_was_first(world):
    matter = world.matter().matter
    seen = matter.version
    accept(matter, by=world.甲, at=NOON, seen=seen)
    with pytest.raises(Stale, match="甲刚刚"):
        accept(matter, by=world.乙, at=NOON, seen=seen)


def test_the_same_form_twice_gives_the_same_receipt_and_one_matter(world):
    first = world.matter(key="same")
    again = world.matter(key="same")
    assert again.is_repeat
    assert (again.matter, again.code, again.pin) == (first.matter, first.code, first.pin)
    with pytest.raises(Refused, match="已经提交过"):
        world.matter(key="same", content="另一件事，门口堆了垃圾。")
