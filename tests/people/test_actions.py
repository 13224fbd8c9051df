"""People are registered, posted, relieved, invited; every refusal says why and stores nothing."""

from datetime import timedelta

import pytest

from tests.refusals import refused
from tests.world import DAY, NOON, PASSWORD, SINCE, TODAY
from zhushi.core.models import AuditEntry
from zhushi.people.actions.change_password import change_password
from zhushi.people.actions.edit_person import edit_person
from zhushi.people.actions.grant_mandate import correct_mandate, grant_mandate
from zhushi.people.actions.invite import VALID, invite
from zhushi.people.actions.join import join, open_invitation
from zhushi.people.actions.look_at_phone import look_at_phone
from zhushi.people.actions.post import post
from zhushi.people.actions.register_person import phone_index_of, register_person
from zhushi.people.actions.relieve import relieve
from zhushi.people.actions.stop_login import restart_login, stop_login
from zhushi.people.choices import MandateLevel, Role, Team
from zhushi.people.models import Mandate, Person, Posting, User
from zhushi.people.queries import members_of, team_of

pytestmark = pytest.mark.django_db


def register(world, name="新人", **details):
    return register_person(world.雁, name=name, by=world.己, at=NOON, **details)


def put(world, person, role=Role.DELEGATE, place="东", starts_on=TODAY, ends_on=None):
    where = world.rooms.get(place) or world.units[place]
    return post(
        person, role=role, place=where, starts_on=starts_on, ends_on=ends_on, by=world.己, at=NOON
    )


def test_a_person_has_a_number_and_a_sealed_telephone(world):
    person = register(world, phone="１３８-0000 4417")
    assert person.ref.startswith("P-2026-")
    assert person.masked_phone == "138••••4417"
    assert person.open("phone") == "１３８-0000 4417"
    assert person.phone_index == phone_index_of("+86 13800004417", world.雁)
    assert person.phone_index != phone_index_of("13800004417", world.外)
    assert register(world, phone="").phone is None
    with refused("请填姓名"):
        register(world, name=" ")


def test_an_edit_names_the_columns_and_nothing_changed_leaves_no_line(world):
    person = register(world, phone="13800004417")
    assert edit_person(person, employer="一厂", phone="", by=world.己, at=NOON) == [
        "employer",
        "phone",
    ]
    lines = AuditEntry.objects.count()
    assert edit_person(person, employer="一厂", by=world.己, at=NOON) == []
    assert AuditEntry.objects.count() == lines
    assert Person.objects.get(pk=person.pk).phone_index == ""
    with refused("请填姓名"):
        edit_person(person, name=" ", by=world.己, at=NOON)


def test_a_telephone_is_opened_with_a_reason_that_stays(world):
    with refused("理由，至少四个字"):
        look_at_phone(world.people["乙"], reason="看看", by=world.己, at=NOON)
    assert look_at_phone(world.people["乙"], reason="通知开会", by=world.己, at=NOON)
    assert AuditEntry.objects.get(event="person.look").facts == {"reason": "通知开会"}
    mute = register(world)
    with refused("没有登记电话"):
        look_at_phone(mute, reason="通知开会", by=world.己, at=NOON)


def test_a_seat_is_entered_once_and_put_right(world):
    seat = {"level": MandateLevel.CITY, "congress_no": "14", "starts_on": SINCE}
    person = world.people["丙"]
    made = [grant_mandate(person, **seat, by=world.己, at=NOON) for _ in range(2)]
    assert made[0] == made[1]
    correct_mandate(made[0], electing_unit="东街", by=world.己, at=NOON)
    correct_mandate(made[0], electing_unit="东街", by=world.己, at=NOON)
    assert Mandate.objects.get().electing_unit == "东街"
    assert AuditEntry.objects.filter(event="mandate.correct").count() == 1


@pytest.mark.parametrize(
    ("role", "place", "words"),
    [
        (Role.DELEGATE, "住建", "须派到工作室"),
        (Role.HANDLER, "东", "须派到单位"),
        (Role.OFFICE, "外", "不能派到别的区"),
        (Role.HEAD, "东", "已有组长"),
    ],
)
def test_a_posting_fits_its_place(world, role, place, words):
    person = register(world)
    with refused(words):
        put(world, person, role, place)


def test_one_place_is_held_once_at_a_time(world):
    person = register(world)
    with refused("不能早于开始"):
        put(world, person, ends_on=TODAY - DAY)
    put(world, person, starts_on=TODAY + 5 * DAY)
    for starts, ends in ((TODAY + 9 * DAY, None), (TODAY, None), (TODAY, TODAY + 5 * DAY)):
        with refused("新人已经是"):
            put(world, person, starts_on=starts, ends_on=ends)
    assert put(world, person, ends_on=TODAY + 4 * DAY).team == Team.DELEGATE


def test_a_room_has_one_head_on_every_day(world):
    """A head posted for later counts as well: nobody may begin for good before them."""
    first, second = register(world), register(world, name="另一人")
    put(world, first, Role.HEAD, "西", starts_on=TODAY + 5 * DAY)
    with refused("已有组长"):
        put(world, second, Role.HEAD, "西")
    put(world, second, Role.HEAD, "西", ends_on=TODAY + 4 * DAY)


