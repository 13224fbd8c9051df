"""Reports on the desk: who writes, who sees, what two at once are told, nothing is lost."""

import pytest
from django.urls import reverse

from tests.desk.statements import at_most
from tests.research.test_reports import TEXT, started, wrote
from tests.world import NOON
from zhushi.matters.models import Matter
from zhushi.research.actions.hand_in_report import hand_in_report
from zhushi.research.models import Report

pytestmark = pytest.mark.django_db


def url(name, report, **more):
    return reverse(f"desk:{name}", kwargs={"pk": report.pk, **more})


@pytest.fixture
def report(world):
    made = started(world, authors=[world.people["丙"]])
    wrote(made, TEXT + "\n表1 户数\n小区｜户数\n东里｜120", seen=1, by=world.丙)
    return made


def test_a_delegate_begins_writes_and_hands_in(client, world):
    client.force_login(world.丙)
    page = client.get(reverse("desk:start_report")).content.decode()
    assert "checked" in page  # who begins signs
    ref = world.people["丙"].ref
    answer = client.post(reverse("desk:start_report"), {"title": "电梯", "authors": [ref]})
    made = Report.objects.get()
    assert answer.url == url("edit_report", made)

    client.post(answer.url, {"title": "电梯", "text": TEXT, "seen": 1})
    page = client.get(url("research_report", made)).content.decode()
    assert "<h3" in page
    assert "二、建议" in page
    answer = client.post(url("hand_in_report", made), {"seen": 2}, follow=True)

    assert Matter.objects.get().ref in answer.content.decode()
    assert "接着写" not in answer.content.decode()


def test_authors_their_liaison_and_head_see_it_and_nobody_else(client, world, report):
    seen = set()
    for who, user in world.users.items():
        client.force_login(user)
        codes = {
            client.get(url(name, report)).status_code for name in ("research_report", "edit_report")
        } | {client.get(url("report_version", report, number=1)).status_code}
        assert codes in ({200}, {404})
        if codes == {200}:
            seen.add(who)
        for name in ("edit_report", "hand_in_report", "drop_report"):
            if codes == {404}:
                assert client.post(url(name, report), {"seen": 2}).status_code == 404

    assert seen == set("甲乙丙")
    assert Report.objects.get().version == 2


def test_two_editors_of_one_passage_get_both_and_lose_nothing(client, world, report):
    client.force_login(world.甲)
    ours = TEXT.replace("三个", "四个")
    assert (
        client.post(
            url("edit_report", report), {"title": "加装电梯", "text": ours, "seen": 2}
        ).status_code
        == 302
    )
    client.force_login(world.丙)

    answer = client.post(
        url("edit_report", report),
        {"title": "加装电梯", "text": TEXT.replace("三个", "五个"), "seen": 2},
    )

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "甲刚刚也改了同一段" in page
    assert "先装五个" in page
    assert "先装四个" in page
    assert 'name="seen" value="3"' in page


def test_words_that_were_refused_are_still_there(client, world, report):
    client.force_login(world.丙)

    answer = client.post(
        url("edit_report", report), {"title": "", "text": "我写了很久的一段", "seen": 2}
    )

    assert answer.status_code == 422
    assert "我写了很久的一段" in answer.content.decode()


def test_an_older_version_is_read_and_taken_back(client, world, report):
    wrote(report, "全删了", seen=2, by=world.丙)
    client.force_login(world.丙)
    page = client.get(url("report_version", report, number=2)).content.decode()
    assert "先装三个" in page
    assert "回到这一版" in page
    assert client.get(url("report_version", report, number=9)).status_code == 404


def test_hostile_text_is_shown_as_text(client, world, report):
    wrote(report, '<script>x</script>\n表1 <b>\n<i>｜"onload=y\n一、<u>题', seen=2, by=world.丙)
    client.force_login(world.丙)

    page = client.get(url("research_report", report)).content.decode()

    assert "<script>x" not in page
    assert "<i>" not in page.split('class="dm"')[1].replace("<i class", "")
    assert "&lt;u&gt;题" in page


def test_looking_changes_nothing_and_handing_in_needs_a_press(client, world, report):
    client.force_login(world.丙)
    for name in ("hand_in_report", "drop_report"):
        assert client.get(url(name, report)).status_code == 405
    client.get(url("edit_report", report))
    assert Report.objects.get().version == 2


def test_a_handed_in_report_is_seen_as_a_matter_and_changed_only_here(client, world, report):
    matter = hand_in_report(report, by=world.丙, at=NOON)
    Matter.objects.filter(pk=matter.pk).update(status="TURNED_DOWN")
    client.force_login(world.丙)

    answer = client.post(
        reverse("desk:matter_revision", kwargs={"ref": matter.ref}),
        {"title": "别处改的", "content": "别处改的", "seen": matter.version},
    )

    assert answer.status_code == 422
    assert "请打开这份调研报告" in answer.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_as_much_for_one_report_as_for_three(client, world, rows):
    for _ in range(rows):
        started(world)
    client.force_login(world.丙)

    with at_most(10):
        page = client.get(reverse("desk:research_reports")).content.decode()

    assert page.count("加装电梯") == rows


def test_an_empty_list_says_what_to_do(client, world):
    client.force_login(world.乙)

    page = client.get(reverse("desk:research_reports")).content.decode()

    assert "还没有调研报告" in page
