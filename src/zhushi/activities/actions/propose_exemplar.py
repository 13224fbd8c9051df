"""A delegate is proposed as an example by a written reason; or the proposal is taken back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from zhushi.activities.actions._exemplar import audited, locked
from zhushi.activities.actions.make_pledge import check_public
from zhushi.activities.models import Activity, Exemplar, ExemplarWork, Project
from zhushi.core.errors import Refused
from zhushi.core.moments import day_of
from zhushi.people.choices import RECEIVING
from zhushi.people.models import Person, Posting
from zhushi.rooms.models import Workroom

SHORTEST = 20
"""Characters of a reason: a sentence that says what was done, no word of praise."""


@dataclass(frozen=True)
class Works:
    """What the reason rests on; the writer may see all of it, which is asked before."""

    activities: Sequence[Activity] = ()
    projects: Sequence[Project] = ()
    matters: Sequence[str] = ()


@transaction.atomic
def propose_exemplar(
    room: Workroom,
    *,
    person: Person,
    reason: str,
    works: Works = Works(),
    activity: Activity | None = None,
    by,
    at: datetime,
) -> Exemplar:
    """Propose a delegate of a room, or write the proposal anew before it is confirmed.

    Raises Refused for the own person, for who is no delegate of the room, for a reason of fewer
    than twenty characters or with a telephone number, and once it is confirmed.
    """
    reason = reason.replace("\r\n", "\n").strip()
    if len(reason) < SHORTEST:
        raise Refused(f"理由至少写 {SHORTEST} 个字：做了什么，别人能学什么。")
    check_public(reason)
    if by.person_id == person.pk:
        raise Refused("不能推荐自己。")
    if activity and activity.room_id != room.pk:
        raise Refused("这次走访是别的工作室的。")
    Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    seats = Posting.objects.current_on(day_of(at)).filter(room=room, role__in=RECEIVING)
    if not seats.filter(person=person).exists():
        raise Refused(f"{person.name}不是这个工作室的党代表。")
    exemplar = Exemplar.objects.filter(room=room, person=person).first()
    if exemplar is None:
        exemplar = Exemplar(district_id=room.district_id, room=room, person=person)
    if exemplar.confirmed_at:
        raise Refused(f"{person.name}已经确认为先进典型。要改理由，请先取消。")
    exemplar.reason, exemplar.activity = reason, activity
    exemplar.proposed_by, exemplar.proposed_at = by, at
    exemplar.save()
    _rest_on(exemplar, works)
    audited("exemplar.propose", exemplar, by, at)
    return exemplar


@transaction.atomic
def drop_exemplar(exemplar: Exemplar, *, by, at: datetime) -> None:
    """Take the proposal, or what was confirmed, back for good; the trail keeps that it was."""
    exemplar = locked(exemplar)
    audited("exemplar.drop", exemplar, by, at)
    exemplar.delete()


def _rest_on(exemplar: Exemplar, works: Works) -> None:
    exemplar.works.all().delete()
    rows = [ExemplarWork(exemplar=exemplar, activity=one) for one in works.activities]
    rows += [ExemplarWork(exemplar=exemplar, project=one) for one in works.projects]
    rows += [ExemplarWork(exemplar=exemplar, matter_ref=ref) for ref in works.matters]
    ExemplarWork.objects.bulk_create(rows)
