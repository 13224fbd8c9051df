"""A place is kept to a hundred metres, changed by name, and the trail says what, never where."""

import pytest

from tests.refusals import refused
from tests.world import NOON
from zhushi.core.models import AuditEntry
from zhushi.people.actions.place_person import place_person
from zhushi.people.models import PersonPlace

pytestmark = pytest.mark.django_db


def placed(world, **points):
    return place_person(world.people["丙"], by=world.己, at=NOON, **points)


def test_a_place_is_kept_to_a_hundred_metres_and_the_trail_does_not_say_where(world):
    placed(world, work=(108.9, 34.2))
    assert placed(world, home=(108.954321, 34.223456)) == ["home"]
    kept = PersonPlace.objects.get()
    assert (kept.home, kept.work) == ((108.954, 34.223), (108.9, 34.2))
    lines = AuditEntry.objects.filter(event="person.place", target=world.people["丙"].ref)
    assert [entry.facts["changed"] for entry in lines.order_by("pk")] == [["work"], ["home"]]
    assert not any("108" in str(entry.facts) for entry in lines)


def test_the_same_place_again_leaves_no_line_and_the_last_one_taken_off_leaves_no_row(world):
    placed(world, home=(108.95, 34.22))
    assert placed(world, home=(108.9501, 34.2199)) == []
    assert placed(world) == []
    assert placed(world, home=None) == ["home"]
    assert not PersonPlace.objects.exists()
    assert AuditEntry.objects.filter(event="person.place").count() == 2


@pytest.mark.parametrize("point", [(34.22, 108.95), (0.0, 0.0), (200.0, 30.0)])
def test_degrees_that_cannot_be_are_refused(world, point):
    with refused("写反"):
        placed(world, home=point)
    assert not PersonPlace.objects.exists()
