"""Questions about research that more than one page asks."""

from datetime import date

from zhushi.people.choices import RECEIVING
from zhushi.people.models import Person, Posting
from zhushi.rooms.models import Workroom


def able_to_sign(room: Workroom, *, on: date) -> list[Person]:
    """The delegates of a room on a day, its head among them, by name."""
    held = Posting.objects.current_on(on).filter(room=room, role__in=RECEIVING)
    return list(Person.objects.filter(pk__in=held.order_by().values("person")).order_by("name"))
