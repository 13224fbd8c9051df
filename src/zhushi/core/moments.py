"""Between moments and local days; reads no clock."""

from datetime import date, datetime, time

from django.utils.timezone import get_default_timezone, localtime, make_aware


def day_of(at: datetime) -> date:
    """The local day on which the moment ``at`` falls."""
    return localtime(at, get_default_timezone()).date()


def start_of(on: date) -> datetime:
    """The first moment of the local day ``on``."""
    return make_aware(datetime.combine(on, time.min), get_default_timezone())


def moment_of(on: date, at: time) -> datetime:
    """The aware moment of a local wall-clock time on a local day."""
    return make_aware(datetime.combine(on, at), get_default_timezone())
