"""Who spoke is forgotten half a year after the end, who only came after thirty days."""

from datetime import date

import pytest
from django.core.management import call_command

from tests.matters.moves import MOVES as ACTS
from tests.matters.moves import WAY_TO
from tests.world import DAY, NOON, announced_day
from zhushi.activities.actions.book import book
from zhushi.matters.actions.forget_due import KEPT_DAYS, forget_due
from zhushi.matters.models import Commitment, Matter
from zhushi.vault.actions.keep import Who

pytestmark = pytest.mark.django_db
HALF_A_YEAR = NOON + (KEPT_DAYS + 1) * DAY


def closed(world):
    matter = world.matter(who=world.known_resident()).matter
    for verb in WAY_TO["ARCHIVED"]:
        ACTS[verb](world, matter)
        matter.refresh_from_db()
    return matter


@pytest.mark.parametrize("count", [1, 3])
def test_half_a_year_after_the_end_nobody_is_known(world, count):
    over = [closed(world) for _ in range(count)]
    still = world.matter(who=world.known_resident()).matter

    assert forget_due(at=NOON + (KEPT_DAYS - 1) * DAY) == 0
    assert forget_due(at=HALF_A_YEAR) == count
    assert forget_due(at=HALF_A_YEAR) == 0

    for matter in over:
        assert Matter.objects.get(pk=matter.pk).identity.name is None
        assert Matter.objects.get(pk=matter.pk).content
    assert Matter.objects.get(pk=still.pk).identity.name


def test_an_open_promise_keeps_whom_to_tell(world):
    matter = world.matter(who=world.known_resident()).matter
    for verb in (*WAY_TO["TOLD"], "close", "archive"):
        ACTS[verb](world, Matter.objects.get(pk=matter.pk))
    Commitment.objects.create(
        matter=matter,
        reply=matter.replies.get(),
        district_id=matter.district_id,
        unit=world.住建,
        text="换灯",
        due_on=date(2027, 9, 1),
    )
    assert forget_due(at=HALF_A_YEAR) == 0


def test_who_booked_is_forgotten_but_not_who_left_an_opinion(world, time_machine, capsys):
    day = announced_day(world)
    slots = list(day.slots.all())
    who = Who(name="孙小年", phone="13800001111")
    only_came = book(slots[0], who=who, subject="油烟", key="a", at=NOON)[0]
    spoke = book(slots[1], who=who, subject="灯", key="b", at=NOON)[0]
    matter = world.matter(turn=spoke).matter
    assert matter.identity_id == spoke.identity_id

    time_machine.move_to(NOON + 45 * DAY)
    call_command("apply_retention")

    assert "2 位来访人" in capsys.readouterr().out
    for turn in (only_came, spoke):
        turn.refresh_from_db()
        assert turn.visitor == "没留姓名"
    assert only_came.identity.name is None
    assert Matter.objects.get(pk=matter.pk).identity.name
