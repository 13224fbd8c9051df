"""Reference numbers that people can read out on the telephone."""

from django.db import connection

from zhushi.core.models import Counter

_NEXT = (
    "INSERT INTO {table} (series, year, last) VALUES (%s, %s, 1) "
    "ON CONFLICT (series, year) DO UPDATE SET last = {table}.last + 1 RETURNING last"
)


def next_ref(series: str, year: int) -> str:
    """The next number of a series, like ``XZL-2026-0131``; no number is given twice.

    One statement: the row stays locked until the caller's transaction ends, and a rolled-back
    transaction leaves no gap.
    """
    with connection.cursor() as cursor:
        cursor.execute(_NEXT.format(table=Counter._meta.db_table), [series, year])
        (last,) = cursor.fetchone()
    return f"{series}-{year}-{last:04d}"
