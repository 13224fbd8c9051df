"""Proposals gather names, and become matters with all who signed."""

import pytest

from tests.world import DAY, NOON, SINCE, TODAY
from zhushi.core.errors import Refused
from zhushi.core.models import AuditEntry
from zhushi.matters.choices import Kind
from zhushi.matters.models import Matter
from zhushi.people.actions.post import post
from zhushi.people.choices import Role
from zhushi.research.actions.cosign import cosign, take_back_signature
from zhushi.research.actions.hand_in_proposal import hand_in_due, hand_in_proposal
from zhushi.research.actions.write_proposal import withdraw_proposal, write_proposal
from zhushi.research.models import Proposal

pytestmark = pytest.mark.django_db


def written(world, **changed):
    given = {
        "title": "给老楼装电梯",
        "content": "六层以上的老楼没有电梯，建议区里统一设计。",
        "cosign_until": TODAY + 10 * DAY,
        "by": world.丙,
        "at": NOON,
    }
    return write_proposal(world.rooms["东"], **{**given, **changed})


def delegate(world, name, room="西"):
    place = world.rooms[room]
    post(world.people[name], role=Role.DELEGATE, place=place, starts_on=SINCE, by=world.己, at=NOON)


def test_who_signed_stands_behind_the_author_in_the_matter(world):
    proposal = written(world)
    delegate(world, "戊")
    cosign(proposal, by=world.甲, at=NOON)
    cosign(proposal, by=world.戊, at=NOON + DAY)
    cosign(proposal, by=world.戊, at=NOON + DAY)

    handed = hand_in_proposal(proposal, by=world.丙, at=NOON + DAY)

    assert (handed.status, handed.matter.kind) == ("HANDED_IN", Kind.PROPOSAL)
    assert [p.person.name for p in handed.matter.proposers.all()] == ["丙", "甲", "戊"]
    assert AuditEntry.objects.filter(event="proposal.hand_in", target=str(proposal.pk)).exists()
    with pytest.raises(Refused, match="已提交"):
        cosign(proposal, by=world.甲, at=NOON + DAY)
    with pytest.raises(Refused, match="已提交"):
        hand_in_proposal(proposal, by=world.丙, at=NOON + DAY)
    assert Matter.objects.count() == 1


def test_a_name_comes_off_up_to_the_last_day_and_not_after(world):
    proposal = written(world)
    with pytest.raises(Refused, match="没有"):
        take_back_signature(proposal, by=world.甲, at=NOON)
    cosign(proposal, by=world.甲, at=NOON)
    take_back_signature(proposal, by=world.甲, at=NOON + 10 * DAY)
    assert not proposal.signatures.exists()
    for act in (cosign, take_back_signature):
        with pytest.raises(Refused, match="截止"):
            act(proposal, by=world.甲, at=NOON + 11 * DAY)


def test_the_day_after_the_last_it_is_handed_in_by_itself_and_once(world):
    proposal = written(world)
    cosign(proposal, by=world.甲, at=NOON)
    withdrawn = withdraw_proposal(written(world, title="另一份"), by=world.丙, at=NOON)

    assert hand_in_due(at=NOON + 10 * DAY) == 0
    assert hand_in_due(at=NOON + 11 * DAY) == 1
    assert hand_in_due(at=NOON + 11 * DAY) == 0

    proposal.refresh_from_db()
    withdrawn.refresh_from_db()
    assert [p.person.name for p in proposal.matter.proposers.all()] == ["丙", "甲"]
    assert (withdrawn.status, withdrawn.matter) == ("WITHDRAWN", None)


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"title": " "}, "题目和正文"),
        ({"content": "\n"}, "题目和正文"),
        ({"title": "题" * 81}, "最多 80 字"),
        ({"cosign_until": TODAY - DAY}, "联名截止日"),
        ({"cosign_until": TODAY + 91 * DAY}, "联名截止日"),
    ],
)
def test_what_is_incomplete_is_refused(world, changed, why):
    with pytest.raises(Refused, match=why):
        written(world, **changed)
    assert not Proposal.objects.exists()


def test_only_delegates_write_and_sign_and_only_the_author_ends_it(world):
    for who in "乙丁己戊":
        with pytest.raises(Refused, match="党代表"):
            written(world, by=world.users[who])
    proposal = written(world)
    for who in "乙丁己癸":
        with pytest.raises(Refused, match="党代表"):
            cosign(proposal, by=world.users[who], at=NOON)
    with pytest.raises(Refused, match="已经署名"):
        cosign(proposal, by=world.丙, at=NOON)
    for act in (hand_in_proposal, withdraw_proposal):
        with pytest.raises(Refused, match="提出的代表"):
            act(proposal, by=world.甲, at=NOON)
