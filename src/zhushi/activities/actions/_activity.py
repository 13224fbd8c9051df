"""What every verb on an activity does alike: lock it, check who is asked, tell them."""

from collections.abc import Iterable
from datetime import date, datetime, time

from zhushi.activities.models import Activity, Participant
from zhushi.activities.shift_clashes import busy_at
from zhushi.core import audit, outbox
from zhushi.core.errors import Refused
from zhushi.core.locks import lock
from zhushi.people.models import Person, Posting, User


def locked(activity: Activity) -> Activity:
    found = Activity.objects.select_for_update(of=("self",)).select_related("room")
    return found.get(pk=activity.pk)


def check_people(people: Iterable[Person], *, district_id: int, on: date) -> None:
    """Raise Refused for whoever is in none of the district's teams on the day."""
    wanted = {person.pk: person for person in people}
    held = Posting.objects.current_on(on).filter(person__in=wanted, district=district_id)
    for key in set(wanted) - set(held.values_list("person", flat=True)):
        raise Refused(f"{wanted[key].name}那天不在任何一支队伍里，请另选。")


def check_shifts(
    people: Iterable[Person], *, on: date, starts_at: time | None, ends_at: time | None
) -> None:
    """Raise Refused for those who have a place in a shift at these hours, all of them named.

    They are locked, so that nobody signs up for a shift meanwhile.
    """
    wanted = {person.pk: person for person in people}
    if starts_at is None or not wanted:
        return
    lock(Person.objects.filter(pk__in=wanted))
    found = busy_at(wanted, on, starts_at, ends_at)
    if found:
        named = "、".join(f"{wanted[key].name}（“{title}”）" for key, title in found.items())
        raise Refused(f"{named}同一时间报了服务场次，请改时间，或者不请他们。")


def ask(activity: Activity, people: Iterable[Person]) -> list[Person]:
    """Let exactly these be asked; returns who was and is no longer."""
    people = list(people)
    gone = activity.participants.exclude(person__in=people)
    dropped = [one.person for one in gone.select_related("person")]
    gone.delete()
    asked = [Participant(activity=activity, person=person) for person in people]
    Participant.objects.bulk_create(asked, ignore_conflicts=True)
    return dropped


def tell(activity: Activity, verb: str, text: str, *, by, at: datetime) -> None:
    """Leave a notice for all who are asked, but for who acted; text: what follows the title."""
    asked = Person.objects.filter(participations__activity=activity)
    tell_people(activity, asked, verb, text, by=by, at=at)


def tell_people(
    activity: Activity, people: Iterable[Person], verb: str, text: str, *, by, at: datetime
) -> None:
    """The same for some people, each time anew."""
    users = User.objects.filter(person__in=people).values_list("pk", flat=True)
    outbox.tell(
        set(users),
        but=by,
        event=f"activity.{verb}:{activity.pk}:{at.timestamp():.0f}",
        text=f"{activity.on.month}月{activity.on.day}日{activity.room.name}“{activity.title}”{text}",
        about=f"activity:{activity.pk}",
        at=at,
    )


def audited(event: str, activity: Activity, *, by, at: datetime) -> None:
    audit.record(
        event,
        target=f"{activity.room.code}:{activity.on}",
        district_id=activity.district_id,
        by=by,
        at=at,
    )
