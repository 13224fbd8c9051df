"""Keyset paging: a page begins after the last row of the one before; the last costs no more."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.core import signing
from django.db.models import Q, QuerySet
from django.http import QueryDict

SIZE = 50
COUNT_UP_TO = 3000
CURSOR = "after"
NUMBER = "page"


@dataclass(frozen=True)
class Page:
    """Rows and where the next and the first page are; what `{% pager page %}` draws."""

    rows: Sequence[Any]
    total: int | str | None
    first: int | None
    last: int | None
    start_url: str
    next_url: str
    size: int = SIZE
    unit: str = "件"


def keyset(
    rows: QuerySet[Any],
    params: QueryDict,
    order: Sequence[str],
    *,
    size: int = SIZE,
    unit: str = "件",
    is_counted: bool = True,
    counted: QuerySet[Any] | None = None,
) -> Page:
    """One page of `rows` in `order`, after `params["after"]`.

    `order` is like `("due_on", "-pk")`: no NULLs, the last key unique. Counts up to 3,000, beyond
    that the total reads “3000+”; not ``is_counted`` leaves the total out, where counting is dear;
    ``counted`` are the same rows, asked for in a way that is cheaper to count.
    A cursor that is not this list's own, unchanged, begins again: it is signed.
    """
    counted = rows if counted is None else counted
    total = counted.order_by()[: COUNT_UP_TO + 1].count() if is_counted else None
    keys = [(key.lstrip("-"), key.startswith("-")) for key in order]
    signer = _signer(rows, order)
    place = _read(params.get(CURSOR, ""), signer)
    seen = place[0] if place else 0
    ordered = rows.order_by(*order)
    if place:
        ordered = ordered.filter(_after(keys, place[1]))
    found = list(ordered[: size + 1])
    more, found = len(found) > size, found[:size]
    kept = params.copy()
    kept.pop(CURSOR, None)
    start = "?" + kept.urlencode()
    following = ""
    if more:
        cursor = _write(seen + len(found), [_value(found[-1], name) for name, _ in keys], signer)
        following = start + ("&" if len(start) > 1 else "") + urlencode({CURSOR: cursor})
    if total is None and not more:
        total = seen + len(found)
    return Page(
        found,
        f"{COUNT_UP_TO}+" if total is not None and total > COUNT_UP_TO else total,
        seen + 1 if found else None,
        seen + len(found) if found else None,
        start if place else "",
        following,
        size,
        unit,
    )


def numbered(rows: Sequence[Any], params: QueryDict, *, size: int = SIZE, unit: str = "件") -> Page:
    """One page of rows that had to be worked out all at once, by its number ``params["page"]``.

    For what the database cannot put in order; a number that is none, or too great, begins again.
    """
    said = params.get(NUMBER, "")
    number = int(said) if said.isascii() and said.isdigit() and len(said) < 7 else 1
    skipped = (number - 1) * size
    if not 0 <= skipped < len(rows):
        number, skipped = 1, 0
    found = rows[skipped : skipped + size]
    kept = params.copy()
    kept.pop(NUMBER, None)
    start = "?" + kept.urlencode()
    following = ""
    if skipped + size < len(rows):
        following = start + ("&" if len(start) > 1 else "") + urlencode({NUMBER: number + 1})
    return Page(
        found,
        len(rows),
        skipped + 1 if found else None,
        skipped + len(found) if found else None,
        start if number > 1 else "",
        following,
        size,
        unit,
    )


def _after(keys: Sequence[tuple[str, bool]], values: Sequence[Any]) -> Q:
    """(a, b) > (x, y) spelt out, since directions may differ."""
    found, equal = Q(), Q()
    for (name, falling), value in zip(keys, values, strict=True):
        found |= equal & Q(**{f"{name}__{'lt' if falling else 'gt'}": value})
        equal &= Q(**{name: value})
    # Says no more than the rest, but lets the database begin in the middle of its index.
    name, falling = keys[0]
    return found & Q(**{f"{name}__{'lte' if falling else 'gte'}": values[0]})


def _value(row: Any, name: str) -> Any:
    for part in name.split("__"):
        row = row[part] if isinstance(row, dict) else getattr(row, part)
    return row.isoformat() if isinstance(row, date | datetime) else row


def _signer(rows: QuerySet[Any], order: Sequence[str]) -> signing.Signer:
    """What is written for one list is nothing to another, whose columns are of other kinds."""
    return signing.Signer(salt=f"zhushi.ui.paging:{rows.model._meta.label}:{','.join(order)}")


def _write(seen: int, values: list[Any], signer: signing.Signer) -> str:
    raw = json.dumps([seen, *values], separators=(",", ":"), default=str).encode()
    return signer.sign(signing.b64_encode(raw).decode())


def _read(text: str, signer: signing.Signer) -> tuple[int, list[Any]] | None:
    try:
        seen, *values = json.loads(signing.b64_decode(signer.unsign(text).encode()))
    except signing.BadSignature:
        return None
    return seen, values
