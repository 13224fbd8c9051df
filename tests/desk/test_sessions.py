"""A session is read with its login at once, and never lets in whom the database keeps out."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.desk.statements import at_most
from tests.world import NOON
from zhushi.core import clock
from zhushi.ops.retention import apply_retention
from zhushi.people.models import Session

pytestmark = pytest.mark.django_db
HOME = reverse("desk:me")


def is_in(client) -> bool:
    return client.get(HOME).status_code == 200


def test_login_postings_and_session_come_in_one_statement(world, rf):
    client = Client()
    client.force_login(world.乙)
    Client().force_login(world.甲)
    request = rf.get(HOME)
    from zhushi.desk.access import held_by
    from zhushi.desk.sessions import SessionStore
    from zhushi.desk.sign_in import SignedIn

    def view(asked):
        assert (asked.user, bool(held_by(asked).postings)) == (world.乙, True)

    request.session = SessionStore(client.session.session_key)
    with at_most(1):
        SignedIn(view)(request)


def test_a_session_of_a_stopped_login_lets_nobody_in(world):
    client = Client()
    client.force_login(world.乙)
    assert is_in(client)
    type(world.乙).objects.filter(pk=world.乙.pk).update(is_active=False)
    assert not is_in(client)


def test_a_session_whose_hash_is_an_older_one_lets_nobody_in(world):
    client = Client()
    client.force_login(world.乙)
    type(world.乙).objects.filter(pk=world.乙.pk).update(session_epoch=7)
    assert not is_in(client)


def test_a_session_named_for_somebody_else_lets_nobody_in_as_them(world):
    """Who signed in is what is signed inside of the session; the column only helps to fetch."""
    client = Client()
    client.force_login(world.乙)
    Session.objects.filter(pk=client.session.session_key).update(login=world.甲)
    assert client.get(HOME).context["user"] == world.乙


def test_leaving_ends_the_session_and_a_login_without_postings_still_comes_in(world):
    client = Client()
    client.force_login(world.乙)
    world.乙.person.postings.all().delete()
    assert is_in(client)
    client.post(reverse("desk:logout"))
    assert not Session.objects.filter(login=world.乙).exists()


def test_sessions_that_ended_are_removed_and_others_are_not(world):
    ended, running = Client(), Client()
    ended.force_login(world.乙)
    running.force_login(world.甲)
    Session.objects.filter(login=world.乙).update(expire_date=NOON - timedelta(seconds=1))
    assert not is_in(ended)
    apply_retention(at=clock.now())
    assert list(Session.objects.values_list("login", flat=True)) == [world.甲.pk]
