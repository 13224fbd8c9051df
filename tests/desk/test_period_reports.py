"""Month and year reports: every number equals its list, each for whom its list is; only paper."""

import re
from datetime import date

import pytest

from tests.desk.lively import live, look_into
from tests.desk.statements import at_most
from tests.world import DAY, TODAY
from zhushi.activities.choices import Heading
from zhushi.activities.models import Activity
from zhushi.activities.queries import norms_of
from zhushi.core.perms import Perm
from zhushi.insight.indicators.by_room import Served, served
from zhushi.insight.periods import HALF, MONTH, YEAR, Period
from zhushi.insight.report import report_of
from zhushi.insight.scopes import ReportScopes
from zhushi.people.access import scope_of
from zhushi.rooms.models import Workroom

pytestmark = pytest.mark.django_db
PAGE = "/desk/reports/"
NOW, HALF_NOW, YEAR_NOW = (Period.around(TODAY, months) for months in (MONTH, HALF, YEAR))
RIGHTS = (
    Perm.ACTIVITY_VIEW,
    Perm.RECEPTION_VIEW,
    Perm.TALK_PLAN,
    Perm.STUDY_VIEW,
    Perm.SERVICE_VIEW,
    Perm.MATTER_VIEW,
    Perm.PLEDGE_VIEW,
)
ROWS = {
    "activities": r'<b><a href="/desk/activities/\d+/"',
    "receptions": r'<td[^>]*><a href="/desk/receptions/|<tr>\s*<td',
    "research": r'<a href="/desk/research/themes/\d+/"',
    "talks": r"<li>\s*<div>\s*<b>",
    "matters": r'<a href="/desk/matters/[A-Z]+-\d+-\d+/"',
    "pledges": r"<li>\s*<div>\s*<b>",
    "report_visitors": r'<a href="/desk/receptions/[A-Z]+/',
    "shifts": r'href="/desk/service/shifts/\d+/"',
    "report_service": r'<a href="/desk/service/shifts/\d+/"',
}


def page(response):
    return response.content.decode()


@pytest.fixture
def life(world):
    return live(world)


def report(world, who, period, room=None):
    user = world.users[who]
    research, papers = (
        scope_of(user, right, on=TODAY) for right in (Perm.RESEARCH_VIEW, Perm.MATTER_VIEW)
    )
    reached = (scope_of(user, right, on=TODAY) for right in RIGHTS)
    scopes = ReportScopes(*reached, research=research, papers=papers)
    district = world.units["雁"]
    rooms = [one for one in world.rooms.values() if one.district_id == district.pk]
    norms = norms_of(district)
    room = world.rooms[room] if room else None
    return report_of(scopes, district, rooms, norms, period=period, on=TODAY, room=room)


def address(figure):
    lists = {"report_visitors": "reports/visitors", "report_service": "reports/service"}
    lists["shifts"] = "service/shifts"
    return f"/desk/{lists.get(figure.page, figure.page)}/?{figure.address}"


def rows_of(figure, listed):
    body = listed.split("<main", 1)[-1]
    if figure.page == "receptions":
        return len(re.findall(r"<tr", body)) - 1 if "<tbody" in body else 0
    if figure.page == "matters":
        return len(set(re.findall(ROWS["matters"], body)))
    return len(re.findall(ROWS[figure.page], body))


@pytest.mark.parametrize("period", [NOW, HALF_NOW, YEAR_NOW, Period.around(TODAY, MONTH).before])
@pytest.mark.parametrize(("who", "room"), [*((who, "东") for who in "甲乙丙丁己"), ("己", None)])
def test_every_number_is_the_length_of_the_list_it_opens(life, sign_in, who, room, period):
    login, asked = sign_in(who), {}
    found = report(life, who, period, room)
    for figure in found.figures():
        here = address(figure)
        if here not in asked:
            answer = login.get(here)
            assert answer.status_code == 200, here
            asked[here] = rows_of(figure, page(answer))
        assert asked[here] == figure.value, (who, figure)
    assert period != NOW or sum(figure.value for figure in found.figures()) > 10


