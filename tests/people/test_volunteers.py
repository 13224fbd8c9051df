"""Volunteers: asking to join, the answer, what they bring, and what is forgotten when."""

from datetime import timedelta

import pytest

from tests.refusals import refused
from tests.world import DAY, NOON, SINCE, TODAY
from zhushi.core import receipts
from zhushi.core.models import AuditEntry, Notice
from zhushi.people.actions.ask_to_join import ask_to_join, withdraw_joining
from zhushi.people.actions.decide_joining import (
    approve_joining,
    decline_joining,
    look_at_joining,
)
from zhushi.people.actions.forget_joinings import forget_joinings
from zhushi.people.actions.forget_volunteers import forget_volunteers
from zhushi.people.actions.keep_volunteer import (
    drop_volunteer_team,
    enter_volunteer_team,
    keep_volunteer,
)
from zhushi.people.actions.post import post
from zhushi.people.actions.register_person import register_person
from zhushi.people.choices import HalfDay, JoiningStatus, Role, VolunteerKind
from zhushi.people.models import Joining, Person, Posting, Volunteer

pytestmark = pytest.mark.django_db


def asked(world, room="东", **fields):
    told = {
        "name": "钱小满",
        "phone": "138 0000 4417",
        "kind": VolunteerKind.MEMBER,
        "skills": "修家电",
        "free": [HalfDay.SAT_AM, HalfDay.MON_PM],
        "has_agreed": True,
        "key": "k" * 22,
        "at": NOON,
    }
    return ask_to_join(world.rooms[room], **{**told, **fields})


def test_an_application_is_kept_with_a_sealed_telephone_and_the_desk_is_told(world):
    joining = asked(world)

    assert (joining.status, joining.free) == (JoiningStatus.PENDING, ["MON_PM", "SAT_AM"])
    assert (joining.masked_phone, joining.open("phone")) == ("138••••4417", "138 0000 4417")
    assert b"4417" not in bytes(Joining.objects.get().phone)
    told = Notice.objects.filter(about="volunteers:DJ")
    assert set(told.values_list("user", flat=True)) == {world.甲.pk, world.乙.pk}
    assert all("钱" not in notice.text for notice in told)
    assert joining.code_hash == receipts.hash_of(receipts.code_of(joining.receipt_seed))


def test_the_same_form_is_one_application_and_another_text_under_its_key_is_refused(world):
    first = asked(world)

    assert asked(world) == first
    assert Joining.objects.count() == 1
    with refused("内容和这次不一样"):
        asked(world, name="别人")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"has_agreed": False}, "勾选同意"),
        ({"name": " "}, "请填姓名和电话"),
        ({"phone": "12"}, "请填姓名和电话"),
    ],
)
def test_without_consent_name_or_telephone_nothing_is_kept(world, fields, words):
    with refused(words):
        asked(world, **fields)


def test_who_is_approved_is_a_volunteer_of_the_room_without_a_login(world):
    joining = approve_joining(asked(world), by=world.乙, at=NOON)

    person = joining.person
    posting = Posting.objects.get(person=person)
    assert (posting.room, posting.role, posting.starts_on) == (world.东, Role.VOLUNTEER, TODAY)
    brings = Volunteer.objects.get(person=person)
    assert (brings.kind, brings.skills) == (VolunteerKind.MEMBER, "修家电")
    assert brings.free_labels == ["周一下午", "周六上午"]
    assert person.open("phone") == "138 0000 4417"
    assert not hasattr(person, "login")
    with refused("已经办过：已同意"):
        approve_joining(joining, by=world.乙, at=NOON)


def test_what_is_noted_of_a_volunteer_is_not_overwritten_by_an_application(world):
    known = register_person(world.雁, name="钱小满", phone="13800004417", by=None, at=NOON)
    keep_volunteer(known, kind=VolunteerKind.ACTIVIST, skills="理发", by=world.戊, at=NOON)
    approve_joining(asked(world), by=world.乙, at=NOON)
    noted = Volunteer.objects.get(person=known)
    assert (noted.kind, noted.skills) == ("ACTIVIST", "理发")


def test_who_is_known_under_name_and_telephone_is_not_registered_twice(world):
    known = register_person(world.雁, name="钱小满", phone="13800004417", by=None, at=NOON)
    register_person(world.雁, name="钱小满", phone="13800004418", by=None, at=NOON)
    before = Person.objects.count()

    assert approve_joining(asked(world), by=world.乙, at=NOON).person == known
    assert approve_joining(asked(world, key="l" * 22), by=world.乙, at=NOON).person == known
    assert Person.objects.count() == before
    assert Posting.objects.filter(person=known).count() == 1


def test_a_no_carries_a_sentence(world):
    joining = asked(world)
    with refused("请写一句话"):
        decline_joining(joining, sentence=" 不 ", by=world.乙, at=NOON)

    done = decline_joining(joining, sentence="本室人已够，可到西街", by=world.乙, at=NOON)

    assert (done.status, done.answer) == (JoiningStatus.DECLINED, "本室人已够，可到西街")
    assert not Person.objects.filter(name="钱小满").exists()
    with refused("已经办过"):
        withdraw_joining(done, by=None, at=NOON)


