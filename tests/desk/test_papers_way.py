"""The way of a report or a proposal on the desk: each step by the right people only."""

import pytest
from django.urls import reverse

from tests.desk.statements import at_most
from tests.matters.moves import MOVES as MOVES_OF
from tests.matters.moves import WAY_OF_PAPERS, paper_in
from tests.world import NOON
from zhushi.core.moments import day_of
from zhushi.desk.moves import BY_VERB, ELSEWHERE, MOVES
from zhushi.matters.access import verbs_for
from zhushi.matters.choices import Kind
from zhushi.matters.models import ApprovalRule, Matter
from zhushi.people.access import holdings

pytestmark = pytest.mark.django_db
PAGES = {
    "checking": ("REGISTERED", "己", {}),
    "turning-down": ("REGISTERED", "己", {"reason": "请把数据的出处写上"}),
    "revision": ("TURNED_DOWN", "丙", {"title": "改过的题目", "content": "改过的正文"}),
    "approval": ("CHECKED", "领", {"is_agreed": "yes"}),
    "forwarding": ("ACCEPTED", "己", {"extract": "请研办"}),
    "judgement": ("TOLD", "丙", {"attitude": "GOOD", "result": "GOOD"}),
    "settlement": ("EVALUATED", "己", {"adoption": "NOT", "reason": "与规划不合，理由见答复"}),
}
NEXT = {
    "checking": "CHECKED",
    "turning-down": "TURNED_DOWN",
    "revision": "REGISTERED",
    "approval": "CHECKED",
    "forwarding": "DISPATCHED",
    "judgement": "EVALUATED",
    "settlement": "CLOSED",
}
SEES = {
    "REGISTERED": "甲乙丙己",
    "TURNED_DOWN": "甲乙丙己",
    "CHECKED": "甲乙丙己领",
    "ACCEPTED": "甲乙丙己领",
    "DISPATCHED": "甲乙丙己领庚辛",
    "TOLD": "甲乙丙己领庚辛",
    "ARCHIVED": "甲乙丙己领庚辛",
}


def url_of(noun, matter):
    name = next(move.name for move in MOVES if move.noun == noun)
    return reverse(f"desk:{name}", kwargs={"ref": matter.ref})


@pytest.mark.parametrize("status", SEES)
def test_a_step_is_seen_by_the_right_people_only(client, world, status):
    matter = paper_in(world, status)
    seen = ""
    for who, user in world.users.items():
        client.force_login(user)
        if client.get(reverse("desk:matter", kwargs={"ref": matter.ref})).status_code == 200:
            seen += who

    assert set(seen) == set(SEES[status])


@pytest.mark.parametrize("status", sorted(WAY_OF_PAPERS))
def test_a_page_offers_exactly_what_the_tables_allow(client, world, status):
    matter = paper_in(world, status)
    for who, user in world.users.items():
        client.force_login(user)
        page = client.get(reverse("desk:matter", kwargs={"ref": matter.ref}))
        if page.status_code == 404:
            continue
        held = holdings(user, on=day_of(NOON))
        verbs = verbs_for(matter, held, list(matter.dispatches.all()))
        wanted = {BY_VERB[verb] for verb in verbs if verb not in ELSEWHERE}
        text = page.content.decode()
        found = {move for move in MOVES if f'"{url_of(move.noun, matter)}"' in text}
        assert found == wanted, (who, status)


@pytest.mark.parametrize("noun", PAGES)
def test_a_step_is_made_on_its_page_and_kept_from_everybody_else(client, world, noun):
    status, who, data = PAGES[noun]
    matter = paper_in(world, status)
    if noun == "settlement":
        matter.evaluations.update(result="FAIR")
    data = {**data, "seen": matter.version}
    if noun == "forwarding":
        data |= {"lead": world.住建.pk, "helper_1": world.教育.pk}

    may = {who, "甲"} if noun in ("revision", "judgement") else {who}
    for name in world.users.keys() - may:
        client.force_login(world.users[name])
        assert client.post(url_of(noun, matter), data).status_code in (404, 409, 422), name
    client.force_login(world.users[who])
    assert client.get(url_of(noun, matter)).status_code == 200
    assert Matter.objects.get(pk=matter.pk).status == status

    answer = client.post(url_of(noun, matter), data)

    assert answer.status_code == 302, answer.content.decode()[-2000:]
    assert Matter.objects.get(pk=matter.pk).status == NEXT[noun]