@pytest.mark.parametrize(
    ("period", "numbers"), [(NOW, [1, 2, 2]), (HALF_NOW, [1, 2, 2]), (YEAR_NOW, [2, 3, 2])]
)
def test_the_districts_report_tells_of_themes_and_reports(world, sign_in, period, numbers):
    look_into(world)
    office = sign_in("己")
    lines = [one for one in report(world, "己", period).headings if one.research]
    assert [figure.value for figure in lines[0].research.figures] == numbers
    for figure in lines[0].research.figures:
        assert rows_of(figure, page(office.get(address(figure)))) == figure.value, figure
    paper = page(office.get(f"{PAGE}district/{period}/"))
    assert "工作室自定主题" in paper
    assert not any(one.research for one in report(world, "己", period, "东").headings)


def test_who_sees_the_same_list_reads_the_same_number(life):
    told = {}
    for who in "甲乙丙丁己":
        for number, figure in enumerate(report(life, who, YEAR_NOW, "东").figures()):
            told.setdefault((figure.key, figure.address), set()).add(figure.value)
            assert number < 100
    assert [key for key, values in told.items() if len(values) > 1] == []


def test_what_one_does_not_read_whole_is_left_out(life, sign_in):
    here = f"{PAGE}rooms/DJ/2026-09/"
    delegate, volunteer = page(sign_in("丙").get(here)), page(sign_in("丁").get(here))
    liaison = page(sign_in("乙").get(here))
    assert "意见建议" in liaison
    assert "代表承诺" in liaison
    assert "意见建议" not in delegate
    assert "代表承诺" in delegate
    assert "代表承诺" not in volunteer
    assert "志愿服务" in volunteer
    assert "个别谈话" not in liaison + delegate


def test_a_room_s_month_says_what_was_done_and_what_is_missing(life, sign_in):
    paper = page(sign_in("乙").get(f"{PAGE}rooms/DJ/2026-09/"))
    assert "东街街道党代表工作室工作月报" in paper
    assert "截至2026年9月7日" in paper
    assert "缺：宣传 1 次" in paper
    assert "第3季度" in paper
    assert "服务 2 人次，共 4 小时" in paper
    assert "制表：乙" in paper
    assert 'method="post"' not in paper


def test_a_norm_longer_than_a_month_is_held_against_its_own_stretch(life):
    lines = {line.cell.heading: line for line in report(life, "己", NOW, "东").headings}
    visit = lines["VISIT"].standing
    assert (lines["VISIT"].cell.done.value, visit.cell.done.value, visit.span) == (2, 2, HALF_NOW)
    may = report(life, "己", Period(2026, MONTH, 5), "东")
    assert {x.cell.heading: x.standing.words for x in may.headings if x.standing}["SERVICE"] == (
        "缺 1 次"
    )


@pytest.mark.parametrize(("closed_on", "lacks"), [(date(2026, 7, 3), 0), (date(2026, 8, 31), 2)])
def test_a_closed_room_owes_whole_periods_alone_and_plans_nothing(life, sign_in, closed_on, lacks):
    Workroom.objects.filter(code="DJS").update(closed_on=closed_on)
    room = Workroom.objects.get(code="DJS")
    key = next(key for key, one in life.rooms.items() if one == room)
    life.rooms[key] = room
    standing = {
        line.cell.heading: line.standing
        for line in report(life, "己", HALF_NOW, key).headings
        if line.standing
    }
    assert standing[Heading.RECEPTION].lacking == lacks
    assert standing[Heading.RECEPTION].words == (f"缺 {lacks} 次" if lacks else "")
    assert standing[Heading.VISIT].words == ""
    paper = page(sign_in("己").get(f"{PAGE}rooms/DJS/2026-2/"))
    assert "次没排" not in paper
    line = next(one for one in report(life, "己", HALF_NOW).rooms if one.room == room)
    assert line.lacking == (["接待"] if lacks else [])


def test_the_district_has_a_line_for_each_room_by_its_code_and_no_other_order(life, sign_in):
    paper = page(sign_in("己").get(f"{PAGE}district/2026/"))
    rooms = re.findall(r"/desk/reports/rooms/(\w+)/2026/", paper)
    assert rooms == ["DJ", "XJ", "DJS"]
    assert "WJ" not in paper
    assert "个别谈话" in paper


