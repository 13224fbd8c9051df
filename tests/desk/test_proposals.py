"""Proposals on the desk: written in three fields, signed, handed in; who sees them when."""

import pytest

from tests.desk.statements import at_most
from tests.research.test_proposals import delegate, written
from tests.world import DAY, NOON, TODAY
from zhushi.research.actions.cosign import cosign
from zhushi.research.actions.hand_in_proposal import hand_in_proposal
from zhushi.research.actions.write_proposal import withdraw_proposal
from zhushi.research.models import Proposal

pytestmark = pytest.mark.django_db
LIST = "/desk/proposals/"
GIVEN = {
    "title": "给老楼装电梯",
    "content": "建议<b>统一</b>设计。",
    "cosign_until": (TODAY + 5 * DAY).isoformat(),
}


def page(response):
    return response.content.decode()


def test_a_delegate_writes_another_signs_and_the_author_hands_it_in(world, sign_in):
    author, other = sign_in("丙"), sign_in("甲")
    assert "写提议" in page(author.get(LIST))
    assert author.get(LIST + "new/").status_code == 200
    assert author.post(LIST + "new/", GIVEN).status_code == 302
    made = Proposal.objects.get()
    here = f"{LIST}{made.pk}/"
    assert "&lt;b&gt;" in page(author.get(here))
    assert made.title in page(other.get(LIST))

    other.post(here + "signature/")
    assert made.signatures.get().person.name == "甲"
    assert "撤回联名" in page(other.get(here))
    assert "现在提交" not in page(other.get(here))
    other.post(here + "signature/taking-back/")
    assert not made.signatures.exists()

    author.post(here + "handing-in/")
    made.refresh_from_db()
    assert made.matter.ref in page(author.get(here))
    assert made.title in page(author.get(LIST + "?status=mine"))
    assert made.title in page(author.get(LIST + "?status=handed_in"))


def test_what_is_wrong_stays_in_the_form(world, sign_in):
    author = sign_in("丙")
    answer = author.post(LIST + "new/", GIVEN | {"cosign_until": "2026-09-01"})
    assert answer.status_code == 422
    assert "联名截止日" in page(answer)
    assert GIVEN["title"] in page(answer)
    assert not Proposal.objects.exists()


def test_who_is_no_delegate_is_told_so_and_writes_none(world, sign_in):
    for who in "乙己":
        assert "写提议" not in page(sign_in(who).get(LIST))
    assert "由党代表自己写" in page(sign_in("乙").post(LIST + "new/", GIVEN, follow=True))
    assert sign_in("己").post(LIST + "new/", GIVEN).status_code == 404
    assert not Proposal.objects.exists()


def test_a_get_changes_nothing_and_a_late_press_says_why(world, sign_in):
    made = written(world)
    author = sign_in("丙")
    here = f"{LIST}{made.pk}/"
    for part in ("signature/", "signature/taking-back/", "handing-in/", "withdrawal/"):
        assert author.get(here + part).status_code == 405
    author.post(here + "withdrawal/")
    assert "不能再改" in page(author.post(here + "handing-in/", follow=True))
    made.refresh_from_db()
    assert made.status == "WITHDRAWN"


def test_delegates_of_the_district_see_what_gathers_names_and_after_that_their_own(world, sign_in):
    made = written(world)
    here = f"{LIST}{made.pk}/"
    for who, status in zip("甲乙丙戊己", (200,) * 5, strict=True):
        assert sign_in(who).get(here).status_code == status, who
    for who in "丁庚癸壬":
        assert sign_in(who).get(here).status_code == 404, who
        assert sign_in(who).post(here + "signature/").status_code == 404, who
    delegate(world, "戊")
    cosign(made, by=world.戊, at=NOON)
    hand_in_proposal(made, by=world.丙, at=NOON)
    assert sign_in("戊").get(here).status_code == 200

    gone = withdraw_proposal(written(world, title="另一份"), by=world.丙, at=NOON)
    assert sign_in("戊").get(f"{LIST}{gone.pk}/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_list_and_page_ask_as_much_for_three_as_for_one(world, sign_in, count):
    author = sign_in("丙")
    for number in range(count):
        made = written(world, title=f"第{number}份")
        cosign(made, by=world.甲, at=NOON)
    with at_most(5):
        author.get(LIST)
    with at_most(6):
        author.get(f"{LIST}{made.pk}/")
