"""Many counts in one statement, each walking its own stretch of an index.

A board counts a dozen months twice. Asked through the ORM these are 24 queries to build for one to
run, and building them costs more than counting; so the scope is put into SQL once, by the queryset
itself, and only the two bounds of each period are added.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import QuerySet

from zhushi.core.moments import start_of


@dataclass(frozen=True)
class Part:
    """One value to be read: a scalar subquery and what it is given."""

    sql: str
    params: Sequence[Any] = ()


NOTHING, ZERO = Part("NULL"), Part("0")


class Rows:
    """A queryset without order, put into SQL once, to be counted over several periods."""

    def __init__(self, rows: QuerySet[Any]) -> None:
        self.connection = connections[rows.db]
        self.table = rows.model._meta.db_table
        self.part = _part(rows.order_by().values("pk"))

    def during(self, column: str, since: date, until: date | None) -> Part:
        """How many have ``column`` in the whole local days from ``since`` to ``until``."""
        if self.part is None:
            return ZERO
        quote, adapt = self.connection.ops.quote_name, self.connection.ops.adapt_datetimefield_value
        name = f"{quote(self.table)}.{quote(column)}"
        sql, params = f"{self.part.sql} AND {name} >= %s", [*self.part.params]
        params.append(adapt(start_of(since)))
        if until:
            sql += f" AND {name} < %s"
            params.append(adapt(start_of(until + timedelta(days=1))))
        return _count(Part(sql, params))


def length_of(rows: QuerySet[Any]) -> Part:
    """How many rows there are."""
    part = _part(rows.order_by().values("pk"))
    return _count(part) if part else ZERO


def first_of(rows: QuerySet[Any], column: str) -> Part:
    """The smallest value of one column; None when there is no row."""
    part = _part(rows.order_by(column).values(column)[:1])
    return Part(f"({part.sql})", part.params) if part else NOTHING


def read(wanted: Mapping[str, Part], *, using: str) -> dict[str, Any]:
    """The values of all parts, by their names; one statement, whatever their number."""
    sql = "SELECT " + ", ".join(part.sql for part in wanted.values())
    with connections[using].cursor() as cursor:
        cursor.execute(sql, [value for part in wanted.values() for value in part.params])
        return dict(zip(wanted, cursor.fetchone(), strict=True))


def _count(part: Part) -> Part:
    # No word of a request is in here: the SQL is the queryset's own, values travel beside it.
    return Part(f"(SELECT COUNT(*) FROM ({part.sql}) counted)", part.params)  # noqa: S608


def _part(rows: QuerySet[Any]) -> Part | None:
    """A queryset in SQL; None where it can have no row."""
    try:
        return Part(*rows.query.get_compiler(rows.db).as_sql())
    except EmptyResultSet:
        return None
