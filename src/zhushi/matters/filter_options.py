"""What a login may name in a filter: rooms, units, topics, delegates, fetched at one go."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import BigIntegerField, CharField, F, Q, Value
from django.db.models.functions import Cast

from zhushi.matters.models import Topic
from zhushi.people.access import Scope
from zhushi.people.choices import Role
from zhushi.people.models import Posting
from zhushi.rooms.models import Unit, Workroom

_NO_WORD = Value("", output_field=CharField())


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


def options_for(scope: Scope, districts: Iterable[int], on: date) -> Options:
    """What may be named within a scope: one statement.

    districts: those of the login's postings. Rooms are the scope's own, or all of the districts
    for an office or a unit; delegates are those on duty in these rooms today.
    """
    inside = Q(district__in=list(districts))
    rooms = inside
    if not (scope.districts or scope.units):
        rooms &= Q(pk__in=scope.rooms | scope.own_rooms)
    places = Workroom.objects.filter(rooms)
    serving = Posting.objects.current_on(on).filter(
        inside, role=Role.DELEGATE, room__in=places.order_by().values("pk")
    )
    parts = (
        _options(places, "room", F("code"), F("name"), F("tier")),
        _options(
            Unit.objects.filter(inside, is_handler=True), "unit", F("slug"), F("name"), F("code")
        ),
        _options(Topic.objects.filter(inside), "topic", _NO_WORD, F("name"), _NO_WORD, F("parent")),
        _options(serving, "delegate", F("person__ref"), F("person__name"), _NO_WORD),
    )
    found: dict[str, list[Option]] = {"room": [], "unit": [], "topic": [], "delegate": []}
    for kind, pk, key, label, _rank, parent in sorted(
        parts[0].union(*parts[1:]), key=lambda row: (row[4], row[1])
    ):
        found[kind].append(Option(pk, key or str(pk), label, parent))
    return Options(*({o.key: o for o in _in_order(found[kind])} for kind in found))


def _options(rows: Any, kind: str, key: Any, label: Any, rank: Any, parent: Any = None) -> Any:
    """One part of the union; every part has the same columns of the same types."""
    return (
        rows.order_by()
        .annotate(
            kind_=Value(kind, output_field=CharField()),
            key_=Cast(key, CharField()),
            label_=Cast(label, CharField()),
            rank_=Cast(rank, CharField()),
            parent_=Cast(parent or Value(None), BigIntegerField()),
        )
        .values_list("kind_", "pk", "key_", "label_", "rank_", "parent_")
    )


def _in_order(options: list[Option]) -> list[Option]:
    """Those below another right behind it; nothing else changes place."""
    below: dict[int | None, list[Option]] = {}
    for option in options:
        below.setdefault(option.parent, []).append(option)
    found = []
    for option in below.get(None, []):
        found += [option, *below.get(option.pk, [])]
    return found
