"""Volunteers on the desk: seen by the room's desk alone, answered there."""

import pytest

from tests.world import NOON
from zhushi.core.models import AuditEntry
from zhushi.people.actions.ask_to_join import ask_to_join
from zhushi.people.actions.keep_volunteer import enter_volunteer_team, keep_volunteer
from zhushi.people.actions.post import post
from zhushi.people.actions.register_person import register_person
from zhushi.people.choices import HalfDay, JoiningStatus, Role, VolunteerKind
from zhushi.people.models import Joining, Person, Posting, VolunteerTeam

pytestmark = pytest.mark.django_db
AT = "/desk/rooms/DJ/volunteers/"


def page(response):
    return response.content.decode()


@pytest.fixture
def joining(world):
    return ask_to_join(
        world.东,
        name="钱小满",
        phone="13800004417",
        kind=VolunteerKind.MEMBER,
        skills="修家电",
        free=[HalfDay.SAT_AM],
        has_agreed=True,
        key="d" * 22,
        at=NOON,
    )


def at(joining, tail=""):
    return f"/desk/rooms/DJ/joinings/{joining.pk}/{tail}"


def volunteer(world, name, *, free=(), team=None):
    person = register_person(world.雁, name=name, by=None, at=NOON)
    post(person, role=Role.VOLUNTEER, place=world.东, starts_on=NOON.date(), by=None, at=NOON)
    keep_volunteer(
        person,
        kind=VolunteerKind.LEAGUE,
        skills=f"{name}会的",
        free=free,
        teams=[team] if team else [],
        room=world.东,
        by=None,
        at=NOON,
    )
    return person


@pytest.mark.parametrize("who", ["乙", "甲", "己"])
def test_the_room_s_desk_reads_an_application_without_its_telephone(world, sign_in, joining, who):
    client = sign_in(who)
    assert "钱小满" in page(client.get(AT))
    shown = page(client.get(at(joining)))
    assert "修家电" in shown
    assert "周六上午" in shown
    assert "138••••4417" in shown
    assert "13800004417" not in shown
    assert not AuditEntry.objects.filter(event="joining.look").exists()

    assert "13800004417" in page(client.post(at(joining)))

    assert AuditEntry.objects.get(event="joining.look").actor == world.users[who].username


@pytest.mark.parametrize("who", ["丙", "丁", "戊", "庚", "癸", "安全"])
def test_nobody_else_finds_it(world, sign_in, joining, who):
    client = sign_in(who)

    assert client.get(AT).status_code == 404
    for tail in ("", "approval/", "refusal/"):
        assert client.post(at(joining, tail), {"sentence": "不要不要"}).status_code == 404
    joining.refresh_from_db()
    assert joining.status == JoiningStatus.PENDING


def test_the_application_of_another_room_is_not_found_under_the_own(world, sign_in, joining):
    Joining.objects.update(room=world.西)

    assert sign_in("乙").get(at(joining)).status_code == 404
    assert sign_in("己").get(at(joining)).status_code == 404


def test_approval_makes_a_volunteer(world, sign_in, joining):
    client = sign_in("乙")

    done = client.post(at(joining, "approval/"), follow=True)

    assert "钱小满已是本室志愿者" in page(done)
    person = Person.objects.get(name="钱小满")
    assert Posting.objects.get(person=person).room == world.东
    assert "已经办过" in page(client.post(at(joining, "approval/"), follow=True))


def test_a_no_without_a_sentence_stays_and_with_one_goes(world, sign_in, joining):
    client = sign_in("甲")

    assert client.post(at(joining, "refusal/"), {"sentence": "不"}).status_code == 422
    client.post(at(joining, "refusal/"), {"sentence": "本室人已够"})

    joining.refresh_from_db()
    assert (joining.status, joining.answer) == (JoiningStatus.DECLINED, "本室人已够")


def test_a_get_decides_nothing(world, sign_in, joining):
    client = sign_in("乙")

    assert client.get(at(joining, "approval/")).status_code == 405
    assert client.get(at(joining, "refusal/")).status_code == 405
    assert (
        not AuditEntry.objects.filter(event__startswith="joining.")
        .exclude(event="joining.ask")
        .exists()
    )


def test_volunteers_are_found_by_kind_team_and_time(world, sign_in):
    team = enter_volunteer_team(world.东, name="银发帮", by=world.乙, at=NOON)
    volunteer(world, "周一", free=[HalfDay.MON_AM], team=team)
    volunteer(world, "周六", free=[HalfDay.SAT_AM])
    client = sign_in("乙")

    def names(query):
        return [row.person.name for row in client.get(AT + query).context["rows"]]

    assert names("") == ["丁", "周一", "周六"]
    assert names("?free=SAT_AM") == ["周六"]
    assert names(f"?team={team.pk}") == ["周一"]
    assert names("?kind=LEAGUE") == ["周一", "周六"]
    assert names("?kind=MEMBER") == []
    assert names("?team=999&free=x") == ["丁", "周一", "周六"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_the_same_however_many(world, sign_in, count, django_assert_num_queries):
    team = enter_volunteer_team(world.东, name="银发帮", by=world.乙, at=NOON)
    for number in range(count):
        volunteer(world, f"新人{number}", team=team)
    client = sign_in("乙")
    client.get(AT)

    with django_assert_num_queries(7):
        client.get(AT)


def test_what_a_volunteer_brings_is_noted(world, sign_in):
    team = enter_volunteer_team(world.东, name="银发帮", by=world.乙, at=NOON)
    client, ref = sign_in("乙"), world.people["丁"].ref

    client.post(
        f"{AT}{ref}/",
        {"kind": "MEMBER", "skills": "写字", "free": ["MON_AM", "SUN_PM"], "teams": [team.pk]},
    )

    brings = world.people["丁"].volunteer
    assert (brings.kind, brings.skills, brings.free) == ("MEMBER", "写字", ["MON_AM", "SUN_PM"])
    assert list(brings.teams.all()) == [team]
    assert client.post(f"{AT}{ref}/", {"kind": ""}).status_code == 422
    assert client.get(f"{AT}{world.people['丙'].ref}/").status_code == 404


def test_teams_are_set_up_and_dropped(world, sign_in):
    client = sign_in("乙")

    client.post(AT + "teams/", {"name": "银发帮"})
    team = VolunteerTeam.objects.get()
    assert "银发帮" in page(client.get(AT))
    assert client.post(AT + "teams/", {"name": "银发帮"}).status_code == 422
    other = enter_volunteer_team(world.西, name="西队", by=world.戊, at=NOON)
    assert client.post(f"{AT}teams/{other.pk}/drop/").status_code == 404
    client.post(f"{AT}teams/{team.pk}/drop/")
    assert list(VolunteerTeam.objects.all()) == [other]


def test_who_answers_second_reads_that_it_is_decided(world, sign_in, joining):
    sign_in("乙").post(at(joining, "approval/"))

    late = sign_in("甲").post(at(joining, "refusal/"), {"sentence": "这个月已经招满了"})

    assert (late.status_code, "已经办过：已同意" in page(late)) == (422, True)
