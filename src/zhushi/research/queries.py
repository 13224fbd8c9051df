"""Questions about research that more than one page asks."""

from datetime import date

from django.db.models import QuerySet

from zhushi.people.choices import RECEIVING
from zhushi.people.models import Person, Posting
from zhushi.research.models import Theme
from zhushi.rooms.models import Workroom


def able_to_sign(room: Workroom, *, on: date) -> list[Person]:
    """The delegates of a room on a day, its head among them, by name."""
    held = Posting.objects.current_on(on).filter(room=room, role__in=RECEIVING)
    return list(Person.objects.filter(pk__in=held.order_by().values("person")).order_by("name"))


def able_to_look_into(theme: Theme, *, on: date) -> QuerySet[Person]:
    """The delegates who can take part on a day: of the theme's room, or of all its district."""
    held = Posting.objects.current_on(on).filter(role__in=RECEIVING, district=theme.district_id)
    if theme.room_id:
        held = held.filter(room=theme.room_id)
    return Person.objects.filter(pk__in=held.order_by().values("person")).order_by("name", "pk")