def test_a_month_that_is_over_says_nothing_of_a_cut_and_an_empty_one_says_so(life, sign_in):
    office = sign_in("己")
    assert "截至" not in page(office.get(f"{PAGE}rooms/DJ/2026-08/"))
    assert "这段时间没有记录" in page(office.get(f"{PAGE}rooms/DJS/2026-02/"))
    assert "还没有开始" in page(office.get(f"{PAGE}rooms/DJ/2027-02/"))


@pytest.mark.parametrize("tail", ["rooms/XJ/2026-09/", "district/2026-09/"])
@pytest.mark.parametrize("who", "甲乙丙丁")
def test_other_rooms_and_the_district_are_not_there(life, sign_in, who, tail):
    assert sign_in(who).get(PAGE + tail).status_code == 404


@pytest.mark.parametrize("who", ["庚", "壬", "系统", "安全", "审计"])
def test_who_has_no_part_in_the_rooms_finds_no_report(life, sign_in, who):
    login = sign_in(who)
    for tail in ("", "rooms/DJ/2026-09/", "district/2026/", "visitors/", "service/"):
        assert login.get(PAGE + tail).status_code == 404


def test_another_district_s_office_reads_its_own(life, sign_in):
    other = sign_in("癸")
    assert other.get(f"{PAGE}rooms/DJ/2026-09/").status_code == 404
    paper = other.get(f"{PAGE}district/2026/")
    assert "东街" not in page(paper)


@pytest.mark.parametrize("period", ["2026-13", "2026-3", "1026", "x", "2026-00"])
def test_what_is_no_period_is_no_address(world, sign_in, period):
    assert sign_in("己").get(f"{PAGE}rooms/DJ/{period}/").status_code == 404


def test_the_chooser_opens_what_was_chosen(life, sign_in):
    office, liaison = sign_in("己"), sign_in("乙")
    assert office.get(f"{PAGE}?room=&period=2026").url == f"{PAGE}district/2026/"
    assert office.get(f"{PAGE}?room=XJ&period=2026-2").url == f"{PAGE}rooms/XJ/2026-2/"
    assert liaison.get(f"{PAGE}?room=XJ&period=2026-2").status_code == 200
    assert liaison.get(f"{PAGE}?room=&period=2026-2").status_code == 200
    assert f"{PAGE}rooms/DJ/2026-08/" in page(liaison.get(PAGE))
    assert f"{PAGE}district/2026-2/" in page(office.get(PAGE))


def test_opening_a_report_changes_nothing(life, sign_in):
    before = list(Activity.objects.values())
    sign_in("己").get(f"{PAGE}district/2026/")
    assert list(Activity.objects.values()) == before
    assert sign_in("己").post(f"{PAGE}district/2026/").status_code == 405


@pytest.mark.parametrize("tail", ["rooms/DJ/2026-09/", "district/2026-09/", "district/2026/"])
def test_a_report_takes_a_fixed_number_of_statements(life, sign_in, tail):
    office = sign_in("己")
    office.get(PAGE + tail)
    with at_most(12):
        office.get(PAGE + tail)


def test_hours_are_summed_once_each(life):
    found = served(scope_of(life.己, Perm.SERVICE_VIEW, on=TODAY), NOW)
    assert list(found.values()) == [Served(1, 2, 240)]
    assert NOW.since <= TODAY - 4 * DAY


@pytest.mark.parametrize(
    ("text", "label", "since", "until"),
    [
        ("2026-09", "2026年9月", "2026-09-01", "2026-09-30"),
        ("2026-12", "2026年12月", "2026-12-01", "2026-12-31"),
        ("2026-1", "2026年上半年", "2026-01-01", "2026-06-30"),
        ("2026-2", "2026年下半年", "2026-07-01", "2026-12-31"),
        ("2024-02", "2024年2月", "2024-02-01", "2024-02-29"),
        ("2026", "2026年", "2026-01-01", "2026-12-31"),
    ],
)
def test_a_period_is_named_by_its_address(text, label, since, until):
    found = Period.named(text)
    assert (str(found), found.label) == (text, label)
    assert (str(found.since), str(found.until)) == (since, until)
    assert found.before.after == found == found.after.before
