"""Some of everything that happens in rooms, for pages that tell of it all together."""

from datetime import time

from tests.research.test_activities import planned
from tests.research.test_reports import started, wrote
from tests.research.themes import of_district, of_room
from tests.world import DAY, NOON, TODAY, announced_day
from zhushi.activities.actions.cancel_activity import cancel_activity
from zhushi.activities.actions.hold_talk import hold_talk
from zhushi.activities.actions.make_pledge import make_pledge
from zhushi.activities.actions.plan_activity import Programme, plan_activity
from zhushi.activities.actions.record_activity import note_activity
from zhushi.activities.choices import ActivityKind, DayStatus, DutyPart, TurnKind, TurnStatus
from zhushi.activities.halves import Half
from zhushi.activities.models import (
    Duty,
    Pledge,
    Project,
    ReceptionDay,
    Shift,
    Signup,
    Talk,
    Turn,
)
from zhushi.matters.models import Matter
from zhushi.research.actions.hand_in_report import hand_in_report

K = ActivityKind
NOTED = (
    ("东", K.VISIT, "FIRM", 0),
    ("东", K.VISIT, "VILLAGE", 1),
    ("东", K.STUDY, "JOB", 2),
    ("西", K.PUBLICITY, "LECTURE", 3),
    ("西", K.SERVICE, "TEAM", 4),
    ("东", K.VISIT, "FIRM", 100),
    ("东", K.STUDY, "JOB", 210),
)


def live(world):
    """Fill the small world: two rooms, this month and others, some called off."""
    for number, (room, kind, form, ago) in enumerate(NOTED):
        note_activity(
            world.rooms[room], kind=kind, form=form, on=TODAY - ago * DAY,
            record="办了", key=str(number), lead=world.people["丙"] if room == "东" else None,
            by=world.己, at=NOON,
        )  # fmt: skip
    for days, room in ((3, "东"), (5, "西"), (40, "东"), (200, "东")):
        plan(world, room, K.SYMPOSIUM, "INVITED", "座谈", days)
    off = plan(world, "东", K.CONTACT, "MEETING", "见面会", 1)
    cancel_activity(off, reason="下雨", by=world.己, at=NOON)
    announced_day(world)
    for number, room in ((1, "东"), (2, "东"), (3, "西"), (70, "东")):
        _received(world, room, number)
    for name, held in (("丙", True), ("甲", False)):
        talk = Talk.objects.create(
            district=world.units["雁"], person=world.people[name], month=TODAY.replace(day=1)
        )
        if held:
            hold_talk(talk, on=TODAY, by=world.己, at=NOON)
    for room in ("东", "东", "西"):
        world.matter(room, by="己")
    _promises(world)
    _serves(world)
    return world


def look_into(world):
    """Themes of this half-year and the one before, an activity to come, reports."""
    theme = of_district(world)
    of_district(world, "上半年的", half=Half.of(TODAY).before)
    of_room(world)
    of_room(world, "西", "西边的")
    of_room(world, "东", "东边上半年的", half=Half.of(TODAY).before)
    planned(world, theme)
    for title, days in (("电梯", 0), ("停车", 0), ("去年的", 300)):
        report = started(world, title=title)
        wrote(report, "正文", seen=1, by=world.丙, title=title)
        matter = hand_in_report(report, by=world.丙, at=NOON)
        Matter.objects.filter(pk=matter.pk).update(received_at=NOON - days * DAY)
    started(world, title="没交的")


def plan(world, room, kind, form, title, days, **programme):
    """An activity of so many days on, not announced."""
    return plan_activity(
        world.rooms[room], kind=kind, form=form,
        programme=Programme(title, TODAY + days * DAY, **programme), by=world.己, at=NOON,
    )  # fmt: skip


def _received(world, room, ago):
    """A reception day that is over, with 丙 on duty where it is 东, and as many visitors as days
    ago, three at most; one more never came."""
    day = ReceptionDay.objects.create(
        district=world.units["雁"], room=world.rooms[room], on=TODAY - ago * DAY,
        nominal_on=TODAY - ago * DAY, starts_at=time(9), ends_at=time(11), status=DayStatus.CLOSED,
    )  # fmt: skip
    if room == "东":
        Duty.objects.create(day=day, person=world.people["丙"], part=DutyPart.RECEIVE)
    for number in range(1, min(ago, 3) + 2):
        status = TurnStatus.ABSENT if number == 1 else TurnStatus.DONE
        Turn.objects.create(
            day=day, kind=TurnKind.WALK_IN, number=number, status=status, created_at=NOON
        )


def _promises(world):
    for days in (5, 6, 300):
        make_pledge(
            world.rooms["东"], person=world.people["丙"], text=f"办好第{days}件实事",
            due_on=TODAY + days * DAY, by=world.己, at=NOON,
        )  # fmt: skip
    Pledge.objects.filter(text__contains="第6件").update(
        status="KEPT", settled_at=NOON, result="办好了"
    )


def _serves(world):
    """Three shifts of which two are over: 丙 and 丁 served at one, nobody came to the other."""
    project = Project.objects.create(
        district=world.units["雁"], room=world.rooms["东"], form="TEAM", title="陪伴服务",
        goal="常去看看", created_at=NOON,
    )  # fmt: skip
    served = {"丙": 150, "丁": 90}
    for ago, minutes in ((4, served), (5, dict.fromkeys(served, 0)), (-9, {})):
        shift = Shift.objects.create(
            project=project, on=TODAY - ago * DAY, starts_at=time(14), ends_at=time(17),
            place="东社区", capacity=3, status="CONFIRMED" if minutes else "OPEN",
        )  # fmt: skip
        for number, name in enumerate(served, start=1):
            Signup.objects.create(
                shift=shift, person=world.people[name], number=number, minutes=minutes.get(name)
            )
