"""The need list: noted once, crossed out with a reason, never of another room."""

import pytest

from tests.world import NOON
from zhushi.activities.actions.note_need import Wanted, drop_need, note_need
from zhushi.activities.actions.record_activity import Said, note_activity
from zhushi.activities.choices import ActivityKind, NeedStatus
from zhushi.activities.models import Need, Statement
from zhushi.core.errors import Refused
from zhushi.core.models import AuditEntry
from zhushi.people.choices import Role

pytestmark = pytest.mark.django_db


def noted(world, *, room="东", key="k1", text="独居老人要人陪着看病", **fields):
    return note_need(
        world.rooms[room],
        wanted=Wanted(text, **fields),
        role=Role.LIAISON,
        key=key,
        by=world.乙,
        at=NOON,
    )


def test_a_need_is_noted_once_even_if_sent_twice(world):
    first = noted(world, wished="医疗", concerns=12)
    assert noted(world, wished="医疗", concerns=12).pk == first.pk
    assert (first.status, first.role, first.concerns) == (NeedStatus.OPEN, Role.LIAISON, 12)
    assert AuditEntry.objects.filter(event="need.note").count() == 1
    assert noted(world, key="k2").pk != first.pk


def test_an_empty_one_and_a_statement_of_another_room_are_refused(world):
    with pytest.raises(Refused, match="请写需要什么"):
        noted(world, text="  ")
    note_activity(
        world.西,
        kind=ActivityKind.VISIT,
        form="FIRM",
        on=NOON.date(),
        record="看了",
        said=[Said("缺人手")],
        key="a",
        by=world.戊,
        at=NOON,
    )
    with pytest.raises(Refused, match="别的工作室"):
        noted(world, statement=Statement.objects.get())
    assert not Need.objects.exists()


def test_a_need_is_dropped_with_a_reason_and_only_once(world):
    need = noted(world)
    with pytest.raises(Refused, match="为什么不做"):
        drop_need(need, reason=" ", by=world.乙, at=NOON)
    dropped = drop_need(need, reason="社区医院已派车", by=world.乙, at=NOON)
    assert (dropped.status, dropped.drop_reason) == (NeedStatus.DROPPED, "社区医院已派车")
    with pytest.raises(Refused, match="不再做"):
        drop_need(need, reason="再划", by=world.乙, at=NOON)
