"""The clocks' own work: cheap when nothing is new, the same when run twice."""

import pytest

from tests.matters.moves import matter_in
from tests.world import DAY, NOON
from zhushi.core.models import Notice
from zhushi.matters.actions.remind import run_clocks
from zhushi.matters.models import Reminder

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [1, 3])
def test_a_second_run_reads_a_fixed_number_of_times_and_writes_nothing(
    world, count, django_assert_num_queries
):
    for _ in range(count):
        matter_in(world, "DISPATCHED")
    later = NOON + 4 * DAY
    assert run_clocks(at=later)["reminded"] >= count
    before = (Reminder.objects.count(), Notice.objects.count())

    with django_assert_num_queries(5):
        counts = run_clocks(at=later)

    assert counts == {"resumed": 0, "reminded": 0, "closed": 0, "asked": 0}
    assert (Reminder.objects.count(), Notice.objects.count()) == before
