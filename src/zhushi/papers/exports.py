"""Kinds of files that take long: which rights they hang on, how one is made and how it is called.

A kind is registered by whoever knows how to make it; what only the desk can put together (duty
files, the file of a case) is registered there.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import astuple, dataclass
from datetime import datetime

from zhushi.core.errors import Refused
from zhushi.core.jobs import Watch
from zhushi.core.perms import Perm
from zhushi.matters.choices import Visibility
from zhushi.matters.models import Matter, Recusal
from zhushi.papers.models import Export, ExportKind
from zhushi.people.access import Holdings

JOB = "papers.export"
KEPT_DAYS = 7
CHANGED = "您现在能看到的内容和做这个文件时不一样了，请重新做一份。"
GONE = f"这个文件已过 {KEPT_DAYS} 天，已经删除。需要的话请重新做一份。"


@dataclass(frozen=True)
class Made:
    """A file as it was made: its bytes, the name it is kept under, how many rows or parts."""

    content: bytes
    name: str
    count: int


Make = Callable[[Export, Holdings, Watch, datetime], Made]


@dataclass(frozen=True)
class Kind:
    """How a kind is made, what it is of, and the rights whose reach decides what stands in it.

    reaches: whether a login may still have this one, by the arguments it was asked with.
    """

    make: Make
    content_type: str
    perms: Callable[[dict], tuple[Perm, ...]]
    reaches: Callable[[dict, Holdings], bool]


_KINDS: dict[str, Kind] = {}


def register_kind(code: ExportKind, kind: Kind) -> None:
    """Let a kind be asked for; called when the package is loaded."""
    _KINDS[code] = kind


def kind_of(export: Export) -> Kind:
    return _KINDS[export.kind]


def grasp_of(kind: str, args: dict, held: Holdings) -> str:
    """A fingerprint of what a login sees with the rights of a kind.

    Changes too when a matter of the district becomes sealed or a unit is recused: what stood in
    a file then is no longer for whoever fetches it.
    """
    perms = _KINDS[kind].perms(args)
    scopes = [[sorted(map(str, part or ())) if isinstance(part, frozenset) else str(part)
               for part in astuple(held.scope(perm))] for perm in perms]  # fmt: skip
    homes = {home for perm in perms for home in held.scope(perm).homes}
    units = {unit for perm in perms for unit in held.scope(perm).units}
    sealed = Matter.objects.filter(district__in=homes, visibility=Visibility.SEALED).count()
    recused = Recusal.objects.filter(unit__in=units).count() if units else 0
    told = repr([[perm.name for perm in perms], scopes, sealed, recused])
    return hashlib.sha256(told.encode()).hexdigest()


def refuse_changed(export: Export, held: Holdings) -> None:
    """Raise Refused where a login may not have this file any more, or sees other things now."""
    kind = kind_of(export)
    if not kind.reaches(export.args, held):
        raise Refused(CHANGED)
    if grasp_of(export.kind, export.args, held) != export.grasp:
        raise Refused(CHANGED)
