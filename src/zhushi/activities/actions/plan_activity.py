from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction

from zhushi.activities.actions._activity import (
    ask,
    audited,
    check_people,
    check_shifts,
    locked,
    tell,
    tell_people,
)
from zhushi.activities.actions.link_study import set_items
from zhushi.activities.choices import ActivityKind, ActivityStatus
from zhushi.activities.kinds import KINDS
from zhushi.activities.lifecycle import TO_COME
from zhushi.activities.models import Activity, StudyItem
from zhushi.core.errors import Refused
from zhushi.core.moments import day_of
from zhushi.people.models import Person, Posting
from zhushi.rooms.models import Workroom


@dataclass(frozen=True)
class Programme:
    """When and where, what about, who leads, who is asked, and which other rooms take part.

    study: which items of the room's study plans it is about; None leaves them as they are.
    """

    title: str
    on: date
    starts_at: time | None = None
    ends_at: time | None = None
    place: str = ""
    agenda: str = ""
    lead: Person | None = None
    people: tuple[Person, ...] = ()
    others: tuple[Workroom, ...] = ()
    study: tuple[StudyItem, ...] | None = None

    @property
    def everybody(self) -> list[Person]:
        """Who is asked; who leads is asked too."""
        return list(dict.fromkeys([*([self.lead] if self.lead else []), *self.people]))


@transaction.atomic
def plan_activity(
    room: Workroom, *, kind: ActivityKind, form: str, programme: Programme, by, at: datetime
) -> Activity:
    """Put an activity into a room's plan; nobody is told yet.

    Raises Refused for a day gone by, a closed room, an unknown form, people in no team, or who
    have a place in a shift at these hours.
    """
    check_form(kind, form)
    if programme.on < day_of(at):
        raise Refused("这天已经过了：办过的活动请用“补记”。")
    check_open(room, programme.on)
    made = Activity(district_id=room.district_id, room=room, kind=kind, form=form, created_at=at)
    _write(made, programme)
    audited("activity.plan", made, by=by, at=at)
    return made


@transaction.atomic
def change_activity(activity: Activity, *, programme: Programme, by, at: datetime) -> Activity:
    """Change what is to come; where it was announced, all who are asked are told.

    Raises Refused once it took place or was called off.
    """
    activity = locked(activity)
    if activity.status not in TO_COME:
        raise Refused(f"这项活动{ActivityStatus(activity.status).label}，不能再改。")
    if programme.on < day_of(at):
        raise Refused("新的日子已经过了。")
    dropped = _write(activity, programme)
    if activity.status == ActivityStatus.ANNOUNCED:
        tell(activity, "change", "有变动，请看新的安排", by=by, at=at)
        tell_people(activity, dropped, "drop", "不再请您参加", by=by, at=at)
    audited("activity.change", activity, by=by, at=at)
    return activity


def check_form(kind: ActivityKind, form: str) -> None:
    if form not in KINDS[kind].forms:
        raise Refused(f"{kind.label}没有这种形式。")


def check_open(room: Workroom, on: date) -> None:
    if room.closed_on and room.closed_on < on:
        raise Refused(f"{room.name}那天已撤销，请选别的工作室。")


def _write(activity: Activity, programme: Programme) -> list[Person]:
    """Returns who was asked and is no longer."""
    if not programme.title.strip():
        raise Refused("请写一个名称。")
    if programme.ends_at and (
        programme.starts_at is None or programme.ends_at <= programme.starts_at
    ):
        raise Refused("结束时间要在开始时间之后。")
    if any(room.district_id != activity.district_id for room in programme.others):
        raise Refused("只能和本区的工作室一起办。")
    people = programme.everybody
    check_people(people, district_id=activity.district_id, on=programme.on)
    check_shifts(people, on=programme.on, starts_at=programme.starts_at, ends_at=programme.ends_at)
    activity.title, activity.on = programme.title.strip(), programme.on
    activity.starts_at, activity.ends_at = programme.starts_at, programme.ends_at
    activity.place, activity.agenda = programme.place.strip(), programme.agenda.strip()
    activity.lead = programme.lead
    activity.save()
    activity.others.set([room for room in programme.others if room.pk != activity.room_id])
    dropped = ask(activity, [*people, *_brought(activity)])
    if programme.study is not None:
        set_items(activity, programme.study)
    return dropped


def _brought(activity: Activity) -> list[Person]:
    """Whom the rooms that take part send: only they take them off again (``bring_people``)."""
    held = Posting.objects.current_on(activity.on)
    theirs = held.filter(room__in=activity.others.values("pk")).values("person")
    own = held.filter(room=activity.room_id).values("person")
    sent = activity.participants.filter(person__in=theirs).exclude(person__in=own)
    return [one.person for one in sent.select_related("person")]
