"""What the page of one matter shows to one login; everything it asks, it asks here."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from django.urls import reverse

from zhushi.core.moments import day_of
from zhushi.core.perms import Perm
from zhushi.core.prose import Block, Picture
from zhushi.core.prose_text import numbered, parse, without_files
from zhushi.desk.clock_lines import ClockLine, clock_line
from zhushi.desk.forms.moves.base import dispatches_of
from zhushi.desk.moves import Move, moves_for
from zhushi.matters.access import (
    own_dispatch,
    rating_is_shut,
    reads_as_unit,
    sees_words,
    title_for,
    verbs_for,
)
from zhushi.matters.choices import (
    ClockStep,
    Exclusion,
    MessageSide,
    Satisfaction,
    Status,
)
from zhushi.matters.deadlines import SILENT
from zhushi.matters.lifecycle import ANSWER_TOLD, FINAL, TRIAGE, label_of
from zhushi.matters.models import (
    ApprovalStep,
    Clock,
    Dispatch,
    Enclosure,
    Matter,
    Reply,
    Settlement,
    Step,
)
from zhushi.matters.parts import Part, parts_of
from zhushi.matters.reference import calendar_of
from zhushi.matters.routing import ROUTES
from zhushi.people.access import Holdings
from zhushi.research.models import ReportPicture
from zhushi.ui.dates import day
from zhushi.vault.choices import Field, Purpose

OF_APPROVAL = frozenset({"check", "turn_down", "revise", "approve_step", "approve", "disapprove"})
HIDDEN_FROM_UNITS = OF_APPROVAL | frozenset(
    {"evaluate", "rate", "call_back", "rule_out", "merge", "register", "accept"}
)
SHARED_WITH_UNITS = frozenset(
    [
        "dispatch",
        "forward",
        "sign_in",
        "co_sign_in",
        "opine",
        "reply",
        "enter_reply",
        "send_back",
        "urge",
        "supervise",
        "hand_back",
        "co_hand_back",
        "grant",
        "uphold",
        "co_grant",
        "co_uphold",
        "ask_extension",
        "extend",
        "refuse_extension",
    ]
)
"""Steps whose internal line belongs to the thread of lead and co-handlers (trust.md §4)."""

STAFF_PARTS = ("message", "evaluation", "look", "consent", "follower")
UNIT_PARTS = ("message", "consent")


@dataclass(frozen=True)
class Offer:
    """One button: a move, where it leads and whether it is the likeliest."""

    move: Move
    url: str
    is_primary: bool


@dataclass
class Page:
    """The template reads these and asks nothing further of the database."""

    matter: Matter
    title: str
    as_unit: bool
    words: str
    are_own_words: bool
    dispatches: list[Dispatch]
    units: list[dict[str, Any]]
    steps: list[dict[str, Any]]
    clocks: list[ClockLine]
    offers: list[Offer]
    files: list[Enclosure]
    replies: list[Reply]
    parts: dict[str, list[Part]] = field(default_factory=dict)
    fields: list[tuple[str, str]] = field(default_factory=list)
    contact_told: str = ""
    chain: list[ApprovalStep] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    lines: list[tuple[Block, str]] = field(default_factory=list)
    pictures: list[ReportPicture] = field(default_factory=list)
    settlement: Settlement | None = None
    own_units: frozenset[int] = frozenset()

    @property
    def picture_urls(self) -> dict[str, str]:
        """Where the pictures of its text are fetched, by the name the text has for them."""
        ref = self.matter.ref
        return {
            one.uid: reverse("desk:file", kwargs={"ref": ref, "uid": one.uid})
            for one in self.pictures
        }

    @property
    def routes(self) -> list:
        """The decision table, as long as somebody decides where the matter goes."""
        triaging = self.matter.status in TRIAGE and not self.as_unit
        return list(ROUTES.values()) if triaging and self.offers else []

    @property
    def may_publish(self) -> bool:
        """Whether the answer was told, the resident agreed, and no copy is public now."""
        copy = getattr(self.matter, "publication", None)
        is_public = copy and copy.approved_at and not copy.recalled_at
        if self.matter.is_of_delegates:
            return self.matter.status in FINAL and not is_public
        agreed = any(part.one == Purpose.PUBLISH for part in self.parts["consent"])
        return self.matter.status in ANSWER_TOLD and agreed and not is_public

    @property
    def waits_for(self) -> str:
        """What a unit or a room that has nothing to do yet waits for; empty if nothing."""
        helps = any(not d.is_lead and d.unit_id in self.own_units for d in self.dispatches)
        if self.as_unit and helps and self.matter.status == Status.DISPATCHED:
            return "主办单位签收以后，这里可以提交协办意见。"
        if self.matter.status == Status.CLOSED and not self.as_unit:
            offered = {offer.move.noun for offer in self.offers}
            return "" if "archiving" in offered else "归档由党联办办理。"
        return ""

    @property
    def exclusion(self) -> str:
        found = self.matter.exclusion
        return Exclusion(found).label if found else ""

    @property
    def messages(self) -> list[dict[str, Any]]:
        """Questions and additions; a unit without the words reads only that there was one."""
        shown = []
        for part in self.parts["message"]:
            is_room = part.one == MessageSide.ROOM
            text = part.text
            if not (is_room or self.are_own_words):
                text = "本人补充了情况。原话不转单位，由工作室转告。"
            shown.append({"is_room": is_room, "at": part.at, "text": text})
        return shown

    @property
    def evaluations(self) -> list[dict[str, Any]]:
        return [
            {
                "at": part.at,
                "attitude": Satisfaction(part.one).label,
                "result": Satisfaction(part.two).label,
                "is_poor": Satisfaction.POOR in (part.one, part.two),
                "comment": part.text,
            }
            for part in self.parts["evaluation"]
        ]

    @property
    def looks(self) -> list[dict[str, Any]]:
        return [
            {
                "at": part.at,
                "by": part.one,
                "fields": "、".join(f.label for f in Field if f'"{f.value}"' in part.two),
                "reason": part.text,
            }
            for part in reversed(self.parts["look"])
        ]

    @property
    def followers(self) -> list[dict[str, Any]]:
        return [
            {"ref": p.one, "status": Status(p.two).label, "title": p.text}
            for p in self.parts["follower"]
        ]


def page_of(matter: Matter, held: Holdings, *, user_id: int, on: date) -> Page:
    """The page of a matter for a login on a day: nine statements at most, however much there is."""
    as_unit = reads_as_unit(matter, held)
    dispatches = dispatches_of(matter)
    own_words = sees_words(matter, held)
    own = own_dispatch(held.scope(Perm.MATTER_VIEW), dispatches)
    clocks = list(matter.clocks.filter(stopped_at=None)) if matter.status not in FINAL else []
    if as_unit:
        mine = {None, own.pk if own else None}
        clocks = [c for c in clocks if c.dispatch_id in mine]
    else:
        clocks = [c for c in clocks if c.step not in SILENT]
    parts = parts_of(matter, UNIT_PARTS if as_unit else STAFF_PARTS)
    is_shut: Callable[[date], bool] = partial(rating_is_shut, matter, held, on=on)
    parts["evaluation"] = [p for p in parts["evaluation"] if not is_shut(day_of(p.at))]
    files = matter.enclosures.select_related("attachment")
    lines = _lines(matter, clocks, dispatches, on=on)
    verbs = verbs_for(matter, held, dispatches)
    return Page(
        matter=matter,
        title=title_for(matter, held.scope(Perm.MATTER_VIEW)),
        as_unit=as_unit,
        words=without_files(matter.content) if own_words else matter.extract,
        are_own_words=own_words,
        dispatches=dispatches,
        units=_units(dispatches, lines),
        steps=_steps(matter, lines, as_unit=as_unit, user_id=user_id, is_shut=is_shut),
        clocks=lines,
        offers=offers_of(matter, verbs, parts),
        files=[f for f in files if f.is_for_units or not as_unit],
        replies=list(matter.replies.select_related("unit", "commitment", "scan")),
        parts=parts,
        fields=_fields(matter, held, parts, own),
        contact_told=_contact_told(matter, parts),
        **_of_delegates(matter, as_unit=as_unit),
        own_units=held.scope(Perm.MATTER_VIEW).units,
    )


def _of_delegates(matter: Matter, *, as_unit: bool) -> dict[str, Any]:
    """Who signed, how it was approved, what became of it; units read nothing of the approval."""
    if not matter.is_of_delegates:
        return {}
    lines = list(numbered(parse(matter.content)))
    has_pictures = any(isinstance(block, Picture) for block, _ in lines)
    pictures = ReportPicture.objects.handed_in_with(matter)
    chain = matter.approvals.select_related("approver", "deputy", "decided_by__person")
    return {
        "lines": lines,
        "pictures": list(pictures.select_related("attachment")) if has_pictures else [],
        "authors": [one.person.name for one in matter.proposers.select_related("person")],
        "chain": [] if as_unit else list(chain),
        "settlement": Settlement.objects.filter(matter=matter).first(),
    }


def offers_of(
    matter: Matter, verbs: list[str], parts: dict[str, list[Part]] | None = None
) -> list[Offer]:
    """The buttons, one of them the primary: closing waits behind a redo that is still due."""
    moves = moves_for(verbs)
    rated = (parts or {}).get("evaluation", [])
    is_poor = bool(rated) and Satisfaction.POOR in (rated[-1].one, rated[-1].two)
    likely = [m for m in moves if m.noun != "redo" or (is_poor and not matter.redo_count)]
    first = likely[0] if likely else None
    return [
        Offer(m, reverse(f"desk:{m.name}", kwargs={"ref": matter.ref}), m is first) for m in moves
    ]


def _lines(
    matter: Matter, clocks: Sequence[Clock], dispatches: Sequence[Dispatch], *, on: date
) -> list[ClockLine]:
    calendar = calendar_of(matter.district)
    of = {d.pk: d for d in dispatches}
    lines = []
    for clock in clocks:
        holder = of.get(clock.dispatch_id)
        step = clock.get_step_display()
        title = f"{holder.unit.label}{step}" if holder and not holder.is_lead else step
        lines.append(clock_line(clock, on=on, calendar=calendar, title=title))
    return lines


def _units(dispatches: Sequence[Dispatch], lines: Sequence[ClockLine]) -> list[dict[str, Any]]:
    of = {(line.clock.dispatch_id, line.clock.step): line for line in lines}
    answer = next((x for x in lines if x.clock.step in (ClockStep.REPLY, ClockStep.REDO)), None)
    return [
        {
            "part": d,
            "sign_in": of.get((d.pk, ClockStep.SIGN_IN)),
            "contact": of.get((d.pk, ClockStep.FIRST_CONTACT)),
            "reply": answer if d.ended_at is None else None,
            "hand_back": getattr(d, "hand_back", None),
            "extension": getattr(d, "extension", None),
        }
        for d in dispatches
    ]


def _steps(
    matter: Matter,
    lines: Sequence[ClockLine],
    *,
    as_unit: bool,
    user_id: int,
    is_shut: Callable[[date], bool],
) -> list[dict[str, Any]]:
    """The way so far, newest first, with the next due step on top."""
    shown: list[dict[str, Any]] = []
    for step in reversed(list(matter.steps.all())):
        if as_unit and step.verb in HIDDEN_FROM_UNITS:
            continue
        said = step.said if not as_unit or _is_shared(step, user_id) else ""
        if step.verb == "rate" and is_shut(day_of(step.at)):
            said = "评价的内容三十天以后可以看"
        if as_unit and step.verb == "note" and not said:
            continue
        shown.append(
            {
                "when": step.at,
                "title": _title_of(step),
                "text": "\n".join(filter(None, (said, step.by_label))),
                "public": bool(step.public) and not as_unit,
                "state": "",
            }
        )
    if shown and matter.status not in FINAL:
        shown[0]["state"] = "now"
    if ahead := next((x for x in lines if x.clock.step != ClockStep.HAND_BACK), None):
        when = f"到 {day(ahead.clock.due_on)}"
        shown.insert(0, {"when": when, "title": ahead.title, "text": "", "state": "next"})
    return shown


def _title_of(step: Step) -> str:
    """What was done; a rating the resident gave themselves is not one taken down for them."""
    by_resident = step.verb == "rate" and step.by_id is None
    return "本人评价" if by_resident else label_of(step.verb)


def _is_shared(step: Step, user_id: int) -> bool:
    told_to_all = step.verb == "note" and bool(step.public)
    return step.verb in SHARED_WITH_UNITS or step.by_id == user_id or told_to_all


def _fields(
    matter: Matter, held: Holdings, parts: dict[str, list[Part]], own: Dispatch | None
) -> list[tuple[str, str]]:
    """Which identity fields this login may ask to see, with their names; often none."""
    identity = matter.identity
    if identity is None or identity.forgotten_at or identity.is_anonymous:
        return []
    scope = held.scope(Perm.IDENTITY_LOOK)
    if matter.district_id in scope.districts or matter.room_id in scope.rooms:
        fields = list(Field)
        if not any(p.one == Purpose.HARDSHIP for p in parts["consent"]):
            fields.remove(Field.HARDSHIP)
    elif own and any(
        p.one == Purpose.CONTACT_TO_UNIT and p.two in (None, "", str(own.unit_id))
        for p in parts["consent"]
    ):
        fields = [Field.NAME, Field.PHONE]
    else:
        fields = []
    return [(f.value, f.label) for f in fields]


def _contact_told(matter: Matter, parts: dict[str, list[Part]]) -> str:
    if matter.is_of_delegates:
        return ""
    if matter.identity is None or matter.identity.is_anonymous:
        return "来访人没有留身份"
    given = any(p.one == Purpose.CONTACT_TO_UNIT for p in parts["consent"])
    return "本人同意把姓名和电话告诉承办单位" if given else "不向单位提供身份：本人没有勾选"
