"""People on the desk: who sees whom, who changes what, and that a look leaves a line."""

from datetime import date

import pytest

from tests.world import NOON, PASSWORD, TODAY
from zhushi.core.models import AuditEntry
from zhushi.people.actions.grant_mandate import grant_mandate
from zhushi.people.actions.register_person import register_person
from zhushi.people.choices import MandateLevel, Role
from zhushi.people.models import Invitation, Person, Posting, User

pytestmark = pytest.mark.django_db
NUMBER = "13900000001"


def page(response):
    return response.content.decode()


def address(world, name, tail=""):
    return f"/desk/people/{world.people[name].ref}/{tail}"


# who sees whom -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("丙", {"甲", "乙", "丙", "丁"}),
        ("乙", {"甲", "乙", "丙", "丁"}),
        ("甲", {"甲", "乙", "丙", "丁"}),
        ("戊", {"戊"}),
    ],
)
def test_the_list_shows_the_own_room_s_team_only(world, sign_in, who, sees):
    found = sign_in(who).get("/desk/people/")

    assert {one.name for one in found.context["page"].rows} == sees


def test_the_office_sees_its_district_and_no_other(world, sign_in):
    names = {one.name for one in sign_in("己").get("/desk/people/").context["page"].rows}

    assert {"甲", "戊", "庚"} <= names
    assert "癸" not in names


@pytest.mark.parametrize("who", ["庚", "壬", "丁", "系统", "安全", "审计"])
def test_roles_without_the_right_find_no_such_page(world, sign_in, who):
    assert sign_in(who).get("/desk/people/").status_code == 404


@pytest.mark.parametrize("who", ["戊", "癸", "庚"])
def test_a_stranger_finds_nobody(world, sign_in, who):
    assert sign_in(who).get(address(world, "丙")).status_code == 404


def test_telephones_are_masked_and_a_delegate_sees_none(world, sign_in):
    for path in ("/desk/people/", address(world, "丙")):
        liaison, delegate = page(sign_in("乙").get(path)), page(sign_in("丙").get(path))
        assert "139••••0001" in liaison
        assert NUMBER not in liaison
        assert "••••" not in delegate


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_as_many_statements_for_one_as_for_three(
    world, sign_in, count, django_assert_num_queries
):
    for number in range(count):
        person = register_person(world.雁, name=f"新人{number}", by=None, at=NOON)
        grant_mandate(person, level=MandateLevel.CITY, starts_on=TODAY, by=None, at=NOON)
    client = sign_in("己")
    client.get("/desk/people/")

    with django_assert_num_queries(8):
        client.get("/desk/people/?q=新人")


def test_a_person_s_page_stays_within_twelve_statements(
    world, sign_in, django_assert_max_num_queries
):
    client = sign_in("己")

    with django_assert_max_num_queries(12):
        client.get(address(world, "丙"))


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("q=丙", {"丙"}),
        ("team=VOLUNTEER", {"丁"}),
        ("room=XJ", {"戊"}),
        ("room=DJ&team=LIAISON", {"乙"}),
        ("level=CITY", {"待"}),
        ("team=NONE", {"待"}),
        ("q=无此人", set()),
    ],
)
def test_filters_narrow_the_list(world, sign_in, query, names):
    person = register_person(world.雁, name="待", by=None, at=NOON)
    grant_mandate(person, level=MandateLevel.CITY, starts_on=TODAY, by=None, at=NOON)

    found = sign_in("己").get(f"/desk/people/?{query}")

    assert {one.name for one in found.context["page"].rows} == names


def test_vacancies_name_what_a_room_lacks(world, sign_in, django_assert_max_num_queries):
    client = sign_in("己")

    with django_assert_max_num_queries(8):
        rows = client.get("/desk/people/vacancies/").context["page"].rows

    lacks = {row["room"].code: row["lacks"] for row in rows}
    assert lacks["DJ"] == []
    assert lacks["XJ"] == ["工作室组长", "党代表"]
    assert lacks["DJS"] == ["工作室组长", "联络员", "党代表"]


# a telephone ---------------------------------------------------------------------------------


def test_a_telephone_is_opened_with_a_reason_that_stays_in_the_trail(world, sign_in):
    client = sign_in("乙")
    assert NUMBER not in page(client.get(address(world, "丙", "phone/")))

    shown = client.post(address(world, "丙", "phone/"), {"reason": "通知接待日改期"})

    line = AuditEntry.objects.get(event="person.look")
    assert NUMBER in page(shown)
    assert "no-store" in shown["Cache-Control"]
    assert (line.target, line.facts) == (world.people["丙"].ref, {"reason": "通知接待日改期"})


