"""The office or a liaison proposes a half-year, changes a day, carries it out; nobody else."""

from datetime import date, time

import pytest
from django.urls import reverse

from tests.desk.statements import at_most
from tests.world import NOON
from zhushi.activities.actions.assign_duty import assign_duty
from zhushi.activities.actions.block_out import block_out
from zhushi.activities.actions.hand_over_duty import hand_over_duty
from zhushi.activities.actions.plan_days import plan_days
from zhushi.activities.actions.set_rule import set_rule
from zhushi.activities.choices import DayStatus, DutyPart, RuleKind
from zhushi.activities.models import Duty, ReceptionDay
from zhushi.core.holidays import shipped_calendar
from zhushi.core.jobs import do
from zhushi.core.models import AuditEntry, Job, Notice
from zhushi.desk.views import rosters
from zhushi.grouping.models import Roster
from zhushi.people.actions.note_leave import note_leave
from zhushi.people.actions.post import post
from zhushi.people.actions.register_person import register_person
from zhushi.people.choices import Role
from zhushi.people.models import Person, User

pytestmark = pytest.mark.django_db
LIST = reverse("desk:rosters")


def page(answer) -> str:
    return answer.content.decode()


def delegate(world, name: str, room: str = "东", **more) -> Person:
    person = register_person(world.雁, name=name, by=world.己, at=NOON, **more)
    post(
        person, role=Role.DELEGATE, place=world.rooms[room], starts_on=date(2026, 1, 1),
        by=world.己, at=NOON,
    )  # fmt: skip
    User.objects.create(username=f"login-{name}", person=person)
    return person


def days(world, room: str) -> list[ReceptionDay]:
    """One day a month from October to December, as the rule of the room says."""
    set_rule(
        world.rooms[room], kind=RuleKind.MONTH_DAY, month_day=15, starts_at=time(9),
        ends_at=time(11), starts_on=date(2026, 1, 1), by=world.乙, at=NOON,
    )  # fmt: skip
    return plan_days(
        world.rooms[room], since=date(2026, 10, 1), until=date(2026, 12, 31),
        calendar=shipped_calendar(), by=world.乙, at=NOON,
    )  # fmt: skip


@pytest.fixture
def team(world):
    """Four delegates of 东 besides 甲 and 丙; one of 西 as noise."""
    found = [delegate(world, f"东代表{n}", employer=f"{n % 3}厂") for n in range(4)]
    delegate(world, "西代表", "西")
    days(world, "东")
    days(world, "西")
    return found


@pytest.fixture
def liaison(sign_in):
    return sign_in("乙")


def rules(**changes) -> dict:
    return {"half": "2026-2", "room": "", "on_duty": 2, "backups": 1, "weeks": 3, **changes}


@pytest.fixture
def roster(liaison, team):
    answer = liaison.post(LIST, rules(room="DJ"))
    assert answer.status_code == 302, page(answer)
    return Roster.objects.get()


def address(name: str, roster: Roster) -> str:
    return reverse(f"desk:{name}", kwargs={"pk": roster.pk})


def first_day(roster: Roster) -> str:
    return roster.question["days"][0]["id"]


def lock(client, roster: Roster, name: str, part: str, *, day: str = "", seen: int = 0):
    roster.refresh_from_db()
    person = Person.objects.get(name=name)
    data = {
        "day": day or first_day(roster), "person": person.ref, "part": part,
        "seen": seen or roster.version,
    }  # fmt: skip
    return client.post(address("lock_duty", roster), data, follow=True)


def adopt(client, roster: Roster, *, seen: int = 0):
    roster.refresh_from_db()
    return client.post(
        address("adopt_roster", roster), {"seen": seen or roster.version}, follow=True
    )


def test_every_day_has_a_lead_another_and_one_who_stands_by(liaison, roster, team):
    assert roster.gaps == 0
    shown = page(liaison.get(address("roster", roster)))
    assert "10月15日" in shown
    assert "已证明" in shown
    assert "西代表" not in shown
    assert Duty.objects.count() == 0, "nothing changes before it is adopted"


def test_the_page_of_a_day_says_why_everybody_is_or_is_not_on_duty(liaison, roster, team):
    where = {"day": first_day(roster)}
    shown = page(liaison.get(address("roster", roster), where))
    assert "带班" in shown
    assert "本期" in shown


