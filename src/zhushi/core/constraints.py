"""Database checks that several models share."""

from django.db.models import CheckConstraint, F, Q


def ends_after_start(name: str, start: str, end: str) -> CheckConstraint:
    """An open or later end; the last day is included."""
    return CheckConstraint(
        condition=Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gte": F(start)}),
        name=f"{name}_ends_after_it_starts",
    )
