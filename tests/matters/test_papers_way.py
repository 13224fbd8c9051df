"""How a report or a proposal is checked, approved, forwarded, evaluated and settled."""

from datetime import date

import pytest

from tests.matters.moves import LONG_AFTER, MOVES, REASON, paper_in
from tests.world import NOON
from zhushi.core.errors import Refused, Stale
from zhushi.core.models import Notice
from zhushi.core.moments import day_of
from zhushi.matters.access import verbs_for
from zhushi.matters.actions.approve import approve
from zhushi.matters.actions.check import check
from zhushi.matters.actions.evaluate import evaluate
from zhushi.matters.actions.review import confirm, send_back
from zhushi.matters.actions.revise import revise
from zhushi.matters.actions.set_approvals import Approver, set_approvals
from zhushi.matters.actions.settle import settle
from zhushi.matters.choices import Adoption, ClockStep, Kind, Satisfaction
from zhushi.matters.models import ApprovalRule, ApprovalStep, Clock, Matter
from zhushi.people.access import holdings

pytestmark = pytest.mark.django_db
GOOD = {"attitude": Satisfaction.GOOD, "result": Satisfaction.GOOD}


def said(matter) -> list[tuple[str, str]]:
    return [(step.name, step.decision) for step in matter.approvals.all()]


def test_without_steps_of_approval_it_is_said_where_to_set_them(world):
    matter = paper_in(world, "REGISTERED")
    ApprovalRule.objects.all().delete()

    with pytest.raises(Refused, match="审批步骤"):
        check(matter, by=world.己, at=NOON)


def test_each_step_opens_after_the_one_before_and_its_approver_is_told(world):
    matter = paper_in(world, "CHECKED")
    assert [s.opened_at is not None for s in matter.approvals.all()] == [True, False]
    assert Notice.objects.filter(user=world.领).count() == 1

    matter = MOVES["approve_step"](world, matter)

    assert matter.status == "CHECKED"
    assert said(matter) == [("组织部审核", "AGREED"), ("区委审批", "")]
    assert Notice.objects.filter(user=world.领).count() == 1  # who pressed is not told
    matter = MOVES["approve"](world, matter)
    assert matter.status == "ACCEPTED"


def test_nobody_but_the_approver_or_the_deputy_decides_and_never_who_checked_it(world):
    leader, office = world.people["领"], world.people["己"]
    matter = paper_in(world, "REGISTERED")
    set_approvals(world.雁, [Approver("审批", leader, deputy=office)], by=world.己, at=NOON)
    matter = check(matter, by=world.己, at=NOON)

    for name in ("丙", "甲", "乙", "戊"):
        with pytest.raises(Refused, match="不由您审批"):
            approve(matter, is_agreed=True, by=world.users[name], at=NOON)
    with pytest.raises(Refused, match="您核对的"):
        approve(matter, is_agreed=True, by=world.己, at=NOON)
    assert approve(matter, is_agreed=True, by=world.领, at=NOON).status == "ACCEPTED"


def test_an_approver_who_signed_it_leaves_the_step_to_the_deputy(world):
    matter = paper_in(world, "REGISTERED")
    author, leader = world.people["甲"], world.people["领"]
    set_approvals(world.雁, [Approver("审批", author)], by=world.己, at=NOON)
    with pytest.raises(Refused, match="代审人"):
        check(matter, by=world.己, at=NOON)
    set_approvals(world.雁, [Approver("审批", author, deputy=leader)], by=world.己, at=NOON)

    check(matter, by=world.己, at=NOON)

    step = ApprovalStep.objects.get()
    assert (step.approver, step.deputy) == (leader, None)


def test_a_no_needs_a_reason_and_leads_back_to_the_office_and_a_new_round(world):
    matter = paper_in(world, "CHECKED")
    with pytest.raises(Refused, match="理由"):
        approve(matter, is_agreed=False, note="不", by=world.领, at=NOON)

    matter = MOVES["disapprove"](world, matter)

    assert matter.status == "REGISTERED"
    matter = check(matter, by=world.己, at=NOON)
    assert [(s.round, s.decision) for s in matter.approvals.all()] == [
        (1, "REFUSED"), (2, ""), (2, ""),
    ]  # fmt: skip


def test_a_rule_changed_meanwhile_leaves_the_steps_of_what_is_on_its_way(world):
    matter = paper_in(world, "CHECKED")

    set_approvals(world.雁, [Approver("别的", world.people["己"])], by=world.己, at=NOON)

    assert [s.name for s in matter.approvals.all()] == ["组织部审核", "区委审批"]