def test_who_said_that_they_cannot_come_is_left_out_and_it_is_said(liaison, team, world):
    away = team[0]
    block_out(away, starts_on=date(2026, 10, 1), ends_on=date(2026, 10, 31), by=away.login, at=NOON)
    liaison.post(LIST, rules(room="DJ"))
    roster = Roster.objects.get()
    october = first_day(roster)
    assert away.ref not in dict(roster.result["plan"][october])
    assert "那天不方便" in page(liaison.get(address("roster", roster), {"day": october}))
    answer = lock(liaison, roster, away.name, "RECEIVE")
    assert "那天不方便，不能排" in page(answer)


def test_who_is_on_leave_is_left_out_and_it_is_said(liaison, team, world):
    note_leave(
        team[0], starts_on=date(2026, 10, 10), ends_on=date(2026, 10, 20), by=world.乙, at=NOON
    )
    liaison.post(LIST, rules(room="DJ"))
    roster = Roster.objects.get()
    assert team[0].ref not in dict(roster.result["plan"][first_day(roster)])
    assert "那天请假" in page(liaison.get(address("roster", roster), {"day": first_day(roster)}))


def test_somebody_is_put_on_a_day_and_stays_there(liaison, roster, team):
    out = next(
        p["name"] for p in roster.question["people"]
        if p["id"] not in dict(roster.result["plan"][first_day(roster)])
    )  # fmt: skip
    assert "已照办" in page(lock(liaison, roster, out, "RECEIVE"))
    roster.refresh_from_db()
    ref = Person.objects.get(name=out).ref
    assert dict(roster.result["plan"][first_day(roster)])[ref] == "RECEIVE"
    assert "已指定" in page(liaison.get(address("roster", roster), {"day": first_day(roster)}))
    lock(liaison, roster, out, "OFF")
    roster.refresh_from_db()
    assert ref not in dict(roster.result["plan"][first_day(roster)])
    lock(liaison, roster, out, "")
    roster.refresh_from_db()
    assert roster.question["locks"] == []


def test_what_contradicts_is_named_and_changes_nothing(liaison, roster, team):
    for number in range(2):
        lock(liaison, roster, team[number].name, "RECEIVE")
    before = Roster.objects.get().result
    answer = lock(liaison, roster, team[2].name, "RECEIVE")
    assert "10月15日锁定的人比要排的 2 人还多" in page(answer)
    assert Roster.objects.get().result == before


def test_what_another_changed_meanwhile_is_not_overwritten(liaison, roster, team):
    lock(liaison, roster, team[0].name, "RECEIVE")
    assert "别人刚刚改过" in page(lock(liaison, roster, team[1].name, "RECEIVE", seen=1))
    assert "别人刚刚改过" in page(adopt(liaison, roster, seen=1))


def test_adopting_puts_everybody_on_duty_with_one_lead_a_day_and_one_notice_each(
    liaison, roster, team, world
):
    assert "已采用" in page(adopt(liaison, roster))
    held = Duty.objects.filter(day__room=world.东)
    assert held.filter(part=DutyPart.RECEIVE).count() == 6
    assert held.filter(part=DutyPart.BACKUP).count() == 3
    assert held.filter(is_lead=True).count() == 3
    people = set(held.values_list("person", flat=True))
    told = Notice.objects.filter(event__startswith="duty.fill:")
    assert told.count() == len(people)
    assert AuditEntry.objects.filter(event="duty.fill", target="DJ").count() == 1
    assert "已经采用或放弃" in page(adopt(liaison, roster))
    assert "已经采用或放弃" in page(lock(liaison, roster, team[0].name, "RECEIVE"))


def test_who_cannot_come_after_all_stops_the_adoption_until_it_is_arranged_anew(
    liaison, roster, team, world
):
    on_duty = dict(roster.result["plan"][first_day(roster)])
    someone = Person.objects.get(ref=next(iter(on_duty)))
    block_out(
        someone, starts_on=date(2026, 10, 1), ends_on=date(2026, 10, 31), by=world.乙, at=NOON
    )
    answer = page(adopt(liaison, roster))
    assert "来不了了" in answer
    assert Duty.objects.count() == 0
    liaison.post(address("refresh_roster", roster), {"seen": roster.version})
    assert "已采用" in page(adopt(liaison, roster))
    assert not Duty.objects.filter(person=someone, day__on__lt=date(2026, 11, 1)).exists()


