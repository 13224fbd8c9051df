"""The grounds of a report: added from what the writer sees, links for who may see them."""

import pytest
from django.urls import reverse

from tests.desk.statements import at_most
from tests.research.test_activities import noted
from tests.research.test_reports import TEXT, started, wrote
from tests.research.themes import of_district
from tests.world import NOON, SINCE
from zhushi.core.errors import Refused
from zhushi.matters.actions.seal import seal
from zhushi.people.actions.post import post
from zhushi.people.choices import Role
from zhushi.research.actions.hand_in_report import hand_in_report
from zhushi.research.actions.keep_source import Source, add_source
from zhushi.research.actions.name_topics import name_topics
from zhushi.research.models import ReportSource

pytestmark = pytest.mark.django_db


def url(name, thing):
    return reverse(f"desk:{name}", kwargs={"pk": thing.pk})


def body(response):
    return response.content.decode().split("<main", 1)[-1]


@pytest.fixture
def report(world):
    theme = of_district(world)
    name_topics(theme, topics=[world.topics["住房"]], by=world.己, at=NOON)
    report = started(world, authors=[world.people["丙"]], theme=theme)
    wrote(report, TEXT, seen=1, by=world.丙)
    return report


def offered(client, report) -> dict[str, str]:
    form = client.get(url("research_report", report)).context["sourcing"]
    groups = [group for _, group in form.fields["what"].choices[1:]]
    return {words: key for group in groups for key, words in group}


def test_a_delegate_lists_what_they_may_see(client, world, report):
    seen, unseen = noted(world, title="看电梯"), noted(world, room="西", title="西边的")
    mine = world.matter(topic=world.topics["住房"], by="丙").matter
    other = world.matter(topic=world.topics["住房"]).matter
    client.force_login(world.丙)
    choices = offered(client, report)
    assert set(choices) == {
        "9月7日 看电梯（东街街道党代表工作室）",
        "2026年下半年收到 1 件", "2026年下半年没办完 1 件", "2026年下半年住房 1 件",
        "2026年下半年没有写明社区 1 件",
    }  # fmt: skip

    for data, status in (
        ({"what": f"a{seen.pk}", "note": "三部停了两部"}, 302),
        ({"what": choices["2026年下半年住房 1 件"]}, 302),
        ({"ref": mine.ref.lower()}, 302),
        ({"ref": other.ref}, 422),
        ({"what": f"a{unseen.pk}"}, 422),
        ({"what": f"a{seen.pk}", "ref": mine.ref}, 422),
        ({}, 422),
    ):
        assert client.post(url("add_source", report), data).status_code == status, data
    page = body(client.get(url("research_report", report)))
    for words in ("看电梯", "三部停了两部", mine.ref, "住房 1 件（丙9月7日看到的）"):
        assert words in page, words
    assert ReportSource.objects.count() == 3


def test_who_may_not_see_a_ground_reads_that_there_is_one(client, world, report):
    matter = world.matter(by="丙").matter
    theirs = world.matter().matter
    west = noted(world, room="西", title="西边的")
    for source in (Source(matter=matter), Source(matter=theirs), Source(activity=west)):
        add_source(report, source, note="缘由甲", by=world.己, at=NOON)
    for name, words, notes in (("丙", {matter.ref}, 1), ("乙", {matter.ref, theirs.ref}, 2)):
        client.force_login(world.users[name])
        page = body(client.get(url("research_report", report)))
        links = {matter.ref, theirs.ref, "西边的"}
        assert {one for one in links if one in page} == words, name
        assert page.count("缘由甲") == notes, name
        assert "一次活动" in page
    seal(theirs, by=world.乙, at=NOON)
    assert theirs.ref not in body(client.get(url("research_report", report)))


def test_handed_in_the_office_and_the_approvers_read_the_grounds_on_the_matter(
    client, world, report
):
    add_source(report, Source(activity=noted(world, title="看电梯")), by=world.丙, at=NOON)
    source = report.sources.get()
    client.force_login(world.丙)
    handed = hand_in_report(report, by=world.丙, at=NOON)
    page = body(client.get(url("research_report", report)))
    assert ("看电梯" in page, "列为依据" in page, "去掉" in page) == (True, False, False)
    assert client.post(url("add_source", report), {"ref": "X"}).status_code == 422
    client.post(url("remove_source", source))
    assert ReportSource.objects.exists()
    client.force_login(world.己)
    page = body(client.get(reverse("desk:matter", kwargs={"ref": handed.ref})))
    assert url("activity", noted_of(report)) in page


def noted_of(report):
    return report.sources.get().activity


def test_a_ground_is_taken_off_by_who_writes_and_nobody_else(client, world, report):
    add_source(report, Source(figure="8 件"), by=world.丙, at=NOON)
    source = report.sources.get()
    post(
        world.people["丁"], role=Role.DELEGATE, place=world.rooms["西"], starts_on=SINCE, by=None,
        at=NOON,
    )  # fmt: skip
    for name, status in (("丁", 404), ("戊", 404), ("癸", 404), ("乙", 302)):
        client.force_login(world.users[name])
        assert client.post(url("remove_source", source)).status_code == status, name
    assert not ReportSource.objects.exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_as_much_for_one_ground_as_for_three(client, world, report, rows):
    for number in range(rows):
        add_source(report, Source(activity=noted(world)), by=world.丙, at=NOON)
        add_source(report, Source(matter=world.matter().matter), by=world.丙, at=NOON)
        add_source(report, Source(figure=f"{number} 件"), by=world.丙, at=NOON)
    client.force_login(world.乙)
    with at_most(18):
        client.get(url("research_report", report))


def test_a_figure_too_long_to_keep_is_refused(world, report):
    with pytest.raises(Refused, match="太细"):
        add_source(report, Source(figure="字" * 121), by=world.丙, at=NOON)
