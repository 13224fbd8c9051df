"""What delegates hand in: reports and proposals begin as matters of their kind."""

from datetime import date

import pytest

from tests.world import NOON
from zhushi.core.errors import Refused
from zhushi.core.models import Notice
from zhushi.matters.actions.propose import propose
from zhushi.matters.choices import ClockStep, Kind, LimitClass, LimitUnit
from zhushi.matters.deadlines import counts_from_receipt, limit_class, limit_for
from zhushi.matters.models import Matter
from zhushi.matters.reference import SHIPPED
from zhushi.people.models import Posting

pytestmark = pytest.mark.django_db


def handed_in(world, **changed):
    given = {
        "kind": Kind.RESEARCH,
        "title": "老旧小区加装电梯的调研",
        "content": "走访十二个小区，看到三个问题。",
        "proposers": [world.people["丙"], world.people["甲"]],
        "key": "research-1",
        "by": world.丙,
        "at": NOON,
    }
    return propose(world.rooms["东"], **{**given, **changed})


def test_a_report_waits_to_be_checked_and_names_the_liaison_office(world):
    matter = handed_in(world)

    office = world.people["己"]
    assert (matter.kind, matter.status) == (Kind.RESEARCH, "REGISTERED")
    assert (matter.collector, matter.accepter, matter.responder) == (office, office, office)
    assert matter.receiver == world.people["丙"]
    assert [p.person.name for p in matter.proposers.all()] == ["丙", "甲"]
    assert matter.due_on == date(2026, 9, 14)
    assert (matter.opinion_type, matter.channel, matter.identity) == ("", "", None)
    assert Notice.objects.get(event__startswith=f"matter:{matter.pk}:").user == world.己


def test_the_same_key_gives_the_same_matter_and_never_another_text(world):
    first = handed_in(world)

    assert handed_in(world).pk == first.pk
    with pytest.raises(Refused, match="内容和这次不一样"):
        handed_in(world, content="另一份。")
    assert Matter.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"title": " "}, "题目和正文"),
        ({"content": ""}, "题目和正文"),
        ({"title": "题" * 81}, "最多 80 字"),
        ({"proposers": []}, "署名"),
    ],
)
def test_what_is_incomplete_is_refused_and_nothing_is_stored(world, changed, why):
    with pytest.raises(Refused, match=why):
        handed_in(world, **changed)

    assert not Matter.objects.exists()


def test_nobody_of_another_district_signs_and_no_district_without_an_office_takes_it(world):
    with pytest.raises(Refused, match="本区"):
        handed_in(world, proposers=[world.people["癸"]])
    Posting.objects.filter(person=world.people["己"]).update(ends_on=date(2026, 9, 6))
    with pytest.raises(Refused, match="党联办"):
        handed_in(world)


def test_a_title_of_sixty_characters_and_rare_ones_are_kept(world):
    title = "𠮷㐂" + "题" * 58

    assert handed_in(world, title=title).title == title


def test_the_terms_are_three_months_and_six_and_six_for_proposals():
    def months(kind, is_hard):
        limit = limit_for(SHIPPED, ClockStep.REPLY, limit_class(kind, "", is_hard))
        assert limit.unit == LimitUnit.MONTHS
        return limit.length

    assert [months(Kind.RESEARCH, hard) for hard in (False, True)] == [3, 6]
    assert [months(Kind.PROPOSAL, hard) for hard in (False, True)] == [6, 6]
    assert limit_class(Kind.OPINION, "HELP", is_hard=True) == "HELP"
    assert {f"{kind}{hard}" for kind in ("RESEARCH", "PROPOSAL") for hard in ("", "_HARD")} < {
        *LimitClass
    }


def test_only_an_opinions_answer_counts_from_the_day_of_receipt():
    assert counts_from_receipt(ClockStep.REPLY, "dispatch", Kind.OPINION)
    assert not counts_from_receipt(ClockStep.REPLY, "dispatch", Kind.RESEARCH)
    assert not counts_from_receipt(ClockStep.DISPATCH, "grant", Kind.OPINION)
