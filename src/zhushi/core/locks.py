"""Several rows are locked in one order, so that two clients cannot wait in a ring."""

from typing import Any

from django.db.models import QuerySet


def lock(rows: QuerySet[Any]) -> None:
    """Lock rows until the transaction ends, in the order of their keys.

    Where rows of several kinds are locked: days, then rooms, then people. What merely names them
    may still be stored by others.
    """
    held = rows.select_for_update(of=("self",), no_key=True).order_by("pk")
    list(held.values_list("pk", flat=True))
