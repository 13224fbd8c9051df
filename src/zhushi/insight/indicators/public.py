"""The year's figures as anybody may read them: counts, never a rate, nothing that points at few."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from zhushi.core.moments import start_of
from zhushi.matters.choices import Visibility
from zhushi.matters.lifecycle import ANSWER_COUNTED
from zhushi.matters.models import Matter
from zhushi.rooms.models import Unit

SMALLEST = 5


@dataclass(frozen=True)
class PublicFigures:
    """Counts of one year; None where the number may not be shown."""

    received: int | None
    answered: int | None
    pending: int | None


def figures(district: Unit, year: int) -> PublicFigures:
    """Matters of a district received in a year, those of them answered, and the others.

    Answered: the person was told or the matter is over. Sealed ones are in no count. One
    statement, over the year's matters: the portal keeps the answer for some minutes.
    """
    counted = Matter.objects.filter(
        district=district,
        visibility=Visibility.NORMAL,
        received_at__gte=start_of(date(year, 1, 1)),
        received_at__lt=start_of(date(year + 1, 1, 1)),
    ).aggregate(received=Count("pk"), answered=Count("pk", filter=Q(status__in=ANSWER_COUNTED)))
    return published(**counted)


def published(received: int, answered: int) -> PublicFigures:
    """What of two counts may be shown.

    Below five nothing; and one small part hides both parts, since each gives away the other.
    """
    if received < SMALLEST:
        return PublicFigures(None, None, None)
    pending = received - answered
    if any(0 < part < SMALLEST for part in (answered, pending)):
        return PublicFigures(received, None, None)
    return PublicFigures(received, answered, pending)
