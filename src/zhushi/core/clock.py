"""The only reader of the system clock; the domain takes ``at=`` and ``on=`` instead."""

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    """The present moment, aware."""
    return timezone.now()


def today() -> date:
    """The local day: the UTC day is wrong in China until eight in the morning."""
    return timezone.localdate()
