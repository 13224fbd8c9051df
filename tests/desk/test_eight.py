"""三化五落实: every number equals its list, for everybody who sees it; what is owed can be set."""

import re
from dataclasses import replace
from datetime import date, time

import pytest
from django.urls import reverse

from tests.activities.test_projects import running
from tests.desk.lively import look_into
from tests.desk.statements import at_most
from tests.research.themes import of_district, of_room
from tests.world import DAY, NOON, SINCE, TODAY, announced_day
from zhushi.activities.actions.cancel_activity import cancel_activity
from zhushi.activities.actions.hold_talk import hold_talk
from zhushi.activities.actions.make_study_plan import make_study_plan
from zhushi.activities.actions.plan_activity import Programme, plan_activity
from zhushi.activities.actions.record_activity import note_activity
from zhushi.activities.actions.set_norm import set_norm
from zhushi.activities.choices import ActivityKind, DayStatus, Heading, Per, Period
from zhushi.activities.halves import Half
from zhushi.activities.kinds import KINDS
from zhushi.activities.models import ReceptionDay, Talk
from zhushi.activities.norms import SHIPPED, Norm
from zhushi.activities.queries import norms_of
from zhushi.activities.study_periods import StudyPeriod
from zhushi.core.perms import Perm
from zhushi.insight.eight import eight_of
from zhushi.insight.scopes import ActivityScopes
from zhushi.people.access import scope_of
from zhushi.rooms.models import Workroom

pytestmark = pytest.mark.django_db
PAGE = "/desk/eight/"
K = ActivityKind


def page(response):
    return response.content.decode()


@pytest.fixture
def life(world):
    """Some of everything in two rooms, with days of another half-year and some called off."""
    for number, (room, kind, form) in enumerate(
        [
            ("东", K.VISIT, "FIRM"),
            ("东", K.VISIT, "VILLAGE"),
            ("东", K.STUDY, "JOB"),
            ("西", K.PUBLICITY, "LECTURE"),
            ("西", K.SERVICE, "TEAM"),
            ("东", K.RESEARCH, "FIELD"),
            ("西", K.RESEARCH, "DOORSTEP"),
        ]
    ):
        note_activity(
            world.rooms[room],
            kind=kind,
            form=form,
            on=TODAY - number * DAY,
            record="办了",
            key=str(number),
            by=world.己,
            at=NOON,
        )
    note_activity(
        world.rooms["东"],
        kind=K.VISIT,
        form="FIRM",
        on=TODAY - 100 * DAY,
        record="上半年",
        key="x",
        by=world.己,
        at=NOON,
    )
    for days, room in ((3, "东"), (5, "西"), (200, "东")):
        plan_activity(
            world.rooms[room],
            kind=K.SYMPOSIUM,
            form="INVITED",
            programme=Programme("座谈", TODAY + days * DAY),
            by=world.己,
            at=NOON,
        )
    off = plan_activity(
        world.rooms["东"],
        kind=K.CONTACT,
        form="MEETING",
        programme=Programme("见面会", TODAY + DAY),
        by=world.己,
        at=NOON,
    )
    cancel_activity(off, reason="下雨", by=world.己, at=NOON)
    announced_day(world)
    for number in (1, 2):
        ReceptionDay.objects.create(
            district=world.units["雁"],
            room=world.rooms["东"],
            on=TODAY - number * DAY,
            nominal_on=TODAY - number * DAY,
            starts_at="09:00",
            ends_at="11:00",
            status=DayStatus.CLOSED if number == 1 else DayStatus.CANCELLED,
        )
    make_study_plan(world.rooms["东"], period=StudyPeriod(2026, 2), by=world.己, at=NOON)
    _shifts(world)
    look_into(world)
    for name, held in (("丙", True), ("甲", False)):
        talk = Talk.objects.create(
            district=world.units["雁"], person=world.people[name], month=TODAY.replace(day=1)
        )
        if held:
            hold_talk(talk, on=TODAY, by=world.己, at=NOON)
    return world


def _shifts(world):
    """Of one project: one over and noted, one over, two to come, one called off, one next year."""
    project = running(world)
    for days, status in ((-3, "CONFIRMED"), (-2, "OPEN"), (2, "OPEN"), (4, "OPEN"),
                         (5, "CANCELLED"), (200, "OPEN")):  # fmt: skip
        project.shifts.create(
            on=TODAY + days * DAY, starts_at=time(9), ends_at=time(11), place="广场", capacity=2,
            status=status,
        )  # fmt: skip


