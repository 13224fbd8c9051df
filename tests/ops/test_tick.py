"""The command of every minute: once is enough, twice does no harm."""

from datetime import timedelta
from threading import Thread

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection

from tests.world import DAY, NOON, build
from zhushi.core.models import Throttle
from zhushi.matters.actions.remind import run_clocks
from zhushi.matters.models import Reminder
from zhushi.ops.lease import hold


def test_three_missed_days_bring_one_reminder_a_clock(world):
    world.matter()
    with time_machine.travel(NOON + 5 * DAY, tick=False):
        call_command("tick")
        call_command("tick")
    assert Reminder.objects.count() == 2  # acceptance and dispatch, one stage each
    assert Reminder.objects.values("clock").distinct().count() == 2


def test_a_tick_with_nothing_due_is_cheap(world, django_assert_max_num_queries):
    with time_machine.travel(NOON, tick=False):
        call_command("tick")
        with django_assert_max_num_queries(15):
            call_command("tick")


def test_while_one_process_ticks_another_leaves_it_be(world):
    world.matter()
    later = NOON + 5 * DAY
    with hold("tick", at=later) as is_mine, time_machine.travel(later, tick=False):
        assert is_mine
        call_command("tick")
        assert not Reminder.objects.exists()
    with time_machine.travel(later, tick=False):
        call_command("tick")
    assert Reminder.objects.exists()


def test_a_lease_whose_holder_was_killed_lapses(world):
    Throttle.objects.create(
        what="lease", who="tick", window_start=NOON, blocked_until=NOON + timedelta(minutes=10)
    )
    with hold("tick", at=NOON + timedelta(minutes=9)) as is_mine:
        assert not is_mine
    with hold("tick", at=NOON + timedelta(minutes=10)) as is_mine:
        assert is_mine


@pytest.mark.django_db(transaction=True)
def test_two_ticks_at_the_very_same_time_remind_once():
    world = build()
    for _ in range(3):
        world.matter()
    errors = []

    def run() -> None:
        try:
            run_clocks(at=NOON + 5 * DAY)
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    both = [Thread(target=run) for _ in range(2)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    assert errors == []
    assert Reminder.objects.count() == 6
