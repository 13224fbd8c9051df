"""Several rooms hold one activity: each says who of its own goes; it counts where it is had."""

from datetime import timedelta

import pytest

from tests.activities.test_activity import told
from tests.activities.test_projects import running
from tests.activities.test_shifts import shift_of
from tests.world import DAY, NOON, PASSWORD, SINCE, TODAY
from zhushi.activities.actions.announce_activity import announce_activity
from zhushi.activities.actions.bring_people import bring_people
from zhushi.activities.actions.invite_people import invite_people
from zhushi.activities.actions.plan_activity import Programme, change_activity, plan_activity
from zhushi.activities.actions.sign_up import sign_up
from zhushi.activities.choices import ActivityKind
from zhushi.activities.models import Activity
from zhushi.core.errors import Refused
from zhushi.core.perms import Perm
from zhushi.people.access import holdings
from zhushi.people.actions.post import post
from zhushi.people.actions.register_person import register_person
from zhushi.people.choices import Role
from zhushi.people.models import User
from zhushi.rooms.actions.open_room import open_room

pytestmark = pytest.mark.django_db


def joint(world, others=("东社",)):
    programme = Programme(
        title="院坝宣讲",
        on=TODAY + 3 * DAY,
        people=(world.people["丙"],),
        others=tuple(world.rooms[name] for name in others),
    )
    return plan_activity(
        world.rooms["东"],
        kind=ActivityKind.PUBLICITY,
        form="LECTURE",
        programme=programme,
        by=world.乙,
        at=NOON,
    )


def seated(world, name, role, room):
    """Somebody new with a login, in a room of the world."""
    person = register_person(world.units["雁"], name=name, phone="13900000001", by=None, at=NOON)
    post(person, role=role, place=world.rooms[room], starts_on=SINCE, by=None, at=NOON)
    world.people[name] = person
    world.users[name] = User.objects.create(username=f"v{name}", person=person)
    world.users[name].set_password(PASSWORD)
    world.users[name].save()
    return person


def asked(activity):
    return {one.person for one in activity.participants.select_related("person")}


def test_each_room_says_who_of_its_own_goes(world):
    neighbour = seated(world, "寅", Role.DELEGATE, "东社")
    activity = joint(world)
    with pytest.raises(Refused, match="还没有通知"):
        bring_people(activity, room=world.rooms["东社"], people=[neighbour], by=world.己, at=NOON)
    announce_activity(activity, by=world.乙, at=NOON)
    bring_people(activity, room=world.rooms["东社"], people=[neighbour], by=world.己, at=NOON)
    assert asked(activity) == {world.people["丙"], neighbour}
    bring_people(activity, room=world.rooms["东社"], people=[], by=world.己, at=NOON)
    assert asked(activity) == {world.people["丙"]}


def test_only_rooms_that_take_part_and_only_their_own(world):
    activity = announce_activity(joint(world), by=world.乙, at=NOON)
    with pytest.raises(Refused, match="没有参加"):
        bring_people(activity, room=world.rooms["西"], people=[], by=world.戊, at=NOON)
    with pytest.raises(Refused, match="戊那天不在"):
        bring_people(
            activity, room=world.rooms["东社"], people=[world.people["戊"]], by=world.己, at=NOON
        )
    assert asked(activity) == {world.people["丙"]}


def test_the_liaisons_of_the_other_rooms_are_told_to_say_who_goes(world):
    seated(world, "卯", Role.LIAISON, "东社")
    announce_activity(joint(world), by=world.乙, at=NOON)
    assert told(world.users["卯"]) == [
        "9月10日东街街道党代表工作室“院坝宣讲”请本室一起办，请定谁去"
    ]
    assert told(world.戊) == []


