"""What the rooms do for residents: needs, projects with their steps, shifts people sign up for.

In the room of every picture one project of each stage, in the others a need and a project.
"""

from dataclasses import replace
from datetime import datetime, time, timedelta

from zhushi.activities.actions.change_shift import change_shift
from zhushi.activities.actions.confirm_shift import confirm_shift
from zhushi.activities.actions.move_project import finish_project, look_back, start_project
from zhushi.activities.actions.note_need import Wanted, note_need
from zhushi.activities.actions.plan_project import Outline, plan_project
from zhushi.activities.actions.plan_shift import Hours, plan_shift
from zhushi.activities.actions.set_milestone import reach_milestone, set_milestone
from zhushi.activities.actions.show import show
from zhushi.activities.actions.sign_up import sign_up
from zhushi.activities.models import Need, Project, Shift
from zhushi.core.moments import day_of
from zhushi.ops.demo.attempts import attempt
from zhushi.ops.demo.cast import Cast, RoomCast
from zhushi.people.choices import Role
from zhushi.people.models import Person, Posting

OPEN = (
    Wanted("三号院停车占了消防通道，要人帮着和车主商量", "物业、法律", "三号院", 60),
    Wanted("几位老人不会用手机挂号，想有人教", "教手机", "社区活动室", 25),
    Wanted("放学后没人接的孩子，要有地方写作业", "辅导孩子功课", "社区图书角", 18),
)


def serve(cast: Cast) -> None:
    """Tell it as of the last moment of the story."""
    for here in cast.rooms:
        people = _people(cast, here)
        busiest = here is cast.busiest
        for wanted in OPEN if busiest else OPEN[:1]:
            _need(here, wanted, cast.now)
        project = _repairs(cast, here)
        _shifts(cast, here, project, people)
        if busiest:
            _others(cast, here)


def _people(cast: Cast, here: RoomCast) -> list[Person]:
    held = Posting.objects.current_on(cast.today).filter(room=here.room, role=Role.VOLUNTEER)
    return [one.person for one in held.select_related("person").order_by("pk")]


def _need(here: RoomCast, wanted: Wanted, at: datetime) -> Need:
    key = f"demo-{here.room.code}-{wanted.text[:12]}"
    by = here.liaison
    return note_need(here.room, wanted=wanted, role=Role.LIAISON, key=key, by=by, at=at)


def _repairs(cast: Cast, here: RoomCast) -> Project:
    """A project under way, out of a need of the list."""
    by, at = here.liaison, cast.now
    wanted = Wanted("独居老人家里电器坏了没人修", "修家电", "老人家里", 40)
    outline = Outline(
        "小修小补进家门", "每月两次上门，给独居老人修家电、换灯泡。", "TEAM",
        owner=here.delegates[0], partners="社区物业服务站", budget_note="材料费由社区出",
        is_public=True,
    )  # fmt: skip
    project = plan_project(here.room, outline=outline, need=_need(here, wanted, at), by=by, at=at)
    for text, days in (("摸清有多少户", -12), ("招会修家电的人", 9), ("上门走一遍", 40)):
        due_on = cast.today + timedelta(days=days)
        step = set_milestone(project, text=text, due_on=due_on, by=by, at=at)
        if days < 0:
            reach_milestone(step, by=by, at=at)
    show(project, by=here.head or cast.officers[0], at=at)
    return start_project(project, by=by, at=at)


def _shifts(cast: Cast, here: RoomCast, project: Project, people: list[Person]) -> None:
    by, at = here.liaison, cast.now
    saturday = cast.today + timedelta(days=(5 - cast.today.weekday()) % 7 or 7)
    for weeks, capacity in ((0, 1), (2, 3)):
        hours = Hours(
            saturday + timedelta(weeks=weeks), time(9), time(11, 30), "社区服务站门口集合",
            capacity, "修家电",
        )  # fmt: skip
        shift = plan_shift(project, hours=hours, by=by, at=at)
        if weeks == 0:
            _come(shift, people[:3], by, at)
        elif here is cast.busiest:
            _come(shift, people[:2], by, at)
            later = replace(hours, starts_at=time(14), ends_at=time(16, 30), capacity=4)
            change_shift(shift, hours=later, by=by, at=at)
    earlier = at - timedelta(days=10)
    past = Hours(day_of(earlier) + timedelta(days=4), time(14), time(16, 30), "三号院", 2, "修家电")
    shift = plan_shift(project, hours=past, by=by, at=earlier)
    _come(shift, people[:2], by, earlier)
    seated = shift.signups.filter(is_waiting=False).values_list("pk", flat=True)
    confirm_shift(shift, minutes=dict.fromkeys(seated, 150), by=by, at=at)


def _come(shift: Shift, people: list[Person], by, at: datetime) -> None:
    """Those who can sign up: one has the place, the others wait."""
    for person in people:
        with attempt():  # may be elsewhere at these hours
            sign_up(shift, person, by=by, at=at)


def _others(cast: Cast, here: RoomCast) -> None:
    """One project to come, one done, one on which the residents had their say."""
    by, at = here.liaison, cast.now
    outlines = (
        Outline("暑期自习室", "给放学没人接的孩子一张书桌，有人看着写作业。", "THEMED"),
        Outline(
            "楼道清杂物", "五栋楼的楼道清出来，老人走得顺。", "SPECIAL", owner=here.delegates[1]
        ),
        Outline("陪老人看病", "独居老人去医院有人陪、有人记医嘱。", "TEAM"),
    )
    ends = (
        None,
        ("清了五栋楼，拉走旧家具十二车。", ""),
        ("陪诊四十次。", "有人等着心里不慌；希望能早一天约好。"),
    )
    for outline, end in zip(outlines, ends, strict=True):
        project = plan_project(here.room, outline=outline, by=by, at=at)
        if end is None:
            continue
        start_project(project, by=by, at=at)
        finish_project(project, result=end[0], by=by, at=at)
        if end[1]:
            look_back(project, word=end[1], by=by, at=at)
