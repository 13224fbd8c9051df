"""Numbers of what came, was answered and went in a period of whole local days, both included.

An open end is None. What is counted is within the scope whose rows are given.
"""

from datetime import date

from zhushi.core.moments import start_of
from zhushi.insight.counting import Part, Rows
from zhushi.matters.models import Matter
from zhushi.matters.querysets import MatterQuerySet
from zhushi.people.access import Scope


def received(rows: Rows, since: date, until: date | None = None) -> Part:
    """Matters received in the period, whatever became of them."""
    return rows.during("received_at", since, until)


def closed(rows: Rows, since: date, until: date | None = None) -> Part:
    """Matters closed in the period and not opened again; when they were received is no matter."""
    return rows.during("closed_at", since, until)


def answered(scope: Scope, since: date) -> MatterQuerySet:
    """Matters whose standing written answer was signed on or after ``since``.

    Answers that were sent back do not count; of a matter that was redone the last one counts.
    """
    return Matter.objects.in_scope(scope).filter(answered_at__gte=start_of(since)).order_by()
