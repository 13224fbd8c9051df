"""What everybody may read of a room's activities: what is to come, and what was reported."""

from datetime import timedelta

import pytest

from tests.desk.statements import at_most
from tests.world import DAY, NOON, TODAY
from zhushi.activities.actions.announce_activity import announce_activity
from zhushi.activities.actions.cancel_activity import cancel_activity
from zhushi.activities.actions.plan_activity import Programme, plan_activity
from zhushi.activities.actions.publish_report import (
    publish_report,
    withdraw_report,
    write_report,
)
from zhushi.activities.actions.record_activity import Said, note_activity
from zhushi.activities.choices import ActivityKind

pytestmark = pytest.mark.django_db
PAGE = "/rooms/DJ/activities/"
K = ActivityKind


def shown(client, address=PAGE):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def planned(world, title, *, room="东", kind=K.PUBLICITY, form="LECTURE", on=TODAY + DAY):
    programme = Programme(title, on, place="东街广场", people=(world.people["丙"],))
    return plan_activity(
        world.rooms[room], kind=kind, form=form, programme=programme, by=world.己, at=NOON
    )


def reported(world, number=1, *, room="东"):
    made = note_activity(
        world.rooms[room],
        kind=K.PUBLICITY,
        form="LECTURE",
        on=TODAY - number * DAY,
        title=f"宣讲{number}",
        record="内部记录不外传",
        said=[Said("路灯不亮", speaker="一位居民")],
        key=f"{room}{number}",
        by=world.丙,
        at=NOON,
    )
    write_report(made, report=f"八十位居民听了宣讲{number}。", by=world.乙, at=NOON)
    return publish_report(made, by=world.己, at=NOON)


def test_only_what_is_announced_and_public_and_to_come_stands_there(client, world):
    announce_activity(planned(world, "医保宣讲"), by=world.乙, at=NOON)
    planned(world, "还没通知")
    announce_activity(planned(world, "内部走访", kind=K.VISIT, form="FIRM"), by=world.乙, at=NOON)
    announce_activity(planned(world, "西街宣讲", room="西"), by=world.己, at=NOON)
    off = announce_activity(planned(world, "取消的会"), by=world.乙, at=NOON)
    cancel_activity(off, reason="下雨", by=world.乙, at=NOON + timedelta(minutes=1))
    page = shown(client)
    assert "医保宣讲" in page
    assert "东街广场" in page
    for hidden in ("还没通知", "内部走访", "西街宣讲", "取消的会", world.people["丙"].name + " "):
        assert hidden not in page
    assert f'href="{PAGE}"' in shown(client, "/rooms/DJ/")


def test_a_published_report_is_read_and_the_record_never(client, world):
    activity = reported(world)
    reported(world, 2, room="西")
    page = shown(client)
    assert "八十位居民听了宣讲1" in page
    for hidden in ("内部记录", "路灯不亮", "宣讲2"):
        assert hidden not in page
    withdraw_report(activity, by=world.甲, at=NOON)
    assert "八十位居民" not in shown(client)


def test_a_report_that_waits_for_the_second_person_is_not_there(client, world):
    activity = reported(world)
    withdraw_report(activity, by=world.甲, at=NOON)
    write_report(activity, report="新稿", by=world.乙, at=NOON)
    assert "新稿" not in shown(client)


@pytest.mark.parametrize("count", [1, 3])
def test_many_cost_no_more(client, world, count):
    for number in range(1, count + 1):
        reported(world, number)
        announce_activity(planned(world, f"来日{number}"), by=world.乙, at=NOON)
    with at_most(6):
        page = shown(client)
    assert page.count("八十位居民") == page.count("来日") == count