def test_a_room_of_another_district_cannot_take_part(world):
    abroad = open_room(
        world.units["外"],
        code="WJ",
        name="外区党代表工作室",
        place="外区一号",
        phone="029-10000009",
        opening="周一至周五",
        opened_on=SINCE,
        by=None,
        at=NOON,
    )
    world.rooms["外室"] = abroad
    with pytest.raises(Refused, match="只能和本区"):
        joint(world, others=("外室",))


def test_the_own_room_is_no_other_room(world):
    activity = joint(world, others=("东", "东社"))
    assert [room.code for room in activity.others.all()] == ["DJS"]


def test_it_is_seen_by_all_its_rooms_and_counted_in_one(world):
    seated(world, "卯", Role.LIAISON, "东社")
    activity = joint(world)
    scope = holdings(world.users["卯"], on=TODAY).scope(Perm.ACTIVITY_VIEW)
    assert list(Activity.objects.seen_by(scope)) == []
    announce_activity(activity, by=world.乙, at=NOON)
    assert list(Activity.objects.seen_by(scope)) == [activity]
    assert list(Activity.objects.in_scope(scope)) == []
    west = holdings(world.戊, on=TODAY).scope(Perm.ACTIVITY_VIEW)
    assert list(Activity.objects.seen_by(west)) == []


def test_changing_the_programme_lets_rooms_go(world):
    activity = joint(world)
    programme = Programme("院坝宣讲", TODAY + DAY, people=(world.people["丙"],))
    change_activity(activity, programme=programme, by=world.乙, at=NOON)
    assert not activity.others.exists()


def test_a_change_leaves_whom_the_others_send_and_tells_whom_it_drops(world):
    neighbour = seated(world, "寅", Role.DELEGATE, "东社")
    activity = announce_activity(joint(world), by=world.乙, at=NOON)
    bring_people(activity, room=world.rooms["东社"], people=[neighbour], by=world.己, at=NOON)
    later = NOON + timedelta(hours=1)
    programme = Programme("院坝宣讲", TODAY + DAY, others=(world.rooms["东社"],))
    change_activity(activity, programme=programme, by=world.乙, at=later)
    assert asked(activity) == {neighbour}
    assert "有变动" in told(world.users["寅"])[-1]
    assert told(world.丙)[-1].endswith("不再请您参加")
    bring_people(activity, room=world.rooms["东社"], people=[], by=world.己, at=later)
    assert told(world.users["寅"])[-1].endswith("不再请您参加")


def test_who_has_a_place_in_a_shift_at_these_hours_is_not_sent(world):
    helper = world.people["丁"]
    shift = shift_of(world, running(world), on=TODAY + 3 * DAY)
    sign_up(shift, helper, by=world.乙, at=NOON)
    hours = {"starts_at": shift.starts_at, "ends_at": shift.ends_at}
    programme = Programme("院坝宣讲", shift.on, others=(world.rooms["东"],), **hours)
    activity = plan_activity(
        world.rooms["东社"],
        kind=ActivityKind.PUBLICITY,
        form="LECTURE",
        programme=programme,
        by=world.己,
        at=NOON,
    )
    announce_activity(activity, by=world.己, at=NOON)
    with pytest.raises(Refused, match="丁（“陪诊小队”）同一时间"):
        bring_people(activity, room=world.rooms["东"], people=[helper], by=world.乙, at=NOON)
    with pytest.raises(Refused, match="丁（“陪诊小队”）同一时间"):
        invite_people(activity, [helper], by=world.己, at=NOON)


def test_who_is_asked_again_is_told_again(world):
    activity = announce_activity(joint(world), by=world.乙, at=NOON)
    for hours in (1, 2):
        at = NOON + timedelta(hours=hours)
        invite_people(activity, [world.people["丁"]], by=world.乙, at=at)
        programme = Programme("院坝宣讲", activity.on, others=(world.rooms["东社"],))
        change_activity(activity, programme=programme, by=world.乙, at=at)
    assert sum("请您参加" in text for text in told(world.丁)) == 4  # twice asked, twice dropped
