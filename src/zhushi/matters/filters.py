"""The one list of matters: what may be asked for, and the matters that answer.

Every figure on a board or a first page links to the list with these parameters, and its number
is the list's number:

    q         words, all of which must occur; a receipt code finds its matter
    room      code of a workroom
    unit      slug of the unit that leads
    topic     number of a topic, once or several times; one on top includes those below it
    community slug of the community it is about, or none
    status    one or several of choices.Status; ``open`` or ``done`` stand for all of their kind
    late      late (due before today), soon (due within three working days), provisional
    type      one of TYPES: choices.OpinionType, or a kind of what delegates hand in
    channel   one of choices.Channel
    delegate  ref of the delegate who received it
    since     received on or after this day, 2026-09-01
    until     received on or before this day
    closed_since, closed_until      closed on or after, on or before this day
    answered_since, answered_until  the standing written answer was signed in these days
    answer    class of the written answer that stands: A, B, C or D
    took      working days from receipt to that answer: 6-10, or 31- for 31 and more
    waits     extension: a unit asked for more time and nobody has decided
    mine      1: received by the login's own person
    order     due (default: by due day, then what has none, then what is over) or newest
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Protocol
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from zhushi.core import codes, receipts
from zhushi.core.moments import start_of
from zhushi.matters import search
from zhushi.matters.choices import OF_DELEGATES, Channel, OpinionType, ReplyClass, Status
from zhushi.matters.filter_options import Option, Options
from zhushi.matters.lifecycle import FINAL, SEALED_WAY
from zhushi.matters.models import Dispatch, Matter, Reply
from zhushi.matters.models.matter import OVER
from zhushi.people.access import Scope

PARAMETERS = (
    "q", "room", "unit", "topic", "community", "status", "late", "type", "channel", "delegate",
    "since", "until", "closed_since", "closed_until", "answered_since", "answered_until", "answer",
    "took", "waits", "mine", "order",
)  # fmt: skip
ORDERS = {
    "due": ("list_on", "-received_at", "-pk"),
    "newest": ("-received_at", "-pk"),
}
LATENESS = {"late": "已超期", "soon": "三个工作日内到期", "provisional": "时限待定"}
WAITS = {"extension": "申请延期，等裁定"}
GROUPS = {"open": "没办完的", "done": "办完的"}
STATUSES = {s.value: str(s.label) for s in Status if s not in SEALED_WAY}
TYPES = {str(word.value): str(word.label) for word in (*OpinionType, *sorted(OF_DELEGATES))}
LONGEST_QUERY = 100
LONGEST_SPAN = 9999


class Params(Protocol):
    """What a query string was parsed into."""

    def get(self, key: str, default: str = "", /) -> str | None: ...
    def getlist(self, key: str, /) -> list[str]: ...


Days = tuple[date | None, date | None]
"""From and to, both included; None leaves a side open."""


@dataclass(frozen=True)
class MatterFilter:
    """A filter that makes sense; ``asked`` is what it was read from, in the order of PARAMETERS.

    topics: those ``named``, and those below them.
    """

    q: str = ""
    room: Option | None = None
    unit: Option | None = None
    topics: tuple[Option, ...] = ()
    named: tuple[Option, ...] = ()
    community: Option | None = None
    statuses: frozenset[str] = frozenset()
    late: str = ""
    type: str = ""
    channel: str = ""
    delegate: Option | None = None
    since: date | None = None
    until: date | None = None
    closed: Days = (None, None)
    answered: Days = (None, None)
    answer: str = ""
    took: tuple[int, int] | None = None
    waits: str = ""
    mine: UUID | None = None
    order: str = "due"
    asked: tuple[tuple[str, str], ...] = ()

    @property
    def query(self) -> str:
        """The filter as it stands in an address."""
        return urlencode(self.asked)

    @property
    def keys(self) -> tuple[str, ...]:
        return ORDERS[self.order]

    def said(self) -> str:
        """The filter in Chinese, for the first line of a file; empty if nothing is filtered."""
        return "；".join(_said(self))

    def beside(self) -> Iterable[str]:
        """What figures ask for and the form of the list has no field for, in Chinese."""
        if len(self.named) > 1:
            yield f"类别是{'、'.join(topic.label for topic in self.named)}的"
        if self.community:
            yield f"{self.community.label}的"
        if self.answer:
            yield f"答复是{ReplyClass(self.answer).label}的"
        for label, (first, last) in (("办结", self.closed), ("书面答复", self.answered)):
            if first:
                yield f"{_day(first)}起{label}的"
            if last:
                yield f"{_day(last)}为止{label}的"
        if self.took:
            first_day, last_day = self.took
            up_to = f"到 {last_day}" if last_day < LONGEST_SPAN else "或更多"
            days = f"{first_day} {up_to}"
            yield f"书面答复用了 {days} 个工作日"
        if self.waits:
            yield WAITS[self.waits]


def parse(
    params: Params, options: Options, *, person: UUID | None = None
) -> tuple[MatterFilter, dict[str, str]]:
    """The filter a query string asks for, and for each parameter that makes no sense a sentence.

    person: whose own matters ``mine`` means. Parameters of other kinds are passed over.
    """
    reader = _Reader(params)
    found = MatterFilter(
        q=reader.words(),
        room=reader.one_of("room", options.rooms, "没有这个工作室，或者您看不到它的事项"),
        unit=reader.one_of("unit", options.units, "没有这个承办单位"),
        named=reader.several_of("topic", options.topics, "没有这个类别"),
        community=reader.one_of("community", options.communities, "没有这个社区"),
        statuses=reader.statuses(),
        late=reader.word("late", LATENESS, "时限只能选已超期、快到期或待定"),
        type=reader.word("type", TYPES, "没有这个类型"),
        channel=reader.word("channel", Channel.values, "没有这个渠道"),
        delegate=reader.one_of("delegate", options.delegates, "没有这位接待代表"),
        since=reader.day("since", "登记时间的起始日"),
        until=reader.day("until", "登记时间的截止日"),
        closed=reader.days("closed", "办结时间"),
        answered=reader.days("answered", "书面答复时间"),
        answer=reader.word("answer", ReplyClass.values, "答复类别只能选 A、B、C、D"),
        took=reader.span("took", "书面答复的用时"),
        waits=reader.word("waits", WAITS, "没有这种等待"),
        mine=person if reader.word("mine", ("1",), "“我经手的”只能填 1") else None,
        order=reader.word("order", ORDERS, "排序只能按时限或登记时间") or "due",
    )
    if found.since and found.until and found.until < found.since:
        reader.errors["until"] = "截止日早于起始日，没有这样的事项。"
    topics = _with_below(found.named, options)
    return replace(found, topics=topics, asked=tuple(reader.asked)), reader.errors


def listed(chosen: MatterFilter, scope: Scope, *, on: date, soon_until: date) -> search.Found:
    """The matters a filter finds within a scope, not yet in order; the index is asked if need be.

    on: today; soon_until: the last due day that counts as soon.
    """
    lookups = _lookups(chosen, on, soon_until)
    rows = Matter.objects.in_scope(scope).filter(**lookups)
    if not chosen.q:
        counted = Matter.objects.in_scope(scope, is_count=True).filter(**lookups)
        return search.Found(rows, counted=counted if scope.units else None)
    if code := codes.normalise(chosen.q):
        return search.Found(rows.filter(code_hash=receipts.hash_of(code)))
    rooms: Iterable[int] = ()
    if chosen.room:
        rooms = [chosen.room.pk]
    elif scope.rooms and not (scope.districts or scope.units or scope.own):
        rooms = scope.rooms
    # Whoever reaches anything through a unit searches what units may read, and no more.
    return search.matching(rows, chosen.q, sees_words=not scope.units, rooms=rooms)


def _lookups(chosen: MatterFilter, on: date, soon_until: date) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if chosen.room:
        found["room"] = chosen.room.pk
    if chosen.unit:
        found["lead_unit"] = chosen.unit.pk
    if chosen.topics:
        found["topic__in"] = [topic.pk for topic in chosen.topics]
    if chosen.community and chosen.community.pk:
        found["community"] = chosen.community.pk
    elif chosen.community:
        found["community"] = None
    if chosen.statuses:
        found["status__in"] = sorted(chosen.statuses)
    if chosen.late == "late":
        found["list_on__lt"] = on
    elif chosen.late == "soon":
        found |= {"list_on__gte": on, "list_on__lte": soon_until}
    elif chosen.late == "provisional":
        found |= {"due_on__isnull": False, "is_due_provisional": True}
    elif chosen.statuses and not chosen.statuses & FINAL:
        found["list_on__lt"] = OVER  # says no more than the states, but is a place in the index
    if chosen.type:
        found["kind" if chosen.type in OF_DELEGATES else "opinion_type"] = chosen.type
    if chosen.channel:
        found["channel"] = chosen.channel
    if chosen.delegate:
        found["receiver__ref"] = chosen.delegate.key
    if chosen.mine:
        found["receiver"] = chosen.mine
    if chosen.since:
        found["received_at__gte"] = start_of(chosen.since)
    if chosen.until:
        found["received_at__lt"] = start_of(chosen.until + timedelta(days=1))
    for field, (first, last) in (("closed_at", chosen.closed), ("answered_at", chosen.answered)):
        if first:
            found[f"{field}__gte"] = start_of(first)
        if last:
            found[f"{field}__lt"] = start_of(last + timedelta(days=1))
    if chosen.answer:
        found["replies__in"] = standing_replies().filter(reply_class=chosen.answer).values("pk")
    if chosen.took:
        found["answer_days__range"] = chosen.took
    if chosen.waits == "extension":
        found["pk__in"] = list(undecided_extensions())
    return found


def undecided_extensions() -> QuerySet[Dispatch, int]:
    """The keys of the matters for which a unit asked for more time and nobody has decided."""
    asked = Dispatch.objects.filter(ended_at=None, extension__is_granted=None)
    return asked.filter(extension__isnull=False).values_list("matter", flat=True)


def standing_replies() -> QuerySet[Reply]:
    """Of each matter the newest answer that was not sent back; one at most."""
    standing = Reply.objects.filter(sent_back_at=None).order_by()
    later = standing.filter(matter=OuterRef("matter"), pk__gt=OuterRef("pk"))
    return standing.filter(~Exists(later))


def _with_below(named: tuple[Option, ...], options: Options) -> tuple[Option, ...]:
    tops = {topic.pk for topic in named}
    below = (o for o in options.topics.values() if o.parent in tops and o.pk not in tops)
    return (*named, *below)


def _said(chosen: MatterFilter) -> Iterable[str]:
    if chosen.q:
        yield f"内容：{chosen.q}"
    for label, option in (
        ("工作室", chosen.room),
        ("承办单位", chosen.unit),
        ("类别", chosen.named[0] if len(chosen.named) == 1 else None),
        ("接待代表", chosen.delegate),
    ):
        if option:
            yield f"{label}：{option.label}"
    asked = [value for key, value in chosen.asked if key == "status"]
    if asked:
        yield "状态：" + "、".join(GROUPS.get(v) or STATUSES[v] for v in asked)
    if chosen.late:
        yield f"时限：{LATENESS[chosen.late]}"
    if chosen.type:
        yield f"类型：{TYPES[chosen.type]}"
    if chosen.channel:
        yield f"渠道：{Channel(chosen.channel).label}"
    if chosen.since:
        yield f"{_day(chosen.since)}起登记"
    if chosen.until:
        yield f"{_day(chosen.until)}为止登记"
    yield from chosen.beside()
    if chosen.mine:
        yield "我经手的"


def _day(on: date) -> str:
    return f"{on.year}年{on.month}月{on.day}日"


class _Reader:
    """Takes parameters one by one and notes what makes no sense."""

    def __init__(self, params: Params) -> None:
        self.params = params
        self.errors: dict[str, str] = {}
        self.asked: list[tuple[str, str]] = []

    def _take(self, name: str) -> str:
        value = (self.params.get(name, "") or "").strip()
        if value:
            self.asked.append((name, value[:LONGEST_QUERY]))
        return value

    def words(self) -> str:
        value = self._take("q")
        if len(value) > LONGEST_QUERY:
            self.errors["q"] = f"要找的字词太长，最多 {LONGEST_QUERY} 个字。"
        elif value and not search.has_terms(value):
            self.errors["q"] = "请写要找的字或词，只有标点找不到东西。"
        return value

    def one_of(self, name: str, options: Mapping[str, Option], refusal: str) -> Option | None:
        value = self._take(name)
        found = options.get(value)
        if value and found is None:
            self.errors[name] = f"{refusal}：{value[:20]}。"
        return found

    def several_of(
        self, name: str, options: Mapping[str, Option], refusal: str
    ) -> tuple[Option, ...]:
        found = []
        for value in dict.fromkeys(v.strip() for v in self.params.getlist(name)):
            if not value:
                continue
            self.asked.append((name, value[:LONGEST_QUERY]))
            if value in options:
                found.append(options[value])
            else:
                self.errors[name] = f"{refusal}：{value[:20]}。"
        return tuple(found)

    def word(self, name: str, allowed: Iterable[str], refusal: str) -> str:
        value = self._take(name)
        if value and value not in allowed:
            self.errors[name] = f"{refusal}。"
            return ""
        return value

    def statuses(self) -> frozenset[str]:
        found: set[str] = set()
        for value in dict.fromkeys(v.strip() for v in self.params.getlist("status")):
            if not value:
                continue
            if value == "open":
                found |= set(STATUSES) - FINAL
            elif value == "done":
                found |= FINAL
            elif value in STATUSES:
                found.add(value)
            else:
                self.errors["status"] = f"没有这个状态：{value[:20]}。"
                continue
            self.asked.append(("status", value))
        return frozenset(found)

    def days(self, name: str, what: str) -> Days:
        first = self.day(f"{name}_since", f"{what}的起始日")
        last = self.day(f"{name}_until", f"{what}的截止日")
        if first and last and last < first:
            self.errors[f"{name}_until"] = f"{what}的截止日早于起始日，没有这样的事项。"
        return first, last

    def span(self, name: str, what: str) -> tuple[int, int] | None:
        value = self._take(name)
        if not value:
            return None
        found = re.fullmatch(r"(\d{1,4})-(\d{0,4})", value, re.ASCII)
        first, last = (int(found[1]), int(found[2] or LONGEST_SPAN)) if found else (1, 0)
        if last < first:
            self.errors[name] = f"{what}请写成 6-10 或 31- 的样子，单位是工作日。"
            return None
        return first, last

    def day(self, name: str, what: str) -> date | None:
        value = self._take(name)
        if not value:
            return None
        try:
            found = date.fromisoformat(value)
        except ValueError:
            found = None
        if found is None or not 1949 <= found.year <= 2999:
            self.errors[name] = f"{what}“{value[:20]}”不是日期，请写成 2026-09-01 的样子。"
            return None
        return found