def test_who_assists_on_a_day_is_not_seated_there(liaison, team, world):
    day = world.东.reception_days.first()
    assign_duty(day, team[0], part=DutyPart.ASSIST, by=world.乙, at=NOON)
    liaison.post(LIST, rules(room="DJ", is_anew="on"))
    roster = Roster.objects.get()
    assert team[0].ref not in dict(roster.result["plan"][day.ref])
    assert "已采用" in page(adopt(liaison, roster))


def test_a_swap_made_meanwhile_is_not_undone_by_adopting(liaison, roster, team, world):
    adopt(liaison, roster)
    liaison.post(LIST, rules(room="DJ", is_anew="on"))
    second = Roster.objects.first()
    duty = Duty.objects.select_related("day").order_by("day__on").first()
    on_duty = set(Duty.objects.filter(day=duty.day).values_list("person", flat=True))
    other = next(person for person in team if person.pk not in on_duty)
    hand_over_duty(duty, other, by=world.乙, at=NOON)
    assert "换过人" in page(adopt(liaison, second))
    liaison.post(address("refresh_roster", second), {"seen": second.version})
    assert "已采用" in page(adopt(liaison, second))


def test_what_stands_is_kept_unless_it_is_asked_to_be_arranged_anew(liaison, roster, team, world):
    adopt(liaison, roster)
    before = set(Duty.objects.values_list("day", "person", "part"))
    liaison.post(LIST, rules(room="DJ", on_duty=3))
    second = Roster.objects.first()
    assert len(second.question["locks"]) == len(before)
    adopt(liaison, second)
    after = set(Duty.objects.values_list("day", "person", "part"))
    assert before < after


def test_an_announced_day_stays_as_it_is_even_when_all_is_arranged_anew(
    liaison, roster, team, world
):
    adopt(liaison, roster)
    day = world.东.reception_days.first()
    ReceptionDay.objects.filter(pk=day.pk).update(status=DayStatus.ANNOUNCED)
    liaison.post(LIST, rules(room="DJ", is_anew="on"))
    locked = {lock[0] for lock in Roster.objects.first().question["locks"]}
    assert locked == {day.ref}


def test_the_sheet_for_the_wall_shows_the_room_and_nobodys_number(sign_in, liaison, roster, team):
    adopt(liaison, roster)
    shown = page(
        sign_in("丙").get(reverse("desk:room_roster", kwargs={"code": "DJ"}), {"half": "2026-2"})
    )
    assert "2026年下半年值班安排表" in shown
    assert "10月15日" in shown
    assert "1390000" not in shown


def test_the_sheet_names_nobody_as_lead_where_nobody_leads(sign_in, team, world):
    assign_duty(world.东.reception_days.first(), team[0], by=world.乙, at=NOON)
    where = reverse("desk:room_roster", kwargs={"code": "DJ"})
    shown = sign_in("乙").get(where, {"half": "2026-2"})
    assert [(line.lead, len(line.others)) for line in shown.context["sheets"][0]] == [
        (None, 1), (None, 0), (None, 0),
    ]  # fmt: skip
    assert "待定" in page(shown)


def test_a_delegate_sees_the_roster_of_the_own_room_alone(sign_in, roster, team):
    delegate = sign_in("丙")
    assert delegate.get(reverse("desk:room_roster", kwargs={"code": "DJ"})).status_code == 200
    assert delegate.get(reverse("desk:room_roster", kwargs={"code": "XJ"})).status_code == 404
    assert delegate.get(address("roster", roster)).status_code == 404
    assert delegate.get(LIST).status_code == 404


def test_a_roster_with_a_room_of_others_is_not_the_liaisons(sign_in, team, world):
    office = sign_in("己")
    office.post(LIST, rules())
    roster = Roster.objects.get()
    assert {row["room"] for row in roster.question["days"]} == {"DJ", "XJ"}
    assert sign_in("乙").get(address("roster", roster)).status_code == 404
    assert sign_in("癸").get(address("roster", roster)).status_code == 404
    assert office.get(address("roster", roster), {"room": "XJ"}).status_code == 200


