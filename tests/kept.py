"""The world is built once a process and put back from its rows for every test after."""

import pickle
from dataclasses import dataclass

from django.apps import apps
from django.db import connection

from tests.world import World, build


@dataclass(frozen=True)
class Kept:
    """What building left: the objects by name, and the rows of every table that has some."""

    world: bytes
    tables: tuple[tuple[str, list[tuple]], ...]


_kept: dict[str, Kept] = {}
"""By kind of database; a process has one."""


def world() -> World:
    """The small world in an empty database, each test with objects of its own.

    It is built through the actions the first time. Numbers given by the database run on where
    they stood then: a sequence of PostgreSQL does not go back, and SQLite goes on from the last.
    """
    if connection.vendor not in _kept:
        before = _rows()
        built = build()
        new = {
            name: [row for row in rows if row not in before[name]] for name, rows in _rows().items()
        }
        left = tuple((name, rows) for name, rows in new.items() if rows)
        _kept[connection.vendor] = Kept(pickle.dumps(built), left)
        return built
    kept = _kept[connection.vendor]
    with connection.cursor() as cursor, connection.constraint_checks_disabled():
        for table, rows in kept.tables:
            marks = ", ".join(["%s"] * len(rows[0]))
            cursor.executemany(
                f"INSERT INTO {connection.ops.quote_name(table)} VALUES ({marks})", rows
            )
    return pickle.loads(kept.world)


def _rows() -> dict[str, list[tuple]]:
    """All rows of our tables, parents before children."""
    found = {}
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            table = model._meta.db_table
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            found[table] = cursor.fetchall()
    return found