def test_without_a_reason_no_number(world, sign_in):
    shown = sign_in("乙").post(address(world, "丙", "phone/"), {"reason": "看"})

    assert shown.status_code == 422
    assert NUMBER not in page(shown)
    assert not AuditEntry.objects.filter(event="person.look").exists()


@pytest.mark.parametrize("who", ["丙", "甲", "戊", "癸"])
def test_who_may_not_look_gets_404(world, sign_in, who):
    asked = sign_in(who).post(address(world, "丁", "phone/"), {"reason": "我想知道"})

    assert asked.status_code == 404


# registering and editing ---------------------------------------------------------------------

NEW = {
    "name": "钱小满",
    "phone": "139 0000 0007",
    "sex": "F",
    "born": "1963年3月",
    "levels": ["DISTRICT", "CITY"],
    "electing_unit": "教育系统",
}


def test_the_office_registers_a_delegate(world, sign_in):
    done = sign_in("己").post("/desk/people/new/", NEW)

    person = Person.objects.get(name="钱小满")
    assert done.url == f"/desk/people/{person.ref}/"
    assert (person.born, person.open("phone"), person.district) == (
        "1963-03",
        "13900000007",
        world.雁,
    )
    assert person.mandates.count() == 2
    assert set(person.mandates.values_list("electing_unit", flat=True)) == {"教育系统"}


@pytest.mark.parametrize(
    ("field", "value"), [("phone", "12"), ("born", "1963年13月"), ("name", ""), ("email", "x")]
)
def test_a_bad_field_keeps_what_was_typed_and_stores_nothing(world, sign_in, field, value):
    before = Person.objects.count()

    done = sign_in("己").post("/desk/people/new/", NEW | {field: value})

    assert done.status_code == 422
    assert "教育系统" in page(done)
    assert Person.objects.count() == before


@pytest.mark.parametrize("who", ["乙", "甲", "丙", "安全"])
def test_only_the_office_registers(world, sign_in, who):
    assert sign_in(who).post("/desk/people/new/", NEW).status_code == 404
    assert not Person.objects.filter(name="钱小满").exists()


def test_an_edit_leaves_the_telephone_unless_one_is_typed(world, sign_in):
    client = sign_in("己")

    client.post(address(world, "丙", "edit/"), {"name": "丙新", "employer": "某厂"})

    person = Person.objects.get(pk=world.people["丙"].pk)
    assert (person.name, person.employer, person.open("phone")) == ("丙新", "某厂", NUMBER)
    edit = AuditEntry.objects.get(event="person.edit")
    assert edit.facts == {"changed": ["employer", "name"]}

    client.post(address(world, "丙", "edit/"), {"name": "丙新", "no_phone": "on"})
    person.refresh_from_db()
    assert (person.phone, person.masked_phone, person.phone_index) == (None, "", "")


@pytest.mark.parametrize("who", ["乙", "丙", "癸"])
def test_who_may_not_edit_gets_404(world, sign_in, who):
    assert sign_in(who).post(address(world, "丁", "edit/"), {"name": "改"}).status_code == 404


# postings ------------------------------------------------------------------------------------


def test_a_posting_begins_and_rights_follow(world, sign_in):
    person = register_person(world.雁, name="新人", by=None, at=NOON)
    room = world.rooms["西"]

    done = sign_in("己").post(
        f"/desk/people/{person.ref}/postings/new/",
        {"role": "HEAD", "place": f"room-{room.pk}", "starts_on": "2026-09-07"},
    )

    assert done.status_code == 302
    assert Posting.objects.get(person=person).room == room


def test_a_second_head_is_refused_in_words(world, sign_in):
    done = sign_in("己").post(
        address(world, "丙", "postings/new/"),
        {"role": "HEAD", "place": f"room-{world.rooms['东'].pk}", "starts_on": "2026-09-07"},
    )

    assert done.status_code == 422
    assert "已有组长" in page(done)


def test_the_wrong_kind_of_place_is_refused(world, sign_in):
    done = sign_in("己").post(
        address(world, "丙", "postings/new/"),
        {"role": "HANDLER", "place": f"room-{world.rooms['东'].pk}", "starts_on": "2026-09-07"},
    )

    assert (done.status_code, "须派到单位" in page(done)) == (422, True)


@pytest.mark.parametrize("role", ["OFFICE", "CONFIDANT", "SYSTEM_ADMIN", "SECURITY_ADMIN"])
def test_the_office_cannot_give_roles_of_the_whole_district(world, sign_in, role):
    done = sign_in("己").post(
        address(world, "己", "postings/new/"),
        {"role": role, "place": f"unit-{world.units['党联办'].pk}", "starts_on": "2026-09-07"},
    )

    assert done.status_code == 422
    assert Posting.objects.filter(person=world.people["己"]).count() == 1


