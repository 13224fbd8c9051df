"""What came of an activity: who came, then what was said; or both in one go, afterwards."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from zhushi.activities.actions._activity import ask, audited, check_people, locked
from zhushi.activities.actions.plan_activity import check_form, check_open
from zhushi.activities.choices import ActivityKind, ActivityStatus
from zhushi.activities.kinds import KINDS
from zhushi.activities.lifecycle import activity_target
from zhushi.activities.models import Activity, Statement
from zhushi.core import outbox
from zhushi.core.errors import Refused
from zhushi.core.moments import day_of
from zhushi.people.choices import Role
from zhushi.people.models import Person
from zhushi.people.queries import logins_in_room
from zhushi.rooms.models import Workroom


@dataclass(frozen=True)
class Said:
    """One statement: by a member of a team, or by whom the words say."""

    text: str
    person: Person | None = None
    speaker: str = ""


@transaction.atomic
def hold_activity(
    activity: Activity, *, came: Iterable[Person], came_count: int | None = None, by, at: datetime
) -> Activity:
    """Note that it took place, who of those asked came, and how many there were in all.

    Somebody who came unasked is added. Raises Refused before the day.
    """
    activity = locked(activity)
    if day_of(at) < activity.on:
        raise Refused("还没有到那天，办过以后再记。")
    came = list(came)
    check_people(came, district_id=activity.district_id, on=activity.on)
    activity.status = activity_target("hold", activity.status)
    activity.came_count = came_count
    activity.save(update_fields=["status", "came_count"])
    asked = [one.person for one in activity.participants.select_related("person")]
    ask(activity, dict.fromkeys([*asked, *came]))
    activity.participants.filter(person__in=came).update(has_come=True)
    activity.participants.exclude(person__in=came).update(has_come=False)
    audited("activity.hold", activity, by=by, at=at)
    return activity


@transaction.atomic
def record_activity(
    activity: Activity, *, record: str, said: Sequence[Said] = (), by, at: datetime
) -> Activity:
    """Write down what was said and done; statements are added to those there are.

    May be repeated until it is right; raises Refused where nothing is written.
    """
    record = record.replace("\r\n", "\n").strip()
    if not record:
        raise Refused("请写几句记录，一句话也行。")
    activity = locked(activity)
    activity.status = activity_target("record", activity.status)
    activity.record, activity.recorded_at = record, at
    activity.save(update_fields=["status", "record", "recorded_at"])
    _keep(activity, said, at)
    audited("activity.record", activity, by=by, at=at)
    return activity


@transaction.atomic
def note_activity(
    room: Workroom,
    *,
    kind: ActivityKind,
    form: str,
    on: date,
    record: str,
    title: str = "",
    place: str = "",
    lead: Person | None = None,
    said: Sequence[Said] = (),
    key: str,
    by,
    at: datetime,
) -> Activity:
    """Write down afterwards what nobody had planned: three things and it is kept.

    key: the form's own; the same form again gives the activity it made. Raises Refused for a day
    to come, a kind that is never unplanned, or nothing written. Where an opinion came with it, the
    room's liaison is told to make a matter of it.
    """
    check_form(kind, form)
    if not KINDS[kind].is_noted:
        raise Refused(f"{kind.label}要先计划、通知，不能补记。")
    if on > day_of(at):
        raise Refused("还没有到那天，办过以后再记。")
    record = record.replace("\r\n", "\n").strip()
    if not record:
        raise Refused("请写几句记录，一句话也行。")
    check_open(room, on)
    made, is_new = Activity.objects.get_or_create(
        key=f"{by.pk}:{key}",
        defaults={
            "district_id": room.district_id,
            "room": room,
            "kind": kind,
            "form": form,
            "on": on,
            "title": title.strip() or KINDS[kind].title_of(form),
            "place": place.strip(),
            "lead": lead,
            "record": record,
            "status": ActivityStatus.RECORDED,
            "created_at": at,
            "recorded_at": at,
        },
    )
    if not is_new:
        return made
    if lead:
        check_people([lead], district_id=room.district_id, on=on)
        ask(made, [lead])
        made.participants.update(has_come=True)
    kept = _keep(made, said, at)
    if kept:
        _tell_liaison(made, len(kept), by=by, at=at)
    audited("activity.note", made, by=by, at=at)
    return made


def _keep(activity: Activity, said: Sequence[Said], at: datetime) -> list[Statement]:
    return Statement.objects.bulk_create(
        Statement(
            activity=activity,
            person=one.person,
            speaker=one.speaker.strip(),
            text=one.text.strip(),
            created_at=at,
        )
        for one in said
        if one.text.strip()
    )


def _tell_liaison(activity: Activity, count: int, *, by, at: datetime) -> None:
    """Let the room's liaison know that opinions wait to become matters; never what they say."""
    outbox.tell(
        logins_in_room(activity.room_id, Role.LIAISON, on=day_of(at)),
        but=by,
        event=f"activity.said:{activity.pk}",
        text=f"{activity.on.month}月{activity.on.day}日{activity.room.name}“{activity.title}”"
        f"听到 {count} 条意见，请转成事项",
        about=f"activity:{activity.pk}",
        at=at,
    )
