"""What the story tries and the house may refuse."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.db import connection, transaction

from zhushi.core.errors import Refused


@contextmanager
def attempt() -> Iterator[None]:
    """Do it, or leave no trace where it is refused.

    The build has no savepoints (`build.py`), without which a refusal inside an action would
    break the whole transaction; here is one.
    """
    had = connection.features.uses_savepoints
    connection.features.uses_savepoints = True
    try:
        with suppress(Refused), transaction.atomic():
            yield
    finally:
        connection.features.uses_savepoints = had