def test_what_units_read_is_the_paper_and_nothing_of_its_approval(client, world):
    matter = paper_in(world, "HANDLING")
    client.force_login(world.庚)

    page = client.get(reverse("desk:matter", kwargs={"ref": matter.ref})).content.decode()

    assert "走访十二个小区" in page
    assert "请研办" in page
    assert "署名：丙、甲" in page
    assert "组织部审核" not in page
    assert "身份" not in page.split("办理经过")[0]


def test_the_page_speaks_of_checking_and_approval_and_not_of_residents(client, world):
    matter = paper_in(world, "CHECKED")
    client.force_login(world.领)

    page = client.get(reverse("desk:matter", kwargs={"ref": matter.ref})).content.decode()

    assert "待审批" in page
    assert "等审批" in page
    assert "还没有轮到" in page
    assert "来访人" not in page


def test_the_first_page_of_a_leader_is_what_was_put_before_them(client, world):
    mine = paper_in(world, "CHECKED")
    other = paper_in(world, "REGISTERED")
    world.matter()
    client.force_login(world.领)

    page = client.get("/desk/", follow=True).content.decode()

    assert mine.ref in page
    assert other.ref not in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_as_much_for_one_paper_as_for_three(client, world, rows):
    for _ in range(rows):
        matter = paper_in(world, "TOLD")
    client.force_login(world.丙)

    with at_most(24):
        client.get(reverse("desk:matter", kwargs={"ref": matter.ref}))


def test_hostile_words_of_a_paper_are_shown_as_words(client, world):
    matter = paper_in(world, "TURNED_DOWN", Kind.PROPOSAL)
    client.force_login(world.丙)
    data = {"title": "<script>x</script>", "content": "<img src=x onerror=y>", "seen": 1}

    client.post(url_of("revision", matter), {**data, "seen": matter.version})

    page = client.get(reverse("desk:matter", kwargs={"ref": matter.ref})).content.decode()
    assert "&lt;script&gt;x" in page
    assert "<img src=x" not in page


def test_the_office_lays_down_who_approves(client, world):
    paper_in(world, "REGISTERED")
    url, leader = reverse("desk:approvals"), world.people["领"].pk
    client.force_login(world.己)
    data = {"name_1": "审核", "person_1": world.people["己"].pk, "name_2": "审批"}

    assert client.post(url, data).status_code == 422  # the second step has nobody
    answer = client.post(url, {**data, "person_2": leader, "deputy_2": world.people["己"].pk})

    assert answer.status_code == 302
    assert list(ApprovalRule.objects.values_list("name", "approver__name", "deputy__name")) == [
        ("审核", "己", None), ("审批", "领", "己"),
    ]  # fmt: skip
    assert 'value="审批"' in client.get(url).content.decode()
    for name in "甲乙丙丁领庚":
        client.force_login(world.users[name])
        assert client.get(url).status_code == 404, name
        assert client.post(url, data).status_code == 404, name


def test_a_settled_report_is_published_as_a_summary_by_two_people(client, world):
    matter = paper_in(world, "TOLD")
    draft = reverse("desk:draft_publication", kwargs={"ref": matter.ref})
    words = {"title": "加装电梯", "question": "三个问题", "answer": "声控灯全部换好"}
    client.force_login(world.己)
    assert "办结之后才能公开" in client.post(draft, words).content.decode()
    matter = MOVES_OF["settle"](world, matter)
    assert draft in client.get(reverse("desk:matter", kwargs={"ref": matter.ref})).content.decode()
    assert "走访十二个小区" in client.get(draft).content.decode()

    assert client.post(draft, words).status_code == 302
    approval = reverse("desk:create_approval", kwargs={"pk": matter.publication.pk})
    client.post(approval, {"is_read": "on"})
    matter.publication.refresh_from_db()
    assert matter.publication.approved_at is None  # never by who wrote it
    client.force_login(world.甲)
    client.post(approval, {"is_read": "on"})

    client.logout()
    assert "加装电梯" in client.get(f"/d/{world.雁.slug}/answers/").content.decode()
