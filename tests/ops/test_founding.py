"""A district is set up by one command, and its first person can sign in."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.world import NOON
from zhushi.core import clock
from zhushi.matters.models import LimitProfile, Topic
from zhushi.ops.findings import findings
from zhushi.people.actions.join import join
from zhushi.people.choices import Role
from zhushi.people.models import User
from zhushi.rooms.actions.enter_unit import enter_unit
from zhushi.rooms.choices import UnitKind
from zhushi.rooms.models import Unit

pytestmark = pytest.mark.django_db


def create(*options: str) -> str:
    told = StringIO()
    call_command("create_district", *options, stdout=told)
    return told.getvalue()


def test_the_first_person_of_the_office_joins_by_the_printed_link():
    told = create("新区", "990199", "--office-login", "first", "--office-name", "林一")
    token = re.search(r"/desk/join/([^/]+)/", told)[1]
    user = join(token, password="a-long-password-2026", at=clock.now())
    assert (user.username, user.person.name) == ("first", "林一")
    assert user.person.postings.get().role == Role.OFFICE
    district = Unit.objects.get(kind=UnitKind.DISTRICT)
    assert LimitProfile.objects.get().district == district
    assert Topic.objects.filter(parent=None).count() == 12
    assert list(findings()) == ["新区没有密封事项专人"]


def test_a_code_that_stands_is_refused_and_nothing_is_left_behind():
    create("新区", "990199", "--office-login", "first")
    with pytest.raises(CommandError, match="已经有了"):
        create("新区", "990199", "--office-login", "second")
    with pytest.raises(CommandError, match="登录名"):
        create("别区", "990198", "--office-login", "first")
    assert (Unit.objects.filter(parent=None).count(), User.objects.count()) == (1, 1)


def test_a_bad_code_and_a_practice_district_are_refused():
    with pytest.raises(CommandError, match="6 位数字"):
        create("新区", "99", "--office-login", "first")
    enter_unit(
        "示范",
        kind=UnitKind.DISTRICT,
        slug="demo",
        valid_from=NOON.date(),
        by=None,
        at=NOON,
    )
    with pytest.raises(CommandError, match="示范区"):
        create("新区", "990199", "--office-login", "first")
