"""How long written answers took."""

from collections import Counter
from datetime import date

from django.db.models import Count

from zhushi.insight.indicators.flow import answered
from zhushi.people.access import Scope

Span = tuple[int, int | None]
"""Working days from and to, both included; None for no upper end."""


def answers_by_workdays(scope: Scope, since: date) -> Counter[int]:
    """How many of the answers since ``since`` took how many working days from the receipt.

    The day of receipt is not counted. Only standing answers, as in ``flow.answered``.
    """
    counted = answered(scope, since).values_list("answer_days").annotate(Count("pk"))
    return Counter(dict(counted))


def spans_around(limit: int) -> list[Span]:
    """Six even spans up to a limit in working days, one half as long again, and the rest.

    For 30: 0–5, 6–10, … 26–30, 31–45, 46 and more. limit: at least 6, else its own days singly.
    """
    step = max(1, -(-limit // 6))
    spans: list[Span] = [(0, min(step, limit))]
    while spans[-1][1] is not None and spans[-1][1] < limit:
        first = spans[-1][1] + 1
        spans.append((first, min(first + step - 1, limit)))
    beyond = limit + max(1, limit // 2)
    return [*spans, (limit + 1, beyond), (beyond + 1, None)]


def within(taken: Counter[int], span: Span) -> int:
    """How many of ``answers_by_workdays`` fall into a span."""
    first, last = span
    return sum(n for days, n in taken.items() if first <= days and (last is None or days <= last))