def test_ending_a_posting_ends_the_sessions(world, sign_in):
    liaison, posting = sign_in("乙"), Posting.objects.get(person=world.people["乙"])
    world.matter()
    path = address(world, "乙", f"postings/{posting.pk}/end/")
    office = sign_in("己")
    assert office.get(path).context["open_matters"] == 1

    office.post(path, {"ends_on": "2026-09-07"})

    posting.refresh_from_db()
    assert posting.ends_on == date(2026, 9, 7)
    assert liaison.get("/desk/people/").status_code == 302


def test_a_day_before_the_beginning_is_refused(world, sign_in):
    posting = Posting.objects.get(person=world.people["乙"])

    done = sign_in("己").post(
        address(world, "乙", f"postings/{posting.pk}/end/"), {"ends_on": "2020-01-01"}
    )

    assert (done.status_code, "不能早于开始日期" in page(done)) == (422, True)


def test_a_posting_under_another_person_s_number_is_not_found(world, sign_in):
    posting = Posting.objects.get(person=world.people["乙"])

    assert sign_in("己").get(address(world, "丙", f"postings/{posting.pk}/end/")).status_code == 404


def test_the_office_cannot_end_an_administrator(world, sign_in):
    posting = Posting.objects.get(person=world.people["安全"])

    path = address(world, "安全", f"postings/{posting.pk}/end/")
    assert sign_in("己").post(path, {"ends_on": "2026-09-07"}).status_code == 404


@pytest.mark.parametrize("who", ["乙", "丙", "癸"])
def test_who_may_not_post_gets_404(world, sign_in, who):
    client = sign_in(who)
    posting = Posting.objects.get(person=world.people["丁"])

    assert client.post(address(world, "丁", "postings/new/"), {}).status_code == 404
    assert client.post(address(world, "丁", f"postings/{posting.pk}/end/"), {}).status_code == 404


# logins --------------------------------------------------------------------------------------


def test_an_invitation_link_is_shown_once_and_works(world, sign_in, client):
    person = register_person(world.雁, name="新人", by=None, at=NOON)
    path = f"/desk/people/{person.ref}/invite/"
    office = sign_in("己")

    shown = office.post(path, {"username": "xinren"})

    link = shown.context["link"]
    assert "no-store" in shown["Cache-Control"]
    assert link not in page(office.get(path))
    assert client.get(link).status_code == 200
    client.post(link, {"password": "yi-ge-xin-mi-ma", "again": "yi-ge-xin-mi-ma"})
    assert User.objects.get(username="xinren").check_password("yi-ge-xin-mi-ma")


def test_a_taken_login_name_is_refused(world, sign_in):
    person = register_person(world.雁, name="新人", by=None, at=NOON)

    done = sign_in("己").post(f"/desk/people/{person.ref}/invite/", {"username": world.乙.username})

    assert (done.status_code, "已被使用" in page(done)) == (422, True)


def test_a_get_makes_no_invitation(world, sign_in):
    sign_in("己").get(address(world, "乙", "invite/"))

    assert not Invitation.objects.exists()


@pytest.mark.parametrize("whom", ["安全", "系统", "审计", "壬"])
def test_the_office_cannot_take_over_an_administrator_s_login(world, sign_in, whom):
    office = sign_in("己")

    assert office.post(address(world, whom, "invite/"), {}).status_code == 404
    assert office.post(address(world, whom, "login/stop/")).status_code == 404
    assert "由安全管理员办理" in page(office.get(address(world, whom)))


def test_a_stopped_login_is_out_at_once_and_can_be_started_again(world, sign_in, client):
    liaison, office = sign_in("乙"), sign_in("己")

    office.post(address(world, "乙", "login/stop/"))

    assert liaison.get("/desk/people/").status_code == 302
    signed = {"username": world.乙.username, "password": PASSWORD}
    assert client.post("/desk/login/", signed).status_code == 422
    office.post(address(world, "乙", "login/restart/"))
    assert client.post("/desk/login/", signed).status_code == 302


def test_nobody_stops_the_own_login(world, sign_in):
    office = sign_in("己")

    done = office.post(address(world, "己", "login/stop/"), follow=True)

    assert "不能停用自己的账号" in page(done)
    assert User.objects.get(pk=world.己.pk).is_active


def test_a_get_stops_nothing(world, sign_in):
    assert sign_in("己").get(address(world, "乙", "login/stop/")).status_code == 405
    assert sign_in("己").post(address(world, "乙", "login/burn/")).status_code == 404