def test_nobody_holds_two_of_the_three_administrations(world):
    person = world.people["系统"]
    for role in (Role.SECURITY_ADMIN, Role.AUDITOR):
        with refused("不能由一人兼任"):
            put(world, person, role, "雁", starts_on=TODAY + 300 * DAY)
    relieve(person.postings.get(), ends_on=TODAY, by=world.己, at=NOON)
    with refused("不能由一人兼任"):
        put(world, person, Role.AUDITOR, "雁")
    put(world, person, Role.AUDITOR, "雁", starts_on=TODAY + DAY)


def test_a_posting_ends_once_and_not_before_it_began(world):
    posting = Posting.objects.get(person=world.people["丙"])
    with refused("不能早于开始"):
        relieve(posting, ends_on=SINCE - DAY, by=world.己, at=NOON)
    epoch = User.objects.get(pk=world.丙.pk).session_epoch
    relieve(posting, ends_on=TODAY, by=world.己, at=NOON)
    assert User.objects.get(pk=world.丙.pk).session_epoch == epoch + 1
    with refused("只能提前"):
        relieve(posting, ends_on=TODAY, by=world.己, at=NOON)
    with refused("已经结束"):
        relieve(posting, ends_on=TODAY, by=world.己, at=NOON + DAY)
    assert "丙" in {p.person.name for p in members_of(world.东, on=TODAY)}
    assert "丙" not in {p.person.name for p in members_of(world.东, on=TODAY + DAY)}


def test_a_posting_for_a_time_counts_while_it_lasts_and_may_end_earlier(world):
    posting = Posting.objects.get(person=world.people["丙"])
    Posting.objects.filter(pk=posting.pk).update(ends_on=TODAY + 30 * DAY)
    relieve(posting, ends_on=TODAY + 3 * DAY, by=world.己, at=NOON)
    assert "丙" in {p.person.name for p in members_of(world.东, on=TODAY + 3 * DAY)}
    assert "丙" not in {p.person.name for p in members_of(world.东, on=TODAY + 4 * DAY)}


def test_a_team_names_its_people_in_one_statement(world, django_assert_num_queries):
    with django_assert_num_queries(1):
        team = team_of(world.东, on=TODAY)
        assert team.first(Role.HEAD, Role.LIAISON).name == "甲"
        assert team.office.name == "己"
    with django_assert_num_queries(1):
        assert [p.person.name for p in members_of(world.东, on=TODAY)] == list("甲乙丙丁")
    assert team_of(world.东社, on=TODAY).first(Role.HEAD) is None


def test_an_invitation_is_good_once_for_72_hours_and_the_newest_only(world):
    person = register(world)
    _, old = invite(person, username="new", by=world.己, at=NOON)
    _, token = invite(person, username="other", by=world.己, at=NOON)
    assert open_invitation(old, at=NOON) is None
    assert open_invitation(token, at=NOON + VALID) is None
    with refused("用过或已过期"):
        join(token, password=PASSWORD, at=NOON + VALID)
    for weak in ("short", "123456789012345"):
        with refused("密码"):
            join(token, password=weak, at=NOON)
    user = join(token, password=PASSWORD, at=NOON + VALID - timedelta(seconds=1))
    assert (user.username, user.session_epoch) == ("new", 1)
    assert user.check_password(PASSWORD)
    for used in (token, old, "made-up"):
        with refused("用过或已过期"):
            join(used, password=PASSWORD, at=NOON)
    other = register(world)
    with refused("登录名 new 已被使用"):
        invite(other, username="new", by=world.己, at=NOON)


def test_a_password_is_changed_by_who_knows_the_old_one(world):
    new = "another-long-sentence-1"
    for old, wanted, words in (
        ("wrong", new, "现在的密码不对"),
        (PASSWORD, PASSWORD, "和现在的一样"),
        (PASSWORD, "short", "密码"),
    ):
        with refused(words):
            change_password(world.乙, old=old, new=wanted, by=world.乙, at=NOON)
    before = world.乙.get_session_auth_hash()
    user = change_password(world.乙, old=PASSWORD, new=new, by=world.乙, at=NOON)
    assert user.get_session_auth_hash() != before


def test_a_stopped_login_gets_no_invitation(world):
    stop_login(world.丙, by=world.己, at=NOON)
    with refused("账号已停用"):
        invite(world.people["丙"], username="bing", by=world.己, at=NOON)


def test_a_login_is_closed_by_somebody_else_and_opened_again(world):
    with refused("不能停用自己"):
        stop_login(world.己, by=world.己, at=NOON)
    with refused("已经启用"):
        restart_login(world.乙, by=world.己, at=NOON)
    _, token = invite(world.people["乙"], username="x", by=world.己, at=NOON)
    closed = stop_login(world.乙, by=world.己, at=NOON)
    assert closed.session_epoch == world.乙.session_epoch + 1
    assert open_invitation(token, at=NOON) is None
    with refused("已经停用"):
        stop_login(world.乙, by=world.己, at=NOON)
    assert restart_login(world.乙, by=world.己, at=NOON).check_password(PASSWORD)