def test_a_look_at_the_telephone_leaves_a_line(world):
    joining = asked(world)

    assert look_at_joining(joining, by=world.乙, at=NOON) == "138 0000 4417"
    assert AuditEntry.objects.get(event="joining.look").target == joining.ref


@pytest.mark.parametrize("end", ["declined", "withdrawn", "approved"])
def test_what_was_told_is_deleted_thirty_days_after_the_end(world, end):
    joining = asked(world)
    other = asked(world, "西", key="o" * 22, at=NOON + 20 * DAY)
    if end == "declined":
        decline_joining(joining, sentence="本室人已够", by=world.乙, at=NOON)
    elif end == "withdrawn":
        withdraw_joining(joining, by=None, at=NOON)
    else:
        approve_joining(joining, by=world.乙, at=NOON)

    assert forget_joinings(at=NOON + 30 * DAY) == 0
    assert forget_joinings(at=NOON + 30 * DAY + timedelta(minutes=1)) == 1

    joining.refresh_from_db()
    empty = (joining.name, joining.phone, joining.masked_phone, joining.last_four, joining.skills)
    assert empty == ("", None, "", "", "")
    assert (joining.free, joining.answer, joining.code_hash) == ([], "", None)
    assert joining.forgotten_at
    other.refresh_from_db()
    assert other.name == "钱小满"
    assert forget_joinings(at=NOON + 31 * DAY) == 0
    with refused("已经删除"):
        look_at_joining(joining, by=world.乙, at=NOON)


def test_an_application_nobody_answers_lapses_after_ninety_days(world):
    joining = asked(world)

    assert forget_joinings(at=NOON + 90 * DAY) == 0
    assert forget_joinings(at=NOON + 91 * DAY) == 1

    joining.refresh_from_db()
    assert (joining.status, joining.name, joining.phone) == (JoiningStatus.LAPSED, "", None)


def test_a_volunteer_is_in_teams_of_rooms(world):
    person = world.people["丁"]
    team = enter_volunteer_team(world.东, name="银发帮", by=world.乙, at=NOON)
    other = enter_volunteer_team(world.西, name="银发帮", by=world.戊, at=NOON)
    with refused("已经有“银发帮”"):
        enter_volunteer_team(world.东, name=" 银发帮 ", by=world.乙, at=NOON)

    def keep(teams, room):
        return keep_volunteer(
            person, kind=VolunteerKind.LEAGUE, teams=teams, room=room, by=world.乙, at=NOON
        )

    with refused("只能编进本室"):
        keep([other], world.东)
    keep([other], world.西)
    brings = keep([team], world.东)
    assert set(brings.teams.all()) == {team, other}
    with refused("里还有人"):
        drop_volunteer_team(team, by=world.乙, at=NOON)
    lines = AuditEntry.objects.filter(event="volunteer.keep").count()
    keep([team], world.东)
    assert AuditEntry.objects.filter(event="volunteer.keep").count() == lines
    keep([], world.东)
    drop_volunteer_team(team, by=world.乙, at=NOON)
    assert set(brings.teams.all()) == {other}


# after they left -----------------------------------------------------------------------------


def left(world, name, *, days, role=Role.VOLUNTEER):
    """A volunteer of 东 whose last day lies so many days before today."""
    person = register_person(world.雁, name=name, phone="13700000009", by=None, at=NOON)
    post(person, role=role, place=world.东, starts_on=SINCE, by=None, at=NOON)
    keep_volunteer(
        person, kind=VolunteerKind.MEMBER, skills="修家电", free=[HalfDay.SAT_AM], by=None, at=NOON
    )
    person.postings.update(ends_on=NOON.date() - days * DAY)
    return person


def test_half_a_year_after_they_left_skills_and_telephone_are_forgotten(world):
    gone, lately = left(world, "走了", days=181), left(world, "刚走", days=180)
    delegate = left(world, "当代表", days=181)
    post(delegate, role=Role.DELEGATE, place=world.西, starts_on=SINCE, by=None, at=NOON)
    keep_volunteer(world.people["丁"], kind=VolunteerKind.LEAGUE, skills="画画", by=None, at=NOON)

    assert forget_volunteers(at=NOON) == 2
    assert forget_volunteers(at=NOON) == 0

    assert set(Volunteer.objects.values_list("person__name", flat=True)) == {"刚走", "丁"}
    for person in (gone, lately, delegate):
        person.refresh_from_db()
    assert (gone.open("phone"), gone.masked_phone, gone.phone_index) == ("", "", "")
    assert gone.name == "走了"
    assert lately.open("phone") == delegate.open("phone") == "13700000009"
    assert AuditEntry.objects.filter(event="volunteer.forget").count() == 2


def test_who_came_back_is_not_forgotten(world):
    person = left(world, "又来", days=200)
    post(person, role=Role.VOLUNTEER, place=world.西, starts_on=NOON.date(), by=None, at=NOON)

    assert forget_volunteers(at=NOON) == 0
    assert person.open("phone")
