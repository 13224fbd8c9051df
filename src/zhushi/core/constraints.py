"""Database checks that several models share."""

from django.db.models import CheckConstraint, F, Q


def both_or_neither(name: str, first: str, second: str) -> CheckConstraint:
    """Two columns are filled together or not at all."""
    return CheckConstraint(
        condition=Q(**{f"{first}__isnull": True, f"{second}__isnull": True})
        | Q(**{f"{first}__isnull": False, f"{second}__isnull": False}),
        name=f"{name}_{first}_with_{second}",
    )


def ends_after_start(name: str, start: str, end: str) -> CheckConstraint:
    """An open or later end; the last day is included."""
    return CheckConstraint(
        condition=Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gte": F(start)}),
        name=f"{name}_ends_after_it_starts",
    )
