import re
import unicodedata
from datetime import date, datetime

from django.db import transaction

from zhushi.activities.choices import ActivityKind, ActivityStatus
from zhushi.activities.models import Activity, Pledge
from zhushi.core import audit
from zhushi.core.errors import Refused
from zhushi.core.moments import day_of
from zhushi.people.choices import RECEIVING
from zhushi.people.models import Person, Posting
from zhushi.rooms.models import Workroom

MANY_DIGITS = re.compile(r"\d[\d\s-]{5,}\d")
"""Telephones and identity numbers: what stands on the public board holds none."""


@transaction.atomic
def make_pledge(
    room: Workroom,
    *,
    person: Person,
    text: str,
    due_on: date,
    introduction: str = "",
    activity: Activity | None = None,
    by,
    at: datetime,
) -> Pledge:
    """Put what a delegate promised on the board; the same words of the same meeting once.

    Raises Refused for who does not receive in the room, without words or a day to come, for
    words with a telephone number, or at what is no introduction meeting.
    """
    text, introduction = text.strip(), introduction.strip()
    if not text:
        raise Refused("请写承诺做什么，一件具体的事。")
    check_public(text, introduction)
    if due_on <= day_of(at):
        raise Refused("做到的日子要在今天之后。")
    if activity is not None:
        _check_meeting(activity)
    held = Posting.objects.current_on(day_of(at)).filter(room=room, role__in=RECEIVING)
    locked = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if not held.filter(person=locked).exists():
        raise Refused(f"{person.name}不是这个工作室的党代表。")
    pledge, is_new = Pledge.objects.get_or_create(
        room=room,
        person=person,
        activity=activity,
        text=text,
        due_on=due_on,
        defaults={
            "district_id": room.district_id,
            "introduction": introduction,
            "said_at": at,
        },
    )
    if is_new:
        audited("pledge.make", pledge, by=by, at=at)
    return pledge


def check_public(*texts: str) -> None:
    """Raise Refused for words that hold a number of a person."""
    if any(MANY_DIGITS.search(unicodedata.normalize("NFKC", text)) for text in texts):
        raise Refused("承诺是公开的，请不要写电话和证件号码。")


def audited(event: str, pledge: Pledge, *, by, at: datetime) -> None:
    """Leave a line in the trail: whose pledge, never its words."""
    target = pledge.person.ref
    audit.record(event, target=target, district_id=pledge.district_id, by=by, at=at)


def _check_meeting(activity: Activity) -> None:
    if activity.kind != ActivityKind.CONTACT:
        raise Refused("承诺在见面会上作出。")
    if activity.status == ActivityStatus.CANCELLED:
        raise Refused("这次见面会取消了。")
