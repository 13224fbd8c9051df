"""Which units may be charged with a matter, and who there is named to handle it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Subquery

from zhushi.matters.models import HandBack, Matter
from zhushi.people.choices import Role
from zhushi.people.models import Posting
from zhushi.rooms.choices import GRASSROOTS
from zhushi.rooms.models import Unit


@dataclass(frozen=True)
class Chargeable:
    """A unit, the person named there to respond (回应有专办), and whether the matter came back.

    came_back: a unit handed the matter back before, so that the next one cannot.
    """

    unit: Unit
    handler: UUID | None
    came_back: bool


def units_for(matter: Matter, *, on: date) -> list[Chargeable]:
    """The handling units of the matter's district without an interest in it; one statement.

    Communities and villages are not charged with what a department has to do.
    """
    named = Posting.objects.current_on(on).filter(unit=OuterRef("pk"), role=Role.HANDLER)
    returned = HandBack.objects.filter(dispatch__matter=matter, is_granted=True)
    units = (
        Unit.objects.of_district(matter.district_id)
        .handlers()
        .valid_on(on)
        .exclude(kind__in=GRASSROOTS)
        .exclude(pk__in=matter.recusals.values("unit"))
        .annotate(
            handler=Subquery(named.order_by("-starts_on", "-pk").values("person")[:1]),
            came_back=Exists(returned),
        )
    )
    return [Chargeable(unit, unit.handler, unit.came_back) for unit in units]
