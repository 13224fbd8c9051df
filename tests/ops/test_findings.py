"""The check finds what constraints let through."""

import pytest
from django.core.management import call_command

from tests.world import NOON, announced_day
from zhushi.activities.actions.book import book
from zhushi.activities.actions.run_day import cancel_day
from zhushi.matters.models import Clock, Matter
from zhushi.ops.findings import clocks, places, ways


def test_a_sound_world_has_no_contradictions(world):
    world.matter()
    assert [*clocks(), *ways(), *places()] == []


def test_an_open_matter_without_a_clock_is_found(world):
    matter = world.matter().matter
    Clock.objects.update(stopped_at=NOON)
    Matter.objects.update(due_on=None)
    assert list(clocks()) == [f"{matter.ref}（待受理）还没办结，却没有在走的时限"]


def test_a_mirror_that_differs_from_the_clocks_is_found(world):
    matter = world.matter().matter
    Matter.objects.update(due_on="2026-12-24")
    (sentence,) = clocks()
    assert sentence.startswith(matter.ref)


def test_a_status_nobody_moved_to_is_found(world):
    matter = world.matter().matter
    Matter.objects.update(status="HANDLING")
    assert list(ways()) == [
        f"{matter.ref}（办理中）的状态和最后一步不一致",
        f"{matter.ref}（办理中）没有主办单位",
    ]


def test_the_command_ends_with_one_when_something_was_found(world, capsys):
    world.matter()
    Matter.objects.update(status="HANDLING")
    with pytest.raises(SystemExit, match="1"):
        call_command("check_data")
    assert "没有主办单位" in capsys.readouterr().out


def test_a_cancelled_day_leaves_no_place_counted_as_taken(world):
    day = announced_day(world)
    book(day.slots.first(), who=world.known_resident(), key="slot", at=NOON)
    assert list(places()) == []
    cancel_day(day, reason="停电", by=world.乙, at=NOON)
    assert list(places()) == []
