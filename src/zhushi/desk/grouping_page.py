"""What the board of a draft shows: columns, the card that was opened, the map beside them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

from zhushi.core.jobs import FAILED
from zhushi.core.models import Job
from zhushi.desk.room_map import Mark, RoomMap, room_map
from zhushi.grouping.actions.make_draft import worded
from zhushi.grouping.choices import WishKind
from zhushi.grouping.cost import STREET_DIGITS
from zhushi.grouping.explain import (
    Column,
    Seat,
    Way,
    columns_of,
    names_of,
    partners_of,
    rooms_of,
    seats_of,
    ways_of,
)
from zhushi.grouping.models import Draft
from zhushi.grouping.papers import Papers, papers_of
from zhushi.grouping.reckoned import about_price, is_long, latest, trial_from
from zhushi.grouping.solver import ImpossibleError
from zhushi.grouping.wishes import Trial, trial_of
from zhushi.ui import charts

AT_ONCE, ON_A_PAGE = 20, 12
"""Up to so many rooms stand on one page; more are laid out area by area."""
NEAREST, CHOICES, HITS = 20, 100, 50


@dataclass(frozen=True)
class Area:
    """Neighbouring rooms that are shown together."""

    number: int
    label: str
    columns: Sequence[Column]


@dataclass
class Chosen:
    """The person whose card was opened: every room's way, and the price of the one asked for.

    Of a big draft that is long work: is_unasked: nobody has asked for this price; is_waiting: it
    is being worked out, by ``job`` if this login may watch it.
    """

    seat: Seat
    ways: list[Way]
    partners: list[tuple[str, str]]
    target: str = ""
    target_name: str = ""
    trial: Trial | None = None
    chain: tuple[tuple[str, str, str | None, str], ...] = ()
    refusal: str = ""
    is_unasked: bool = False
    is_waiting: bool = False
    job: Job | None = None

    @property
    def rank(self) -> int:
        """How many rooms are no farther than the one here, from 1."""
        return next(way.rank for way in self.ways if way.code == self.seat.room)

    @property
    def nearest(self) -> list[Way]:
        """The rooms worth a line; all others are in the list to choose from."""
        first = {way.code for way in self.ways[:NEAREST]} | {self.seat.room}
        return [way for way in self.ways if way.code in first]

    @property
    def drawn_along(self) -> set[str]:
        """Who else would have to move."""
        return {ref for ref, *_ in self.chain} - {self.seat.ref}


@dataclass(frozen=True)
class Dot:
    """One person on the map; ``line`` leads to the room."""

    seat: Seat
    x: float
    y: float
    line: str


@dataclass
class DraftMap:
    """The rooms of a draft, the people shown where their homes are known, and who would move."""

    ground: RoomMap
    dots: list[Dot] = field(default_factory=list)
    arrows: list[str] = field(default_factory=list)


def board_of(
    draft: Draft, *, person: str, room: str, area: str, user: Any, words: str = ""
) -> dict[str, Any]:
    """Everything the page of a draft says; reckons ways and prices only of what is shown.

    words: part of a name that is looked for among everybody of the draft.
    """
    papers = papers_of(draft)
    columns = rooms_of(draft)
    areas = areas_of(columns)
    here = papers.seats.get(person)
    current = _current(areas, area, here)
    codes = {column.code for column in current.columns}
    if len(areas) > 1:
        filled = {column.code: column for column in columns_of(draft, codes)}
        shown: Sequence[Column] = [filled[column.code] for column in current.columns]
    else:
        shown = columns_of(draft)
    current = replace(current, columns=shown)
    seat = seats_of(draft, [person])[0] if here else None
    chosen = _chosen(draft, columns, seat, room, user) if seat else None
    near = _near(columns, codes, chosen) if len(areas) > 1 else columns
    return {
        "words": words,
        "hits": _hits(papers, words) if words else [],
        "draft": draft,
        "papers": papers,
        "areas": areas if len(areas) > 1 else [],
        "area": current,
        "columns": shown,
        "chosen": chosen,
        "opened": chosen.seat.ref if chosen else "",
        "drawn_along": chosen.drawn_along if chosen else frozenset(),
        "map": _map(near, shown, chosen),
        "off_map": [s for column in shown for s in column.seats if s.home is None],
        "everybody": [] if chosen is None else _others(shown, chosen),
        "options": _options(chosen, codes) if chosen else [],
        "steps": list(draft.steps.select_related("by__person")),
        "people": len(papers.people),
        "rooms": len(columns),
        "kilometres": papers.result["parts"]["travel"] / 1000,
        "locked": len(papers.locked),
        "pairs": sum(kind == WishKind.TOGETHER for _, kind, _ in papers.wishes),
    }


def areas_of(columns: Sequence[Column]) -> list[Area]:
    """The rooms street by street in pages of about twelve; one area if there are few."""
    if len(columns) <= AT_ONCE:
        return [Area(1, "", columns)]
    pages: list[list[Column]] = [[]]
    for column in sorted(columns, key=lambda column: (column.division, column.code)):
        page = pages[-1]
        is_next = not page or page[-1].division[:STREET_DIGITS] != column.division[:STREET_DIGITS]
        if len(page) >= ON_A_PAGE or (is_next and len(page) > ON_A_PAGE * 2 // 3):
            pages.append([])
        pages[-1].append(column)
    return [Area(n, f"{page[0].name}一带", page) for n, page in enumerate(pages, start=1)]


def _near(columns: Sequence[Column], codes: set[str], chosen: Chosen | None) -> list[Column]:
    """The rooms a map of one area needs: those shown, and those between which somebody moves."""
    wanted = set(codes)
    if chosen:
        wanted |= {chosen.seat.room, chosen.target}
        for step in chosen.trial.chain if chosen.trial else ():
            wanted |= {step.source or "", step.target}
    return [column for column in columns if column.code in wanted]


def _hits(papers: Papers, words: str) -> list[tuple[str, str, str]]:
    """Who has these words in the name, with the room; no more than can be read."""
    found = list(islice((row for row in papers.people if words in row["name"]), HITS))
    return [(row["id"], row["name"], papers.names[papers.seats[row["id"]]]) for row in found]


def _options(chosen: Chosen, codes: set[str]) -> list[Way]:
    """The rooms to choose from: the nearest hundred, and those that are shown."""
    wanted = codes | {way.code for way in chosen.ways[:CHOICES]}
    return [way for way in chosen.ways if way.code in wanted]


def _current(areas: list[Area], wanted: str, room: str | None) -> Area:
    """The area asked for, else that of the person whose card is open, else the first."""
    for area in areas:
        if str(area.number) == wanted:
            return area
    for area in areas:
        if any(column.code == room for column in area.columns):
            return area
    return areas[0]


def _chosen(draft: Draft, columns: list[Column], seat: Seat, room: str, user: Any) -> Chosen:
    names = names_of(draft)
    partners = [(ref, names.get(ref, ref)) for ref in partners_of(draft, seat.ref)]
    found = Chosen(seat, ways_of(draft, seat.ref), partners)
    if not draft.is_open or room == seat.room or room not in {c.code for c in columns}:
        return found
    found.target, found.target_name = room, names[room]
    if is_long(draft):
        _worked_out(found, draft, room, user)
    else:
        _work_out(found, draft, room)
    found.chain = tuple(
        (step.person, names[step.person], names.get(step.source), names[step.target])
        for step in (found.trial.chain if found.trial else ())
    )
    return found


def _work_out(found: Chosen, draft: Draft, room: str) -> None:
    """The price, at once."""
    papers, wish = papers_of(draft), (found.seat.ref, WishKind.LOCK, room)
    try:
        found.trial = trial_of(papers.question, papers.wishes, papers.result, wish)
    except ImpossibleError as error:
        found.refusal = worded(str(error), papers.question)


def _worked_out(found: Chosen, draft: Draft, room: str, user: Any) -> None:
    """The price as a job has found it, or how far that is; one statement."""
    job = latest(about_price(draft, found.seat.ref, room))
    if job is None or job.said == FAILED:
        found.is_unasked = True
    elif job.found is not None:
        found.trial = trial_from(job.found)
    elif job.is_open:
        found.is_waiting, found.job = True, job if job.user_id == user.pk else None
    else:
        found.refusal = job.said


def _others(columns: Iterable[Column], chosen: Chosen) -> list[tuple[str, list[Seat]]]:
    """Everybody a person may be kept together with, room by room."""
    out = {chosen.seat.ref, *(ref for ref, _ in chosen.partners)}
    groups = ((c.name, [s for s in c.seats if s.ref not in out]) for c in columns)
    return [(name, seats) for name, seats in groups if seats]


def _map(
    columns: Sequence[Column], shown: Sequence[Column], chosen: Chosen | None
) -> DraftMap | None:
    homes = [s.home for column in shown for s in column.seats if s.home]
    ground = room_map([Mark(c.code, c.name, c.at) for c in columns if c.at], homes)
    if ground is None:
        return None
    rooms = {mark["code"]: (mark["x"], mark["y"]) for mark in ground.marks}
    found = DraftMap(ground)
    for column in shown:
        for seat in column.seats:
            if seat.home:
                x, y = ground.place(seat.home)
                end = rooms.get(column.code)
                found.dots.append(Dot(seat, x, y, f"M{x},{y}L{end[0]},{end[1]}" if end else ""))
    for step in chosen.trial.chain if chosen and chosen.trial else ():
        if step.source in rooms and step.target in rooms:
            found.arrows.append(charts.bow(rooms[step.source], rooms[step.target]))
    return found