RIGHTS = (
    Perm.ACTIVITY_VIEW,
    Perm.RECEPTION_VIEW,
    Perm.TALK_PLAN,
    Perm.STUDY_VIEW,
    Perm.SERVICE_VIEW,
    Perm.HOUSEHOLD_VIEW,
    Perm.RESEARCH_VIEW,
    Perm.MATTER_VIEW,
)


def board(world, who):
    user = world.users[who]
    *reached, households, research, papers = (scope_of(user, right, on=TODAY) for right in RIGHTS)
    scopes = ActivityScopes(*reached, households=households, research=research, papers=papers)
    rooms = [room for room in world.rooms.values() if scopes.activities.has_room(room)]
    norms = norms_of(world.units["雁"])
    return eight_of(scopes, rooms, norms, half=Half.of(TODAY), on=TODAY)


@pytest.mark.parametrize("who", "甲乙丙丁己")
def test_every_number_is_the_length_of_the_list_it_opens(life, sign_in, who):
    login, seen = sign_in(who), 0
    for figure in board(life, who).figures():
        listed = page(login.get(f"{reverse(f'desk:{figure.page}')}?{figure.address}"))
        body = listed.split("<main", 1)[-1]
        if figure.page == "talks":
            rows = len(re.findall(r"<li>\s*<div>\s*<b>", body))
        elif figure.page == "study":
            rows = len(re.findall(r'<a href="/desk/study/\d+/"', body))
            rows += body.count("还没有计划</span>")
        elif figure.page == "research":
            rows = len(re.findall(r'<a href="/desk/research/themes/\d+/"', body))
        elif figure.page == "matters":
            rows = len(set(re.findall(r'href="/desk/matters/([A-Z]+-\d+-\d+)/"', body)))
        elif figure.page == "shifts":
            rows = len(re.findall(r'<a href="/desk/service/shifts/\d+/"', body))
        elif figure.page in ("receptions", "helps"):
            rows = len(re.findall(r"<tr", body)) - 1 if "<tbody" in body else 0
        else:
            rows = len(re.findall(r'<b><a href="/desk/activities/\d+/"', body))
        assert rows == figure.value, (who, figure)
        seen += figure.value
    assert seen > 5


def test_two_kinds_under_one_heading_are_counted_and_listed_together(life, sign_in, monkeypatch):
    study = replace(KINDS[K.STUDY], heading=Heading.PUBLICITY)
    monkeypatch.setitem(KINDS, K.STUDY, study)
    line = next(x for x in board(life, "己").lines if x.cell.heading == Heading.PUBLICITY)
    assert line.cell.done.value == 2
    listed = page(sign_in("己").get(f"/desk/activities/?{line.cell.done.address}"))
    assert len(re.findall(r'<b><a href="/desk/activities/\d+/"', listed)) == 2


def test_research_counts_themes_activities_and_reports(life, sign_in):
    def line_of(who):
        return next(x for x in board(life, who).lines if x.cell.heading == Heading.RESEARCH)

    office = line_of("己")
    assert [figure.value for figure in office.research.figures] == [1, 2, 2]
    assert (office.cell.done.value, office.cell.planned.value, office.cell.owed) == (2, 1, 0)
    assert (office.research.owed, office.research.lacking) == (1, 0)
    assert [figure.value for figure in line_of("丙").research.figures] == [1, 1, 2]
    assert line_of("丁").research is None
    assert "定了主题" in page(sign_in("己").get(PAGE))
    assert "全区主题" not in page(sign_in("丁").get(PAGE))


def test_a_district_without_a_theme_of_its_own_lacks_one(world, sign_in):
    of_room(world)
    office = page(sign_in("己").get(PAGE))
    assert "还没有全区主题" in office
    assert "全区每半年至少 1 个主题" in office
    of_district(world)
    assert "还没有全区主题" not in page(sign_in("己").get(PAGE))


def test_a_district_may_want_research_of_each_room_instead(life):
    norm = replace(SHIPPED[Heading.RESEARCH], per=Per.ROOM, source="雁办〔2026〕3号")
    set_norm(life.雁, norm, by=life.己, at=NOON)
    line = next(x for x in board(life, "己").lines if x.cell.heading == Heading.RESEARCH)
    assert (line.cell.owed, line.rooms_lacking, line.research.owed) == (3, 1, 0)
    assert line.norm.words == "每个工作室每半年至少 1 次"


def test_shifts_of_service_projects_serve_as_activities_do(life):
    line = next(x for x in board(life, "己").lines if x.cell.heading == Heading.SERVICE)
    assert [figure.value for figure in line.cell.shifts] == [1, 2]
    east, west = (
        next(r for r in board(life, "己").rooms if r.room == life.rooms[k]) for k in "东西"
    )
    lacking = {
        k: next(c for c in r.cells if c.heading == Heading.SERVICE).lacking
        for k, r in (("东", east), ("西", west))
    }
    assert lacking == {"东": 0, "西": 0}
    assert line.rooms_lacking == 1


