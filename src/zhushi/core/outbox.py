"""Notices to people, stored in the transaction of what they tell of."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import CharField, DateTimeField, QuerySet, Value

from zhushi.core.models import Notice


def tell(
    users: Iterable[int] | QuerySet[Any, int],
    *,
    event: str,
    text: str,
    about: str,
    at: datetime,
    but: Any = None,
) -> None:
    """Leave one notice for each login; the same event twice is one notice. One statement.

    users: keys of logins, or the query for them; but: the login that is not told, since it acted.
    text: what happened, never what a resident said (trust.md §5.3 item 11); about: kind and
    number of what it tells of, e.g. ``matter:DJ-2026-0001``.
    """
    if isinstance(users, QuerySet):
        _tell_found(users.exclude(pk=but.pk) if but else users, event, text, about, at)
        return
    told = set(users) - {but.pk if but else None}
    Notice.objects.bulk_create(
        [
            Notice(user_id=user, event=event, text=text, about=about, created_at=at)
            for user in sorted(told)
        ],
        ignore_conflicts=True,
    )


_INSERT = {
    "sqlite": "INSERT OR IGNORE INTO {table} ({columns}) {rows}",
    "postgresql": "INSERT INTO {table} ({columns}) {rows} ON CONFLICT DO NOTHING",
}


def _tell_found(users: QuerySet[Any, int], event: str, text: str, about: str, at: datetime) -> None:
    """As ``tell``, with the finding and the telling in one statement, which the ORM cannot."""
    connection = connections[users.db]
    told = {"event": event, "text": text, "about": about}
    values = {name: Value(value, output_field=CharField()) for name, value in told.items()}
    values["created_at"] = Value(at, output_field=DateTimeField())
    found = users.order_by().annotate(**{f"{name}_": value for name, value in values.items()})
    try:
        rows, params = found.values_list(
            "pk", *(f"{name}_" for name in values)
        ).query.sql_with_params()
    except EmptyResultSet:
        return
    statement = _INSERT[connection.vendor].format(
        table=Notice._meta.db_table, columns=", ".join(["user_id", *values]), rows=rows
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, params)


def mark_read(notices: QuerySet[Notice], *, at: datetime) -> int:
    """Mark a queryset of one login's notices as read; returns how many were unread."""
    return notices.filter(read_at=None).update(read_at=at)
