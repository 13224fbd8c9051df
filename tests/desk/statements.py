"""Counting what a request asks of the database; transaction marks are no statements of ours."""

from contextlib import contextmanager

from django.db import connection
from django.test.utils import CaptureQueriesContext

MARKS = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "ROLLBACK")


@contextmanager
def at_most(number: int):
    """Fail with the statements themselves if there were more than ``number``."""
    with CaptureQueriesContext(connection) as captured:
        yield
    asked = [q["sql"] for q in captured.captured_queries if not q["sql"].startswith(MARKS)]
    listed = "\n".join(f"{n:2} {sql[:150]}" for n, sql in enumerate(asked, start=1))
    assert len(asked) <= number, f"{len(asked)} statements\n{listed}"
