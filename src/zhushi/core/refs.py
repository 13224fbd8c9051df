"""Reference numbers that people can read out on the telephone."""

from django.db import connection

from zhushi.core.models import Counter

_NEXT = (
    "INSERT INTO {table} (series, year, last) VALUES (%s, %s, %s) "
    "ON CONFLICT (series, year) DO UPDATE SET last = {table}.last + excluded.last RETURNING last"
)


def next_ref(series: str, year: int) -> str:
    """The next number of a series, like ``XZL-2026-0131``; no number is given twice.

    One statement: the row stays locked until the caller's transaction ends, and a rolled-back
    transaction leaves no gap.
    """
    return next_refs(series, year, 1)[0]


def next_refs(series: str, year: int, count: int) -> list[str]:
    """The next ``count`` numbers of a series, in order; one statement for all."""
    last = next_number(series, year, count)
    return [f"{series}-{year}-{number:04d}" for number in range(last - count + 1, last + 1)]


def next_number(series: str, year: int, count: int = 1) -> int:
    """The last of the next ``count`` numbers of a series and year, for those that name it anew."""
    with connection.cursor() as cursor:
        cursor.execute(_NEXT.format(table=Counter._meta.db_table), [series, year, count])
        (last,) = cursor.fetchone()
    return last