def test_what_is_sent_back_is_changed_by_who_signed_it_and_keeps_its_number(world):
    matter = paper_in(world, "TURNED_DOWN")
    with pytest.raises(Refused, match="署名的代表"):
        revise(matter, title="题", content="文", by=world.乙, at=NOON)

    again = revise(matter, title="新题目", content="新正文", by=world.users["甲"], at=NOON)

    assert (again.ref, again.status, again.title) == (matter.ref, "REGISTERED", "新题目")


@pytest.mark.parametrize(
    ("kind", "is_hard", "due"),
    [
        (Kind.RESEARCH, False, date(2026, 12, 7)),
        (Kind.RESEARCH, True, date(2027, 3, 8)),
        (Kind.PROPOSAL, False, date(2027, 3, 8)),
    ],
)
def test_the_term_runs_from_forwarding_three_months_or_six(world, kind, is_hard, due):
    matter = paper_in(world, "REGISTERED", kind)
    matter = check(matter, is_hard=is_hard, by=world.己, at=NOON)
    for verb in ("approve_step", "approve", "forward"):
        matter = MOVES[verb](world, matter)

    clock = Clock.objects.get(matter=matter, step=ClockStep.REPLY, stopped_at=None)
    assert clock.due_on == due


def test_the_authors_evaluate_once_and_nobody_for_them(world):
    matter = paper_in(world, "TOLD")
    for name in ("乙", "己", "领"):
        with pytest.raises(Refused, match="署名"):
            evaluate(matter, **GOOD, by=world.users[name], at=NOON)

    matter = evaluate(matter, **GOOD, by=world.丙, at=NOON)

    with pytest.raises(Refused):
        evaluate(matter, **GOOD, by=world.users["甲"], at=NOON)


def test_settling_waits_for_the_delegates_needs_a_reason_and_a_redo_where_they_are_not_content(
    world,
):
    matter = paper_in(world, "TOLD")
    with pytest.raises(Refused, match="还没有评价"):
        settle(matter, adoption=Adoption.ADOPTED, by=world.己, at=NOON)
    with pytest.raises(Refused, match="理由"):
        settle(matter, adoption=Adoption.NOT, by=world.己, at=LONG_AFTER)
    matter = MOVES["evaluate"](world, matter)
    with pytest.raises(Refused, match="不满意"):
        settle(matter, adoption=Adoption.ADOPTED, by=world.己, at=NOON)

    matter = MOVES["redo"](world, matter)
    for verb in ("reply", "confirm", "evaluate"):
        matter = MOVES[verb](world, matter)
    matter = settle(matter, adoption=Adoption.PARTLY, reason=REASON, by=world.己, at=NOON)

    assert (matter.status, matter.settlement.adoption) == ("CLOSED", "PARTLY")


def test_who_saw_an_older_version_is_told_who_was_first(world):
    matter = paper_in(world, "CHECKED")
    seen = matter.version
    MOVES["approve_step"](world, matter)

    with pytest.raises(Stale):
        approve(matter, is_agreed=True, seen=seen, by=world.领, at=NOON)


@pytest.mark.parametrize(
    ("steps", "why"),
    [
        ([], "一到5步"),
        ([("", "领", None)], "名称"),
        ([("审批", "领", "领")], "代审人"),
        ([("审批", "癸", None)], "本区"),
        ([("审批", "领", None)] * 6, "一到5步"),
    ],
)
def test_steps_that_cannot_work_are_refused_and_the_old_ones_stay(world, steps, why):
    set_approvals(world.雁, [Approver("审批", world.people["领"])], by=world.己, at=NOON)
    given = [
        Approver(name, world.people[who], world.people[deputy] if deputy else None)
        for name, who, deputy in steps
    ]

    with pytest.raises(Refused, match=why):
        set_approvals(world.雁, given, by=world.己, at=NOON)

    assert [rule.name for rule in ApprovalRule.objects.all()] == ["审批"]


@pytest.mark.parametrize("verb", ["confirm", "send_back"])
def test_who_signed_a_paper_does_not_check_the_answer_to_it(world, verb):
    paper, may = paper_in(world, "REPLIED"), holdings(world.甲, on=day_of(NOON))
    assert paper.proposers.filter(person=world.people["甲"]).exists()
    assert verb not in verbs_for(paper, may, list(paper.dispatches.all()))
    more = {"reason": "请补充时间表"} if verb == "send_back" else {}
    act = {"confirm": confirm, "send_back": send_back}[verb]
    with pytest.raises(Refused, match="自己署名的"):
        act(paper, by=world.甲, at=NOON, **more)
    assert act(paper, by=world.己, at=NOON, **more)
    other = paper_in(world, "REPLIED")
    other.proposers.filter(person=world.people["甲"]).delete()
    other = Matter.objects.get(pk=other.pk)
    assert verb in verbs_for(other, may, list(other.dispatches.all()))