def test_what_is_neither_done_nor_planned_is_lacking(life):
    lines = {line.cell.heading: line for line in board(life, "己").lines}
    visit = lines[Heading.VISIT]
    assert (visit.cell.done.value, visit.cell.owed) == (2, 3)
    assert visit.rooms_lacking == 2
    assert lines[Heading.CONTACT].talks.done.value == 1
    assert lines[Heading.CONTACT].talks.lacking == 24 - 2


def test_head_delegate_and_volunteer_read_the_same_figures_of_their_room(life):
    def of_room(who):
        line = next(r for r in board(life, who).rooms if r.room == life.rooms["东"])
        return [(c.heading, c.done.value, c.planned.value, c.owed) for c in line.cells]

    assert of_room("甲") == of_room("乙") == of_room("丙") == of_room("丁") == of_room("己")


def test_the_page_shows_the_half_that_runs_and_others(life, sign_in):
    office = sign_in("己")
    now = page(office.get(PAGE))
    assert "2026年下半年" in now
    assert "个别谈话" in now
    assert "上半年" in page(office.get(f"{PAGE}?half=2026-1"))
    assert "个别谈话" not in page(sign_in("丙").get(PAGE)).split("<main", 1)[-1]
    assert sign_in("庚").get(PAGE).status_code == 404


def test_the_page_takes_a_fixed_number_of_statements(life, sign_in):
    office = sign_in("己")
    with at_most(10):
        office.get(PAGE)


def test_the_office_sets_how_often_with_its_source(world, sign_in):
    office = sign_in("己")
    assert "雁塔区" in page(office.get("/desk/settings/norms/"))
    here = "/desk/settings/norms/VISIT/"
    assert office.post(here, {"least": "2", "period": "MONTH", "source": ""}).status_code == 422
    done = office.post(
        here, {"least": "2", "period": "MONTH", "source": "雁办〔2026〕3号"}, follow=True
    )
    assert "每个工作室每月至少 2 次" in page(done)
    assert (
        norms_of(world.units["雁"])[Heading.VISIT].owed(Half.of(TODAY).since, Half.of(TODAY).until)
        == 12
    )
    assert sign_in("乙").get(here).status_code == 404
    assert office.get("/desk/settings/norms/NOPE/").status_code == 404


@pytest.mark.parametrize(
    ("period", "owed"), [(Period.MONTH, 6), (Period.QUARTER, 2), (Period.HALF, 1), (Period.YEAR, 0)]
)
def test_a_norm_is_owed_in_each_period_that_begins(period, owed):
    norm = Norm(Heading.VISIT, 1, period, SHIPPED[Heading.VISIT].per, "依据")
    half = Half(2026, 2)
    assert norm.owed(half.since, half.until) == owed
    assert norm.owed(half.before.since, half.before.until) == (owed or 1)


@pytest.mark.parametrize(
    ("period", "opened_on", "closed_on", "owed"),
    [
        (Period.MONTH, date(2026, 7, 1), None, 6),
        (Period.MONTH, date(2026, 7, 2), None, 5),
        (Period.MONTH, date(2026, 12, 7), None, 0),
        (Period.MONTH, SINCE, date(2026, 7, 3), 0),
        (Period.MONTH, SINCE, date(2026, 7, 31), 1),
        (Period.MONTH, SINCE, date(2026, 12, 20), 5),
        (Period.QUARTER, SINCE, date(2026, 12, 20), 1),
        (Period.HALF, SINCE, date(2026, 12, 20), 0),
        (Period.HALF, SINCE, date(2026, 12, 31), 1),
    ],
)
def test_a_room_owes_only_whole_periods_in_which_it_was_open(period, opened_on, closed_on, owed):
    norm = Norm(Heading.VISIT, 1, period, SHIPPED[Heading.VISIT].per, "依据")
    half = Half(2026, 2)
    found = norm.owed(half.since, half.until, opened_on=opened_on, closed_on=closed_on)
    assert found == owed


def test_a_room_opened_lately_owes_nothing_for_the_time_before(life):
    Workroom.objects.filter(pk=life.rooms["西"].pk).update(opened_on=TODAY)
    life.rooms["西"].refresh_from_db()
    lines = {line.cell.heading: line for line in board(life, "己").lines}
    assert (lines[Heading.VISIT].cell.owed, lines[Heading.VISIT].rooms_lacking) == (2, 1)
