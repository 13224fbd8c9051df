"""The list of kinds; the only place that knows them all. Reception has tables of its own."""

from zhushi.activities.choices import ActivityKind
from zhushi.activities.kinds import (
    contact,
    publicity,
    research,
    service,
    study,
    symposium,
    visit,
)
from zhushi.activities.kinds.base import Kind

KINDS: dict[ActivityKind, Kind] = {
    module.KIND.code: module.KIND
    for module in (contact, visit, study, publicity, symposium, service, research)
}

PUBLIC = frozenset(code for code, kind in KINDS.items() if kind.is_public)
"""Kinds that are announced to everybody and reported of."""


def has_route(kind: str, form: str) -> bool:
    """Whether people go from door to door there, so that it can have a route."""
    return kind == ActivityKind.VISIT or form == "DOORSTEP"


def kind_of(code: str) -> Kind:
    """The kind with a stored word; raises KeyError."""
    return KINDS[ActivityKind(code)]