def test_a_head_makes_the_roster_of_the_own_street(sign_in, team, world):
    head = sign_in("甲")
    head.post(LIST, rules())
    assert set(Roster.objects.get().rooms.values_list("code", flat=True)) == {"DJ"}
    assert head.get(address("roster", Roster.objects.get())).status_code == 200


def test_a_half_year_without_days_says_what_to_do(liaison, world):
    delegate(world, "子")
    assert "请先给工作室定接待规则" in page(liaison.post(LIST, rules(half="2027-1", room="DJ")))


def test_days_that_the_rules_ask_for_are_made_on_the_way_where_it_is_wished(liaison, team, world):
    before = world.东.reception_days.count()
    liaison.post(LIST, rules(half="2027-1", room="DJ", with_days="on"))
    assert world.东.reception_days.count() == before + 6
    assert len(Roster.objects.get().question["days"]) == 6


def test_what_this_half_has_brought_already_counts(liaison, team, world):
    for on in (date(2026, 7, 20), date(2026, 8, 20)):
        day = ReceptionDay.objects.create(
            district=world.雁, room=world.东, on=on, nominal_on=on, starts_at=time(9),
            ends_at=time(11), status=DayStatus.CLOSED,
        )  # fmt: skip
        Duty.objects.create(day=day, person=team[0])
    liaison.post(LIST, rules(room="DJ"))
    rows = {row["id"]: row for row in Roster.objects.get().question["people"]}
    assert rows[team[0].ref]["carried"] == 4
    assert not rows[team[0].ref]["is_new"]
    assert rows[team[1].ref]["is_new"]


def test_a_half_year_whose_holidays_are_not_known_is_called_provisional(liaison, team, world):
    plan_days(
        world.东, since=date(2027, 1, 1), until=date(2027, 6, 30), calendar=shipped_calendar(),
        by=world.乙, at=NOON,
    )  # fmt: skip
    liaison.post(LIST, rules(half="2027-1", room="DJ"))
    assert "放假安排还没有公布" in page(liaison.get(address("roster", Roster.objects.get())))


def test_dropping_changes_nobodys_duties(liaison, roster, team):
    liaison.post(address("drop_roster", roster))
    assert Duty.objects.count() == 0
    assert "已放弃" in page(liaison.get(LIST))


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_take_a_fixed_number_of_statements(liaison, team, count):
    for _ in range(count):
        liaison.post(LIST, rules(room="DJ"))
    roster = Roster.objects.first()
    with at_most(8):
        assert liaison.get(LIST).status_code == 200
    with at_most(6):
        liaison.get(address("roster", roster), {"day": first_day(roster)})
    adopt(liaison, roster)
    with at_most(6):
        liaison.get(reverse("desk:room_roster", kwargs={"code": "DJ"}))


def test_what_makes_no_sense_is_said_and_changes_nothing(liaison, roster, team):
    for data in ({}, {"day": "x", "person": "y", "part": "KING", "seen": 1}):
        answer = liaison.post(address("lock_duty", roster), data, follow=True)
        assert "没有看懂" in page(answer)
    answer = liaison.post(
        address("lock_duty", roster), {"day": "x", "person": "y", "part": "OFF", "seen": 1},
        follow=True,
    )  # fmt: skip
    assert "没有这一天或这个人" in page(answer)


def test_a_roster_of_many_rooms_is_arranged_anew_beside_the_page(
    liaison, roster, team, settings, monkeypatch
):
    settings.JOBS_IN_BACKGROUND = True
    monkeypatch.setattr(rosters, "AT_ONCE", 0)
    version = roster.version
    where = address("refresh_roster", roster)

    answer = liaison.post(where, {"seen": version}, follow=True)

    assert "马上开始" in page(answer)
    roster.refresh_from_db()
    assert roster.version == version
    do(Job.objects.get(), now=lambda: NOON)
    roster.refresh_from_db()
    assert roster.version == version + 1
    job = reverse("desk:job", kwargs={"pk": Job.objects.get().pk})
    assert liaison.get(job)["Location"] == address("roster", roster)
    liaison.post(where, {"seen": version})
    assert "别人刚刚改过" in do(Job.objects.latest("pk"), now=lambda: NOON).said
