"""While somebody may still evaluate, closing wants a reason."""

import pytest

from tests.matters.moves import MOVES as ACTS
from tests.matters.moves import WAY_TO
from tests.refusals import refused
from tests.world import DAY, NOON
from zhushi.core.moments import day_of
from zhushi.matters.actions.close import close
from zhushi.matters.models import Matter
from zhushi.matters.windows import evaluation_until

pytestmark = pytest.mark.django_db


def told(world) -> Matter:
    matter = world.matter().matter
    for verb in WAY_TO["TOLD"]:
        ACTS[verb](world, Matter.objects.get(pk=matter.pk))
    return Matter.objects.get(pk=matter.pk)


def test_who_closes_before_an_evaluation_says_why(world):
    matter = told(world)
    until = evaluation_until(matter, day_of(NOON))
    assert until > day_of(NOON)
    with refused(f"可以评到{until.month}月{until.day}日"):
        close(matter, by=world.乙, at=NOON)
    assert close(matter, note="本人说不评了", by=world.乙, at=NOON).status == "CLOSED"


def test_after_the_window_nothing_is_asked(world):
    matter = told(world)
    later = NOON + (evaluation_until(matter, day_of(NOON)) - day_of(NOON)).days * DAY + DAY
    assert close(matter, by=world.乙, at=later).status == "CLOSED"