@pytest.mark.parametrize("who", ["乙", "甲", "癸", "安全"])
def test_who_may_not_invite_gets_404(world, sign_in, who):
    client = sign_in(who)

    assert client.post(address(world, "丁", "invite/"), {"username": "x1"}).status_code == 404
    assert client.post(address(world, "丁", "login/stop/")).status_code == 404


# grants --------------------------------------------------------------------------------------


def test_grants_are_the_security_administrator_s_page(world, sign_in):
    world.matter()
    shown = page(sign_in("安全").get("/desk/people/grants/"))

    assert "密封事项专人" in shown
    assert "楼道的灯" not in shown
    assert "••••" not in shown
    assert "癸" not in shown
    assert sign_in("己").get("/desk/people/grants/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_grants_take_as_many_statements_for_one_as_for_three(
    world, sign_in, count, django_assert_num_queries
):
    for number in range(count):
        person = register_person(world.雁, name=f"新人{number}", by=None, at=NOON)
        Posting.objects.create(
            district=world.雁,
            person=person,
            unit=world.units["住建"],
            role=Role.HANDLER,
            team="STAFF",
            starts_on=TODAY,
        )
    client = sign_in("安全")
    client.get("/desk/people/grants/")

    with django_assert_num_queries(4):
        client.get("/desk/people/grants/?role=HANDLER")


def test_a_role_of_the_whole_district_is_given_and_ended(world, sign_in):
    client = sign_in("安全")
    wanted = {"role": "OFFICE", "place": f"unit-{world.units['党联办'].pk}"}

    done = client.post(
        "/desk/people/grants/new/", wanted | {"who": "丁", "starts_on": "2026-09-07"}
    )

    assert done.status_code == 302
    posting = Posting.objects.get(person=world.people["丁"], role=Role.OFFICE)
    client.post(f"/desk/people/grants/{posting.pk}/end/", {"ends_on": "2026-09-08"})
    posting.refresh_from_db()
    assert posting.ends_on == date(2026, 9, 8)


@pytest.mark.parametrize(
    ("who", "sentence"), [("安全", "不能给自己授权"), ("某人", "没有叫"), ("癸", "没有叫")]
)
def test_a_grant_to_oneself_or_to_nobody_is_refused(world, sign_in, who, sentence):
    done = sign_in("安全").post(
        "/desk/people/grants/new/",
        {
            "who": who,
            "role": "OFFICE",
            "place": f"unit-{world.units['党联办'].pk}",
            "starts_on": "2026-09-07",
        },
    )

    assert (done.status_code, sentence in page(done)) == (422, True)


def test_two_administrations_in_one_hand_are_refused(world, sign_in):
    done = sign_in("安全").post(
        "/desk/people/grants/new/",
        {
            "who": "系统",
            "role": "AUDITOR",
            "place": f"unit-{world.雁.pk}",
            "starts_on": "2026-09-07",
        },
    )

    assert (done.status_code, "不能由一人兼任" in page(done)) == (422, True)


def test_the_own_grant_is_not_ended_by_oneself(world, sign_in):
    posting = Posting.objects.get(person=world.people["安全"])

    path = f"/desk/people/grants/{posting.pk}/end/"
    assert sign_in("安全").post(path, {"ends_on": "2026-09-07"}).status_code == 422
    posting.refresh_from_db()
    assert posting.ends_on is None


def test_a_room_s_posting_is_not_ended_here(world, sign_in):
    posting = Posting.objects.get(person=world.people["乙"])

    path = f"/desk/people/grants/{posting.pk}/end/"
    assert sign_in("安全").post(path, {"ends_on": "2026-09-07"}).status_code == 404


def test_the_security_administrator_renews_an_administrator_s_login_only(world, sign_in):
    client = sign_in("安全")
    path = "/desk/people/grants/{}/invite/"

    assert client.post(path.format(world.people["壬"].ref)).context["link"]
    assert client.post(path.format(world.people["乙"].ref)).status_code == 404


def test_the_security_administrator_stops_and_restarts_an_administrators_login(world, sign_in):
    security, office = sign_in("安全"), sign_in("己")
    ref = world.people["审计"].ref
    assert "停用账号" in security.get("/desk/people/grants/").content.decode()
    assert office.post(f"/desk/people/grants/{ref}/login/stop/").status_code == 404
    assert security.post(f"/desk/people/grants/{ref}/login/stop/").status_code == 302
    assert not User.objects.get(pk=world.审计.pk).is_active
    assert "启用账号" in security.get("/desk/people/grants/").content.decode()
    assert security.post(f"/desk/people/grants/{ref}/login/restart/").status_code == 302
    assert User.objects.get(pk=world.审计.pk).is_active
