"""What a login reaches follows from its postings of the day, and from nothing else."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from tests.world import DAY, NOON, SINCE, TODAY
from zhushi.core.perms import Perm
from zhushi.people.access import Scope, can_in_room, holdings, scope_of
from zhushi.people.actions.post import post
from zhushi.people.actions.relieve import relieve
from zhushi.people.choices import Reach, Role
from zhushi.people.models import Person, Posting, User
from zhushi.people.roles import GRANTS

pytestmark = pytest.mark.django_db
MATTER = {perm for perm in Perm if perm.name.startswith(("MATTER", "SEALED", "IDENTITY"))}


def fresh(world, name) -> User:
    """The login without what an earlier question left on it."""
    return User.objects.get(pk=world.users[name].pk)


def expected(world, name) -> dict[Reach, Scope]:
    """What each reach of the table means for the one posting of a person of the world."""
    person = world.people[name]
    (posting,) = person.postings.all()
    rooms = {posting.room_id} - {None}
    street = {world.东.pk, world.东社.pk} if posting.room_id == world.东.pk else rooms
    return {
        Reach.DISTRICT: Scope(districts=frozenset({posting.district_id})),
        Reach.STREET: Scope(rooms=frozenset(street)),
        Reach.ROOM: Scope(rooms=frozenset(rooms)),
        Reach.UNIT: Scope(units=frozenset({posting.unit_id} - {None})),
        Reach.OWN: Scope(own=person.pk, own_rooms=frozenset(rooms)),
    }


def test_every_right_of_every_role_reaches_what_the_table_says_and_no_more(world):
    seen = set()
    for name, user in world.users.items():
        held, means = holdings(user, on=TODAY), expected(world, name)
        (role,) = held.roles
        seen.add(role)
        assert set(held.scopes) == set(GRANTS[role])
        for perm, reach in GRANTS[role].items():
            assert held.scope(perm) == means[reach], (name, perm)
        for perm in set(Perm) - set(GRANTS[role]):
            assert held.scope(perm).is_empty
            assert not held.has(perm)
    assert seen == set(Role)


def test_a_scope_keeps_its_own_rows_among_the_rows_of_others(world):
    """People in scope: the own room's, street's, unit's or district's, never a neighbour's."""
    names = {
        "乙": "甲乙丙丁",
        "甲": "甲乙丙丁",
        "戊": "戊",
        "己": "甲乙丙丁戊己庚辛壬领",
        "癸": "癸",
    }
    for name, seen in names.items():
        found = Person.objects.in_scope(
            scope_of(world.users[name], Perm.PERSON_VIEW, on=TODAY), TODAY
        )
        assert {p.name for p in found if len(p.name) == 1} == set(seen), name
    assert not Person.objects.in_scope(Scope(), TODAY).exists()


def test_holdings_take_one_statement_and_a_head_one_more(world, django_assert_num_queries):
    for name, statements in (("己", 1), ("乙", 1), ("庚", 1), ("甲", 2)):
        user = fresh(world, name)
        with django_assert_num_queries(statements):
            holdings(user, on=TODAY)
            scope_of(user, Perm.MATTER_VIEW, on=TODAY)


def test_a_stranger_a_closed_login_and_nobody_hold_nothing(world):
    lonely = User.objects.create(
        username="lonely", person=Person.objects.create(district=world.雁, name="无", ref="P-1")
    )
    closed = fresh(world, "己")
    closed.is_active = False
    for user in (lonely, closed, AnonymousUser(), None):
        assert not holdings(user, on=TODAY).scopes
    assert not can_in_room(world.戊, Perm.ROOM_VIEW, world.东, on=TODAY)
    assert can_in_room(world.甲, Perm.ROOM_VIEW, world.东社, on=TODAY)


def test_rights_begin_and_end_with_the_days_of_a_posting(world):
    person = world.people["丁"]
    post(
        person,
        role=Role.LIAISON,
        place=world.西,
        starts_on=TODAY + DAY,
        ends_on=TODAY + 3 * DAY,
        by=world.己,
        at=NOON,
    )
    reached = [
        world.西.pk in scope_of(fresh(world, "丁"), Perm.MATTER_VIEW, on=TODAY + n * DAY).rooms
        for n in range(6)
    ]
    assert reached == [False, True, True, True, False, False]


def test_two_postings_reach_the_union(world):
    post(
        world.people["乙"],
        role=Role.DELEGATE,
        place=world.西,
        starts_on=TODAY,
        by=world.己,
        at=NOON,
    )
    scope = scope_of(fresh(world, "乙"), Perm.MATTER_VIEW, on=TODAY)
    assert scope.rooms == {world.东.pk}
    assert (scope.own, scope.own_rooms) == (world.people["乙"].pk, {world.西.pk})
    view = scope_of(fresh(world, "乙"), Perm.ROOM_VIEW, on=TODAY)
    assert view.rooms == {world.东.pk, world.西.pk}


def test_the_three_administrators_hold_nothing_over_matters():
    for role in (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR):
        assert not set(GRANTS[role]) & MATTER
    for role in set(Role) - {Role.CONFIDANT}:
        assert not set(GRANTS[role]) & {Perm.SEALED_VIEW, Perm.SEALED_HANDLE}


def test_a_session_ends_with_the_posting(world, client):
    user = fresh(world, "乙")
    client.force_login(user, backend="zhushi.desk.sign_in.PersonBackend")
    assert client.get("/desk/me/").status_code == 200
    posting = Posting.objects.get(person=user.person, room=world.东)
    relieve(posting, ends_on=date(2026, 9, 6), by=world.己, at=NOON)
    assert fresh(world, "乙").get_session_auth_hash() != user.get_session_auth_hash()
    assert client.get("/desk/me/").status_code == 302
    assert posting.starts_on == SINCE
