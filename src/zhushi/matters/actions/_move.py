"""The one mover: status, step, clocks, audit and notices change together or not at all."""

from collections.abc import Iterable
from datetime import datetime

from zhushi.core import audit, outbox
from zhushi.core.errors import Stale
from zhushi.core.moments import day_of
from zhushi.matters import notices
from zhushi.matters.actions._clocks import turn_clocks
from zhushi.matters.lifecycle import EDGES, FINAL, label_of, target_of
from zhushi.matters.models import Dispatch, Matter, Step
from zhushi.people.access import holdings


def take(matter: Matter, verb: str, *, seen: int | None = None) -> Matter:
    """Lock a matter for a verb.

    seen: the version the screen showed. Raises Stale if somebody moved it since, Refused if
    the verb does not start at its status.
    """
    locked = Matter.objects.locked(matter)
    if seen is not None and seen != locked.version:
        last = locked.steps.order_by("-pk").first()
        told = (
            f"{last.by_label or '来访人'}刚刚办了“{label_of(last.verb)}”" if last else "有人先办了"
        )
        raise Stale(f"{told}，这一页已经不是最新的。请看一眼再办，您填的内容还在。")
    target_of(verb, locked.status, locked.kind)
    return locked


def move(
    matter: Matter,
    verb: str,
    *,
    by,
    at: datetime,
    said: str = "",
    public: str | None = None,
    dispatches: Iterable[Dispatch] = (),
    due_days: int | None = None,
    tell: bool = True,
    **facts,
) -> Matter:
    """Take one edge of the lifecycle with a locked matter.

    said: the internal line; public: what the resident reads instead of the table's sentence;
    dispatches: those whose clocks start or stop; due_days: a length that replaces the profile's
    (0 = same day); facts: plain values for the audit line, never content or identity.
    """
    source, matter.status = matter.status, target_of(verb, matter.status, matter.kind)
    matter.closed_at = (matter.closed_at or at) if matter.status in FINAL else None
    matter.version += 1
    turn_clocks(matter, verb, on=day_of(at), at=at, dispatches=dispatches, due_days=due_days)
    matter.save()
    record(matter, verb, source=source, by=by, at=at, said=said, public=public, **facts)
    if tell:
        announce_move(matter, verb, by=by, at=at)
    return matter


def announce_move(
    matter: Matter, verb: str, *, by, at: datetime, users: Iterable[int] | None = None
) -> None:
    """Leave a notice for everybody a move concerns, except who made it."""
    if users is None:
        users = notices.recipients(matter, verb, on=day_of(at))
    if users is not None:
        outbox.tell(
            users,
            but=by,
            event=f"matter:{matter.pk}:{matter.version}",
            text=notices.text_of(matter, verb),
            about=notices.about(matter),
            at=at,
        )


def record(
    matter: Matter,
    verb: str,
    *,
    source: str,
    by,
    at: datetime,
    said: str = "",
    public: str | None = None,
    **facts,
) -> None:
    """Append the step people read and the audit line."""
    Step.objects.create(
        matter=matter,
        verb=verb,
        source=source,
        target=matter.status,
        at=at,
        by=by,
        by_label=label_for(by, at),
        said=said,
        public=label_public(verb) if public is None else public,
    )
    audit.record(
        f"matter.{verb}",
        target=matter.ref,
        district_id=matter.district_id,
        by=by,
        at=at,
        **facts,
    )


def label_for(by, at: datetime) -> str:
    """Place and name of who acted; empty for a resident or the system."""
    if by is None:
        return ""
    held = holdings(by, on=day_of(at)).postings
    place = held[0].room or held[0].unit if held else None
    return f"{place.name if place else ''} {by.person.name}".strip()


def label_public(verb: str) -> str:
    return "已登记" if verb == "register" else EDGES[verb].public
