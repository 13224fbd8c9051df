"""What a login may name in a filter: rooms, units, topics, delegates, fetched at one go."""

from collections.abc import Iterable, Mapping, Sized
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection

from zhushi.matters.models import Topic
from zhushi.people.access import Scope
from zhushi.people.choices import Role
from zhushi.people.models import Person, Posting
from zhushi.rooms.models import Unit, Workroom


@dataclass(frozen=True)
class Option:
    """One thing a filter may name: ``key`` stands in the address, ``label`` on the screen."""

    pk: Any
    key: str
    label: str
    parent: int | None = None


@dataclass(frozen=True)
class Options:
    """Everything a login may name in a filter, by its key."""

    rooms: Mapping[str, Option] = field(default_factory=dict)
    units: Mapping[str, Option] = field(default_factory=dict)
    topics: Mapping[str, Option] = field(default_factory=dict)
    delegates: Mapping[str, Option] = field(default_factory=dict)
    communities: Mapping[str, Option] = field(default_factory=dict)


NOWHERE = Option(None, "none", "没有写明社区")


def options_for(
    scope: Scope, districts: Iterable[int], on: date, *, community: str = ""
) -> Options:
    """What may be named within a scope: one statement.

    districts: those of the login's postings. Rooms are the scope's own, or all of the districts
    for an office or a unit; delegates are those on duty in these rooms today; of communities
    only the one asked for, since no field offers them.
    """
    inside = sorted(set(districts))
    if not inside:
        return Options()
    rooms: list[int | None]
    places, rooms = f"r.district_id IN ({_marks(inside)})", [*inside]
    if not (scope.districts or scope.units):
        own = sorted(scope.rooms | scope.own_rooms)
        places, rooms = f"r.id IN ({_marks(own)})", [*own] or [None]
    by_slug = community not in ("", NOWHERE.key)
    statement = (_STATEMENT + _COMMUNITY * by_slug).format(
        places=places, inside=_marks(inside), **_TABLES
    )
    day = connection.ops.adapt_datefield_value(on)
    asked = [*rooms, *inside, *inside, Role.DELEGATE, day, day, *rooms]
    asked += [community.replace("\0", ""), *inside] if by_slug else []
    kinds = ("room", "unit", "topic", "delegate", "community")
    found: dict[str, list[Option]] = {kind: [] for kind in kinds}
    found["community"] += [NOWHERE] if community == NOWHERE.key else []
    with connection.cursor() as cursor:
        cursor.execute(statement, asked)
        rows = cursor.fetchall()
    for kind, pk, key, label, _rank, parent in sorted(rows, key=lambda row: (row[4], row[1])):
        found[kind].append(Option(pk, key or str(pk), label, parent))
    return Options(*({o.key: o for o in _in_order(found[kind])} for kind in found))


_TABLES = {
    "room": Workroom._meta.db_table,
    "unit": Unit._meta.db_table,
    "topic": Topic._meta.db_table,
    "posting": Posting._meta.db_table,
    "person": Person._meta.db_table,
}
# Written out, since the ORM takes longer to put this union together than the page to be read.
_STATEMENT = """
SELECT 'room', r.id, r.code, r.name, r.tier, CAST(NULL AS bigint) FROM {room} r WHERE {places}
UNION ALL
SELECT 'unit', u.id, u.slug, u.name, u.code, CAST(NULL AS bigint) FROM {unit} u
WHERE u.is_handler AND u.district_id IN ({inside})
UNION ALL
SELECT 'topic', t.id, '', t.name, '', t.parent_id FROM {topic} t
WHERE t.district_id IN ({inside})
UNION ALL
SELECT 'delegate', MIN(d.id), p.ref, p.name, '', CAST(NULL AS bigint)
FROM {posting} d JOIN {person} p ON p.id = d.person_id JOIN {room} r ON r.id = d.room_id
WHERE d.role = %s AND d.starts_on <= %s AND (d.ends_on IS NULL OR d.ends_on >= %s) AND {places}
GROUP BY p.ref, p.name
"""
_COMMUNITY = """
UNION ALL
SELECT 'community', u.id, u.slug, u.name, '', CAST(NULL AS bigint) FROM {unit} u
WHERE u.slug = %s AND u.district_id IN ({inside})
"""


def _marks(values: Sized) -> str:
    return ", ".join(["%s"] * len(values)) or "%s"


def _in_order(options: list[Option]) -> list[Option]:
    """Those below another right behind it; nothing else changes place."""
    below: dict[int | None, list[Option]] = {}
    for option in options:
        below.setdefault(option.parent, []).append(option)
    found = []
    for option in below.get(None, []):
        found += [option, *below.get(option.pk, [])]
    return found
