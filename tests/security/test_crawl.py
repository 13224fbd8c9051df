"""Every address × every login × own and others' objects, against the table of rights.

What is expected comes from ``view.perm``, ``people/roles.GRANTS`` and where a login is posted; no
route has its own expectation. Who holds the right somewhere is tried with every object, who does
not with the own one (strangers open every page in test_leaks.py). An address without objects to
try it with fails, so a new one cannot slip through. Each request is one check of the answer and
one of what it wrote.
"""

import inspect
import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from tests.security.ground import ALL_POSTS, Ground
from zhushi.core.perms import Perm
from zhushi.matters.models import Topic
from zhushi.people.choices import Reach
from zhushi.people.models import Posting
from zhushi.people.roles import GRANTS, GUARDED, PRIVILEGED

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

P = Perm
SEALED = frozenset({P.SEALED_VIEW, P.SEALED_HANDLE})
WRITES = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)', re.IGNORECASE)
MAY_BE_WRITTEN = {"people_session"}
SESSION_COOKIE = "sessionid"
BY_STRANGERS = {"people_session", "core_throttle"}


@dataclass(frozen=True)
class Target:
    """One object of an address: where it belongs, as far as rights ask."""

    label: str
    kwargs: dict
    kind: str = ""
    district: str = ""
    rooms: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    recused: frozenset[str] = frozenset()
    receiver: str = ""
    roles: frozenset = frozenset()
    sealed: bool = False
    for_units: bool = True
    only: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Route:
    name: str
    address: str
    view: object

    @property
    def perm(self):
        return getattr(self.view, "perm", None)


def routes() -> list[Route]:
    """All of ours, from the resolver."""
    return list(_walk(get_resolver().url_patterns, "", ""))


def _walk(patterns, place: str, namespace: str) -> Iterator[Route]:
    for pattern in patterns:
        address = place + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            if inspect.unwrap(pattern.callback).__module__.startswith("zhushi."):
                yield Route(namespace + (pattern.name or "?"), address, pattern.callback)
        else:
            below = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern.url_patterns, address, below)


# --- objects for each kind of address -------------------------------------------------------


def targets_of(route: Route, ground: Ground) -> list[Target]:
    """The objects an address is tried with; KeyError for an address nobody thought of."""
    names = tuple(re.findall(r"<(?:\w+:)?(\w+)>", route.address))
    if not names:
        return [Target("-", {})]
    if route.name in BY_NAME:
        return list(BY_NAME[route.name](ground))
    place = route.address.split("<")[0]
    return list(BY_PLACE[place, names](ground))


def _matters(ground: Ground) -> Iterator[Target]:
    """Own, other room, other street, other district, sealed; recusal concerns units alone."""
    yield _matter(ground, "own", "东", units={"住建", "教育"}, receiver="丙")
    yield _matter(
        ground, "recused", "东", units={"教育"}, recused={"住建"}, only={"庚", "辛", "乙"}
    )
    yield _matter(ground, "community", "东社", units={"东街"})
    yield _matter(ground, "west", "西", units={"东街"})
    yield _matter(ground, "outside", "外室", units={"外局"})
    yield _matter(ground, "sealed", "东", sealed=True)
    yield _matter(ground, "sealed outside", "外室", sealed=True, only={"壬", "癸", "辰", "丑"})


def _matter(
    ground: Ground, key: str, room: str, *, units=(), recused=(), receiver="", only=(), sealed=False
) -> Target:
    return Target(
        key,
        {"ref": ground.matters[key].ref},
        "matter",
        "外" if room == "外室" else "雁",
        frozenset({room}),
        frozenset(units),
        frozenset(recused),
        receiver,
        sealed=sealed,
        only=frozenset(only),
    )


def _with(target: Target, label: str, kwargs: dict, **changes) -> Target:
    """The same place, another part of the address."""
    return replace(target, label=target.label + label, kwargs=kwargs, **changes)


def _files(ground: Ground) -> Iterator[Target]:
    for target in _matters(ground):
        for for_units, attachment in ground.files[target.label].items():
            kwargs = {**target.kwargs, "uid": attachment.uid}
            yield _with(target, f" file {for_units}", kwargs, for_units=for_units)


def _people(ground: Ground) -> Iterator[Target]:
    for name in ("丙", "子", "巳", "癸", "庚", "己", "审计"):
        yield _person(ground, name)


def _person(ground: Ground, name: str) -> Target:
    role, place = ALL_POSTS[name]
    is_room = place in ground.world.rooms
    return Target(
        f"person {name}",
        {"ref": ground.world.people[name].ref},
        "person",
        _district(place),
        frozenset({place} if is_room else ()),
        frozenset(() if is_room else {place}),
        roles=frozenset({role}),
        receiver=name,
    )


def _district(place: str) -> str:
    return "外" if place.startswith("外") else "雁"


def _delegates_files(ground: Ground) -> Iterator[Target]:
    """Who is no delegate has no duty file."""
    for name in ("丙", "甲", "午", "巳"):
        yield _person(ground, name)


def _postings(ground: Ground) -> Iterator[Target]:
    for target in _people(ground):
        held = Posting.objects.get(person__ref=target.kwargs["ref"])
        yield _with(target, " posting", {**target.kwargs, "pk": held.pk}, kind="posting")


def _leaves(ground: Ground) -> Iterator[Target]:
    for name, leave in ground.leaves.items():
        target = _person(ground, name)
        yield _with(target, " leave", {**target.kwargs, "pk": leave.pk})


def _corrections(ground: Ground) -> Iterator[Target]:
    for name, correction in ground.corrections.items():
        yield _with(_person(ground, name), " correction", {"pk": correction.pk})


def _seats(ground: Ground) -> Iterator[Target]:
    for name, seat in ground.seats.items():
        target = _person(ground, name)
        yield _with(target, " seat", {**target.kwargs, "pk": seat.pk})


def _own_leaves(ground: Ground) -> Iterator[Target]:
    """Somebody's own; another's is not found."""
    yield Target("leave", {"pk": ground.leaves["丙"].pk})


def _grants(ground: Ground) -> Iterator[Target]:
    for target in _postings(ground):
        yield _with(target, " grant", {"pk": target.kwargs["pk"]})


def _logins(ground: Ground) -> Iterator[Target]:
    for target in _people(ground):
        yield _with(target, " stop", {**target.kwargs, "verb": "stop"})


def _rooms(ground: Ground) -> Iterator[Target]:
    for key, room in ground.world.rooms.items():
        yield Target(f"room {key}", {"code": room.code}, "room", _district(key), frozenset({key}))


def _checks(ground: Ground) -> Iterator[Target]:
    for target in _rooms(ground):
        item = ground.items["outside" if target.district == "外" else "own"]
        yield _with(target, " check", {**target.kwargs, "item": item.pk})


def _joinings(ground: Ground) -> Iterator[Target]:
    for target in _rooms(ground):
        (key,) = target.rooms
        yield _with(target, " joining", {**target.kwargs, "pk": ground.joinings[key].pk})


def _volunteer_teams(ground: Ground) -> Iterator[Target]:
    for target in _rooms(ground):
        (key,) = target.rooms
        yield _with(target, " team", {**target.kwargs, "pk": ground.teams[key].pk})


def _volunteers(ground: Ground) -> Iterator[Target]:
    for target in _rooms(ground):
        (key,) = target.rooms
        yield _with(target, " volunteer", {**target.kwargs, "ref": ground.helpers[key].ref})


def _days(ground: Ground) -> Iterator[Target]:
    for target in _rooms(ground):
        (key,) = target.rooms
        yield _with(target, " day", {**target.kwargs, "on": ground.days[key].on})


def _room_reports(ground: Ground) -> Iterator[Target]:
    for target in _rooms(ground):
        yield _with(target, " report", {**target.kwargs, "period": "2026-09"})


def _turns(ground: Ground) -> Iterator[Target]:
    for target in _days(ground):
        (key,) = target.rooms
        kwargs = {**target.kwargs, "number": ground.turns[key].number, "verb": "call"}
        yield _with(target, " turn", kwargs)


def _units(ground: Ground) -> Iterator[Target]:
    for key in ("东街", "东社区", "住建", "外局"):
        unit = ground.world.units[key]
        slug = {"slug": unit.slug}
        yield Target(f"unit {key}", slug, "unit", _district(key), units=frozenset({key}))


def _promises(ground: Ground) -> Iterator[Target]:
    for target in _matters(ground):
        for promise in ground.matters[target.label].commitments.all():
            yield _with(target, " promise", {"pk": promise.pk})


def _copies(ground: Ground) -> Iterator[Target]:
    for target in _matters(ground):
        copy = getattr(ground.matters[target.label], "publication", None)
        if copy:
            yield _with(target, " copy", {"pk": copy.pk})


def _runs(kind: str):
    def of(ground: Ground) -> Iterator[Target]:
        for whose, district in (("own", "雁"), ("outside", "外")):
            run = ground.runs[f"{whose} {kind}"]
            yield Target(f"run {whose}", {"key": run.key}, "run", district)

    return of


def _drafts(ground: Ground) -> Iterator[Target]:
    for whose, district in (("own", "雁"), ("outside", "外")):
        yield Target(f"draft {whose}", {"pk": ground.drafts[whose].pk}, "draft", district)


def _rosters(ground: Ground) -> Iterator[Target]:
    for key, roster in ground.rosters.items():
        district = _district(key)
        yield Target(f"roster {key}", {"pk": roster.pk}, "roster", district, rooms=frozenset({key}))


def _activities(ground: Ground) -> Iterator[Target]:
    for key, activity in ground.activities.items():
        rooms = frozenset({key})
        yield Target(
            f"activity {key}", {"pk": activity.pk}, "activity", _district(key), rooms=rooms
        )


def _norms(ground: Ground) -> Iterator[Target]:
    yield Target("norm", {"heading": "VISIT"})


def _of_activities(shelf: str):
    """What hangs on the activities of every room, from a shelf of the ground."""

    def of(ground: Ground) -> Iterator[Target]:
        for target in _activities(ground):
            (key,) = target.rooms
            yield _with(target, f" {shelf}", {"pk": getattr(ground, shelf)[key].pk})

    return of


def _photos(ground: Ground) -> Iterator[Target]:
    for target in _activities(ground):
        (key,) = target.rooms
        yield _with(target, " photo", {"uid": ground.photos[key].attachment.uid})


def _joint(ground: Ground) -> Iterator[Target]:
    for target in _activities(ground):
        (key,) = target.rooms
        parts = {"pk": ground.activities[key].pk, "code": ground.world.rooms[key].code}
        yield _with(target, " joint", parts)


def _pledges(ground: Ground) -> Iterator[Target]:
    for target in _activities(ground):
        (key,) = target.rooms
        receiver = {"东": "丙", "西": "午"}.get(key, "")
        kwargs = {"pk": ground.pledges[key].pk}
        yield _with(target, " pledge", kwargs, kind="pledge", receiver=receiver)


def _reports(ground: Ground) -> Iterator[Target]:
    for target in _activities(ground):
        (key,) = target.rooms
        author = {"外室": "丑", "西": "午", "东社": "子"}.get(key, "丙")
        kwargs = {"pk": ground.reports[key].pk}
        yield _with(target, " report", kwargs, kind="report", receiver=author)


def _sources(ground: Ground) -> Iterator[Target]:
    for target in _reports(ground):
        (key,) = target.rooms
        yield _with(target, " source", {"pk": ground.reports[key].sources.get().pk})


def _report_versions(ground: Ground) -> Iterator[Target]:
    for target in _reports(ground):
        yield _with(target, " version", {**target.kwargs, "number": 1})


def _report_pictures(ground: Ground) -> Iterator[Target]:
    for target in _reports(ground):
        (key,) = target.rooms
        uid = ground.figures[key].attachment.uid
        yield _with(target, " picture", {**target.kwargs, "uid": uid})


def _priorities(ground: Ground) -> Iterator[Target]:
    for district, area in ground.priorities.items():
        yield Target(f"priority {district}", {"pk": area.pk}, "priority", district)


def _themes(ground: Ground, part: str = "", *, read: bool = False) -> Iterator[Target]:
    """Of rooms and districts, or the first of what hangs on each; all teams read a district's."""
    for key, theme in ground.themes.items():
        district = _district(key)
        rooms = {key} & set(ground.world.rooms)
        if read and not rooms:
            rooms = {one for one in ground.world.rooms if _district(one) == district}
        thing = getattr(theme, part).first() if part else theme
        label = f"theme {key} {part}"
        yield Target(label, {"pk": thing.pk}, "theme", district, rooms=frozenset(rooms))


def _of_themes(part: str):
    return lambda ground: _themes(ground, part)


def _themes_read(ground: Ground) -> Iterator[Target]:
    return _themes(ground, read=True)


def _proposals(ground: Ground) -> Iterator[Target]:
    for target in _pledges(ground):
        (key,) = target.rooms
        kwargs = {"pk": ground.proposals[key].pk}
        yield _with(target, " proposal", kwargs, kind="proposal")


def _letters(ground: Ground) -> Iterator[Target]:
    for target in _rooms(ground):
        (key,) = target.rooms
        yield _with(target, " letter", {"pk": ground.letters[key].pk}, kind="letter")


def _letter_files(ground: Ground) -> Iterator[Target]:
    for target in _letters(ground):
        yield _with(target, " file", {**target.kwargs, "form": "pdf"})


def _letters_of_matters(ground: Ground) -> Iterator[Target]:
    for target in _matters(ground):
        parts = {**target.kwargs, "pk": ground.letters[target.label].pk}
        yield _with(target, " letter", parts)


def _kinds_of_letters(ground: Ground) -> Iterator[Target]:
    for target in _matters(ground):
        yield _with(target, " new letter", {**target.kwargs, "kind": "ASSIGN"})


def _wordings(ground: Ground) -> Iterator[Target]:
    yield Target("wording", {"kind": "ASSIGN"})


def _households(ground: Ground) -> Iterator[Target]:
    for target in _activities(ground):
        (key,) = target.rooms
        keeper = {"外室": "丑", "西": "午", "东社": "子"}.get(key, "丙")
        kwargs = {"pk": ground.households[key].pk}
        yield _with(target, " household", kwargs, kind="household", receiver=keeper)


def _of_room(name: str, part: str, found):
    """Things of one room each, by the room's key: ``found`` gives them of the ground."""

    def targets(ground: Ground) -> Iterator[Target]:
        for key, one in found(ground).items():
            rooms = frozenset({key})
            yield Target(f"{name} {key}", {part: one.pk}, name, _district(key), rooms=rooms)

    return targets


def _in_rooms(ground: Ground, shelf: dict) -> dict:
    return {key: shelf[key] for key in ground.world.rooms}


def _laid_down(found):
    """What a district laid down for its rooms to study."""

    def targets(ground: Ground) -> Iterator[Target]:
        for key in ("雁", "外"):
            yield Target(f"laid down {key}", {"pk": found(ground)[key].pk}, "study", key)

    return targets


def _of_delegates(found, part: str = "pk"):
    """Something of a delegate of a room, for themself or for the room's desk."""

    def targets(ground: Ground) -> Iterator[Target]:
        for key, who in (("东", "丙"), ("西", "午")):
            rooms = frozenset({key})
            value = found(ground, key, who)
            label = f"study of {who}"
            yield Target(label, {part: value}, "study", _district(key), rooms=rooms, receiver=who)

    return targets


def _steps(ground: Ground) -> Iterator[Target]:
    for key, step in ground.steps.items():
        parts, rooms = {"project": step.project_id, "pk": step.pk}, frozenset({key})
        yield Target(f"step {key}", parts, "project", _district(key), rooms=rooms)


def _signups(ground: Ground) -> Iterator[Target]:
    for key, one in ground.signups.items():
        parts, rooms = {"shift": one.shift_id, "pk": one.pk}, frozenset({key})
        yield Target(f"sign-up {key}", parts, "shift", _district(key), rooms=rooms)


def _talks(ground: Ground) -> Iterator[Target]:
    for whose, district in (("own", "雁"), ("outside", "外")):
        yield Target(f"talk {whose}", {"pk": ground.talks[whose].pk}, "talk", district)


def _own(of: str, pk: str = "pk", **more):
    """Something that is only its owner's, whatever rights others hold."""

    def found(ground: Ground) -> Iterator[Target]:
        thing = getattr(ground, of)
        who = "甲" if of == "swap" else "丙"
        yield Target(of, {pk: thing.pk, **more}, "own", receiver=who)

    return found


def _drafts_of_rooms(ground: Ground) -> Iterator[Target]:
    """Whoever leads a room reads of a submitted draft what becomes of that room."""
    for whose, district in (("own", "雁"), ("outside", "外")):
        rooms = frozenset(key for key in ground.world.rooms if _district(key) == district)
        pk = {"pk": ground.drafts[whose].pk}
        yield Target(f"rooms of draft {whose}", pk, "draft", district, rooms=rooms)


def _items(ground: Ground) -> Iterator[Target]:
    for whose, district in (("own", "雁"), ("outside", "外")):
        yield Target(f"item {whose}", {"pk": ground.items[whose].pk}, "item", district)


def _filters(ground: Ground) -> Iterator[Target]:
    """Somebody's own; forgetting another's does nothing, as if there were none."""
    yield Target("filter", {"pk": ground.world.users["己"].saved_filters.get().pk})


def _topics(ground: Ground) -> Iterator[Target]:
    for district in ("雁", "外"):
        topic = Topic.objects.filter(district=ground.world.units[district]).first()
        yield Target(f"topic {district}", {"pk": topic.pk}, "topic", district)


def _calendar_days(ground: Ground) -> Iterator[Target]:
    for district, day in ground.calendar.items():
        yield Target(f"calendar {district}", {"pk": day.pk}, "calendar", district)


def _districts(ground: Ground) -> Iterator[Target]:
    yield Target("own", {"slug": "yan"})
    yield Target("outside", {"slug": "wai"})


def _delegates(ground: Ground) -> Iterator[Target]:
    for name, key in (("丙", "东"), ("午", "西"), ("巳", "西")):
        room, person = ground.world.rooms[key], ground.world.people[name]
        yield Target(name, {"code": room.code, "pk": person.pk})


def _answers(ground: Ground) -> Iterator[Target]:
    for key in ("community", "west"):
        pk = ground.matters[key].publication.pk
        yield Target(key, {"slug": "yan", "pk": pk})


def _slots(ground: Ground) -> Iterator[Target]:
    for key, slot in ground.slots.items():
        yield Target(key, {"code": ground.world.rooms[key].code, "pk": slot.pk})


BY_NAME = {
    "desk:theme": _themes_read,
    "desk:theme_material": _themes_read,
    "desk:plan_research": _themes_read,
    "desk:draft_rooms": _drafts_of_rooms,
    "desk:opine_draft": _drafts_of_rooms,
    "desk:duty_file": _delegates_files,
    "desk:join": lambda ground: [Target("token", {"token": "unknown-token"})],
    "desk:file": _files,
    "desk:sealed_file": _files,
    "desk:joining": _joinings,
    "desk:approve_joining": _joinings,
    "desk:decline_joining": _joinings,
    "portal:project": lambda ground: [
        Target("project", {"code": "DJ", "pk": ground.projects["东"].pk})
    ],
    "desk:own_proof": lambda ground: [
        Target("own proof", {"pk": ground.proofs["东"].pk}, "own", receiver="丁")
    ],
    "desk:drop_team": _volunteer_teams,
    "desk:end_posting": _postings,
    "desk:end_grant": _grants,
    "desk:leave": _leaves,
    "desk:edit_mandate": _seats,
    "desk:create_stand_in": _leaves,
    "desk:close_leave": _leaves,
    "desk:create_cover": _leaves,
    "desk:close_own_leave": _own_leaves,
    "desk:settle_commitment": _promises,
    "desk:publication": _copies,
    "desk:create_approval": _copies,
    "desk:create_recall": _copies,
    "desk:filter_forget": _filters,
    "desk:ask_swap": _own("duty"),
    "desk:move_swap": _own("swap", verb="take"),
    "desk:free_again": _own("blocked"),
    "desk:job": _own("job"),
    "desk:cancel_job": _own("job"),
    "desk:export": _own("export"),
    "desk:fetch_export": _own("export"),
    "desk:remove_export": _own("export"),
    "desk:feed": lambda ground: [Target("feed", {"key": ground.feed})],
    "desk:room_feed": lambda g: [
        Target(f"feed {key}", {"key": g.feed, "code": g.world.rooms[key].code}) for key in ("东",)
    ],
    "portal:answer": _answers,
    "portal:delegate": _delegates,
    "portal:slot": _slots,
    "portal:dispute": lambda ground: [Target("look", {"pk": 1})],
    "portal:file": lambda ground: [
        Target(key, {"uid": file.uid})
        for key in ground.files
        for file in ground.files[key].values()
    ],
}
REF, CODE, DAY = ("ref",), ("code",), ("code", "on")
BY_PLACE = {
    ("desk/matters/", REF): _matters,
    ("desk/sealed/", REF): _matters,
    ("desk/people/", REF): _people,
    ("desk/people/corrections/", ("pk",)): _corrections,
    ("desk/people/grants/", REF): _people,
    ("desk/people/", ("ref", "verb")): _logins,
    ("desk/people/grants/", ("ref", "verb")): _logins,
    ("desk/rooms/", CODE): _rooms,
    ("desk/rooms/", ("code", "item")): _checks,
    ("desk/rooms/", ("code", "ref")): _volunteers,
    ("desk/rooms/standard/", ("pk",)): _items,
    ("desk/grouping/", ("pk",)): _drafts,
    ("desk/receptions/", CODE): _rooms,
    ("desk/rosters/", ("pk",)): _rosters,
    ("desk/talks/", ("pk",)): _talks,
    ("desk/activities/", ("pk",)): _activities,
    ("desk/settings/norms/", ("heading",)): _norms,
    ("desk/research/priorities/", ("pk",)): _priorities,
    ("desk/research/themes/", ("pk",)): _themes,
    ("desk/research/items/", ("pk",)): _of_themes("items"),
    ("desk/research/members/", ("pk",)): _of_themes("members"),
    ("desk/research/guests/", ("pk",)): _of_themes("guests"),
    ("desk/research/reports/", ("pk",)): _reports,
    ("desk/research/sources/", ("pk",)): _sources,
    ("desk/research/reports/", ("pk", "number")): _report_versions,
    ("desk/letters/", ("pk",)): _letters,
    ("desk/letters/", ("pk", "form")): _letter_files,
    ("desk/matters/", ("ref", "pk")): _letters_of_matters,
    ("desk/matters/", ("ref", "kind")): _kinds_of_letters,
    ("desk/settings/letters/", ("kind",)): _wordings,
    ("desk/research/reports/", ("pk", "uid")): _report_pictures,
    ("desk/practices/", ("pk",)): _of_activities("practices"),
    ("desk/activities/stops/", ("pk",)): _of_activities("stops"),
    ("desk/exemplars/", ("pk",)): _of_activities("exemplars"),
    ("desk/households/", ("pk",)): _households,
    ("desk/pledges/", ("pk",)): _pledges,
    ("desk/proposals/", ("pk",)): _proposals,
    ("desk/activities/", ("pk", "code")): _joint,
    ("desk/activities/photos/", ("uid",)): _photos,
    ("desk/study/", ("pk",)): _of_room("plan", "pk", lambda g: _in_rooms(g, g.plans)),
    ("desk/study/items/", ("pk",)): _of_room("item", "pk", lambda g: _in_rooms(g, g.studied)),
    ("desk/study/people/", ("ref",)): _of_delegates(
        lambda ground, key, who: ground.world.people[who].ref, "ref"
    ),
    ("desk/study/district/", ("pk",)): _laid_down(lambda ground: ground.plans),
    ("desk/study/district/items/", ("pk",)): _laid_down(lambda ground: ground.studied),
    ("desk/study/mine/", ("pk",)): _of_delegates(lambda g, key, who: g.own_studied[key].pk),
    ("desk/study/mine/uses/", ("pk",)): _of_delegates(lambda g, key, who: g.uses[key].pk),
    ("desk/activities/guests/", ("pk",)): _of_activities("guests"),
    ("desk/activities/statements/", ("pk",)): _of_activities("sayings"),
    ("desk/service/", ("need",)): _of_room("need", "need", lambda ground: ground.needs),
    ("desk/service/needs/", ("need",)): _of_room("need", "need", lambda ground: ground.needs),
    ("desk/service/", ("project",)): _of_room("project", "project", lambda g: g.projects),
    ("desk/service/", ("project", "pk")): _steps,
    ("desk/service/shifts/", ("shift",)): _of_room("shift", "shift", lambda ground: ground.shifts),
    ("desk/service/shifts/", ("shift", "pk")): _signups,
    ("desk/service/proofs/", ("proof",)): _of_room("proof", "proof", lambda ground: ground.proofs),
    ("desk/service/rooms/", CODE): _rooms,
    ("desk/rosters/rooms/", CODE): _rooms,
    ("desk/receptions/", DAY): _days,
    ("desk/reports/rooms/", (*CODE, "period")): _room_reports,
    ("desk/reports/district/", ("period",)): lambda g: [Target("year", {"period": "2026"})],
    ("desk/receptions/", (*DAY, "number", "verb")): _turns,
    ("desk/units/", ("slug",)): _units,
    ("desk/imports/roster/", ("key",)): _runs("ROSTER"),
    ("desk/imports/divisions/", ("key",)): _runs("DIVISIONS"),
    ("desk/imports/past/", ("key",)): _runs("PAST_MATTERS"),
    ("desk/settings/topics/", ("pk",)): _topics,
    ("desk/settings/calendar/days/", ("pk",)): _calendar_days,
    ("desk/settings/calendar/", ("year",)): lambda ground: [Target("year", {"year": 2026})],
    ("d/", ("slug",)): _districts,
    ("^rooms/(?P", CODE): _rooms,
}


# --- what the table of rights says ----------------------------------------------------------


def allows(ground: Ground, who: str, perm, target: Target) -> bool:
    """Whether the table lets ``who`` reach ``target`` with ``perm``; independent of the product."""
    posted = ALL_POSTS.get(who)
    if perm == "LOGIN":
        return target.kind != "own" or target.receiver == who
    reach = GRANTS[posted[0]].get(perm) if posted else None
    if reach is None:
        return False
    if not target.kind:
        return True
    place = posted[1]
    district = _district(place)
    if target.kind == "matter" and target.sealed != (perm in SEALED):
        return False
    if target.kind == "unit" and perm == P.ROOM_VIEW:
        return district == target.district  # what is done where is no secret within a district
    if reach == Reach.DISTRICT:
        return district == target.district
    if reach == Reach.ROOM:
        return place in target.rooms
    if reach == Reach.STREET:
        return bool(_street(ground, place) & target.rooms)
    if reach == Reach.UNIT:
        return place in target.units - target.recused
    assert reach == Reach.OWN
    return target.receiver == who and (target.kind != "matter" or place in target.rooms)


def _street(ground: Ground, place: str) -> set[str]:
    """The room of a head and those of the communities below its street."""
    host = ground.world.rooms[place].unit_id
    below = {k for k, r in ground.world.rooms.items() if r.unit.parent_id == host}
    return {place, *below}


def expected(ground: Ground, who: str, route: Route, target: Target) -> bool:
    """The right of the view; acts upon a matter need that it is seen at all."""
    if not allows(ground, who, route.perm, target):
        return False
    fits = FITS.get(route.name)
    if fits and not fits(target):
        return False
    if target.kind == "matter" and route.perm not in SEALED and "<ref:ref>" in route.address:
        if not allows(ground, who, P.MATTER_VIEW, target):
            return False
        reach = GRANTS[ALL_POSTS[who][0]].get(P.MATTER_VIEW)
        if route.name == "desk:file" and reach == Reach.UNIT:
            return target.for_units
    return True


FITS = {
    # Logins of the three administrators and the named persons: their own officer renews them.
    "desk:invite_person": lambda t: not t.roles & GUARDED,
    "desk:switch_login": lambda t: not t.roles & GUARDED,
    "desk:grant_invitation": lambda t: bool(t.roles & PRIVILEGED),
    "desk:switch_granted_login": lambda t: bool(t.roles & PRIVILEGED),
    "desk:end_posting": lambda t: not t.roles & PRIVILEGED,
    "desk:end_grant": lambda t: bool(t.roles & PRIVILEGED),
}
NARROWER = {
    # The district's report is for who reaches the whole district with the right.
    "desk:district_report",
    # One's own leaves alone: those of others are not there.
    "desk:close_own_leave",
    # The register says what visitors came for: a volunteer reads who is on duty, no more.
    "desk:reception_register",
    # Who put a picture there and the room's desk take it away, not everybody who sees it.
    "desk:remove_photo",
    # Another organ's letters are read once they are issued, and changed by nobody else.
    "desk:edit_letter",
    "desk:remove_letter",
    "desk:issue_letter",
    "desk:sign_letter",
    "desk:void_letter",
    # A letter is drafted where it makes sense: not before a matter was handed on, and a unit
    # writes answers alone.
    "desk:letter_of_matter",
    # Without the person whose duty it is in the form there is nothing to release.
    "desk:release_duty",
}


# --- the crawl ------------------------------------------------------------------------------


class Written:
    """Notes which tables a block writes to."""

    def __init__(self) -> None:
        self.tables: set[str] = set()

    def __call__(self, execute, sql, params, many, context):
        if found := WRITES.match(sql):
            self.tables.add(found[1])
        return execute(sql, params, many, context)


@dataclass
class Crawl:
    ground: Ground
    checks: int = 0
    wrong: list[str] = field(default_factory=list)
    answers: Counter = field(default_factory=Counter)

    def note(self, right: bool, sentence: str) -> None:
        self.checks += 1
        if not right:
            self.wrong.append(sentence)

    def ask(self, client: Client, method: str, url: str, who: str = ""):
        """One request, undone afterwards; the answer's code and the tables it wrote."""
        written = Written()
        with transaction.atomic(), connection.execute_wrapper(written):
            answer = client.generic(method, url)
            transaction.set_rollback(True)
        if SESSION_COOKIE in answer.cookies or not who:
            client.cookies.clear()
            if who:  # it signed out
                client.force_login(self.ground.world.users[who])
        self.answers[answer.status_code] += 1
        return answer, written.tables


def test_every_address_has_objects_to_try_it_with(ground):
    without = []
    for route in routes():
        try:
            found = targets_of(route, ground)
        except KeyError:
            found = []
        if not found:
            without.append(f"{route.name} {route.address}")
    assert without == []


def test_every_address_answers_every_login_as_the_table_of_rights_says(ground, clients):
    began, crawl, posted_only = time.process_time(), Crawl(ground), set()
    for route in routes():
        if getattr(route.view, "is_public", False):
            continue
        for number, target in enumerate(targets_of(route, ground)):
            url = reverse(route.name, kwargs=target.kwargs)
            for who, client in clients.items():
                if (target.only and who not in target.only) or (number and not holds(who, route)):
                    continue
                is_short = route.name in posted_only or not holds(who, route)
                methods = ("POST",) if is_short else ("GET", "POST")
                for method in methods:
                    if _check(crawl, route, target, who, client, method, url) == 405:
                        posted_only |= {route.name} if method == "GET" else set()
    seconds = time.process_time() - began
    print(f"\n{crawl.checks} checks, {len(routes())} addresses, {seconds:.0f} s CPU")
    assert crawl.wrong == [], f"{len(crawl.wrong)} wrong:\n" + "\n".join(crawl.wrong[:60])
    assert crawl.checks >= 10_000


def holds(who: str, route: Route) -> bool:
    """Whether a login holds the right anywhere; who does not is turned away before any object."""
    posted = ALL_POSTS.get(who)
    return route.perm == "LOGIN" or bool(posted and route.perm in GRANTS[posted[0]])


def _check(
    crawl: Crawl, route: Route, target: Target, who: str, client, method: str, url: str
) -> int:
    answer, tables = crawl.ask(client, method, url, who)
    code = answer.status_code
    said = f"{who or '-':3} {method} {url} [{target.label}] → {code}"
    if method == "GET":
        crawl.note(tables <= MAY_BE_WRITTEN, f"{said}: a GET writes {tables}")
    if not who:
        to_login = code == 302 and answer["Location"].startswith(reverse("desk:login"))
        crawl.note(to_login or code == 405, f"{said}: wants the login")
        crawl.note(tables <= BY_STRANGERS, f"{said}: a stranger writes {tables}")
    elif expected(crawl.ground, who, route, target):
        is_right = code < 500 and code not in (403, 404)
        if route.name in NARROWER:
            is_right |= code == 404
        crawl.note(is_right, f"{said}: allowed by the table")
    else:
        # Which methods an address knows is the same for everybody and tells nothing.
        crawl.note(code in (404, 405), f"{said}: not allowed")
        crawl.note(tables <= MAY_BE_WRITTEN, f"{said}: refused and yet writes {tables}")
    return code


def test_public_addresses_answer_everybody_alike(ground, clients):
    crawl = Crawl(ground)
    for route in routes():
        if not getattr(route.view, "is_public", False):
            continue
        for target in targets_of(route, ground):
            url = reverse(route.name, kwargs=target.kwargs)
            for who in ("", "乙", "庚", "壬", "癸", "寅"):
                for method in ("GET", "HEAD", "POST"):
                    answer, tables = crawl.ask(clients[who], method, url, who)
                    said = f"{who or '-'} {method} {url} → {answer.status_code}"
                    crawl.note(answer.status_code < 500, said)
                    crawl.note(answer.status_code != 403, said)
                    if method != "POST":
                        known = answer.status_code in (200, 302, 405) or route.name == "desk:join"
                        crawl.note(known, said)
                        crawl.note(tables <= MAY_BE_WRITTEN, f"{said}: writes {tables}")
    print(f"\n{crawl.checks} checks")
    assert crawl.wrong == [], "\n".join(crawl.wrong[:60])


def test_other_methods_are_refused_or_harmless(ground, clients):
    crawl = Crawl(ground)
    for route in routes():
        for target in targets_of(route, ground)[:1]:
            url = reverse(route.name, kwargs=target.kwargs)
            for method in ("HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "FOO"):
                for who in ("", "乙", "戊"):
                    answer, tables = crawl.ask(clients[who], method, url, who)
                    said = f"{who or '-'} {method} {url} → {answer.status_code}"
                    crawl.note(answer.status_code < 500, said)
                    crawl.note(tables <= MAY_BE_WRITTEN, f"{said}: writes {tables}")
    print(f"\n{crawl.checks} checks")
    assert crawl.wrong == [], "\n".join(crawl.wrong[:60])


def test_an_object_that_is_not_there_and_one_of_others_look_the_same(ground, clients):
    """Neither code nor body tells whether a number exists (trust.md §3, row 33)."""
    pairs = [
        (f"/desk/matters/{ground.matters['west'].ref}/", "/desk/matters/XJ-2026-9999/"),
        (f"/desk/matters/{ground.matters['sealed'].ref}/", "/desk/matters/MF-2026-9999/"),
        (f"/desk/sealed/{ground.matters['sealed'].ref}/", "/desk/sealed/MF-2026-9999/"),
        ("/desk/rooms/XJ/", "/desk/rooms/ZZ/"),
        ("/desk/receptions/XJ/2026-09-07/", "/desk/receptions/XJ/2026-09-08/"),
        (f"/desk/people/{ground.world.people['戊'].ref}/", "/desk/people/P-2026-99999/"),
    ]
    for there, not_there in pairs:
        answers = [clients["乙"].get(url) for url in (there, not_there)]
        assert [a.status_code for a in answers] == [404, 404], there
        assert answers[0].content == answers[1].content


def test_a_file_of_another_matter_is_not_served_under_the_own_number(ground, clients):
    own = ground.matters["own"].ref
    for key, files in ground.files.items():
        for attachment in files.values():
            url = reverse("desk:file", kwargs={"ref": own, "uid": attachment.uid})
            assert clients["乙"].get(url).status_code == (200 if key == "own" else 404), key


def test_a_date_that_is_none_is_no_address(clients):
    for on in ("2026-13-01", "2026-02-30", "0000-00-00", "2026-9-7"):
        assert clients["乙"].get(f"/desk/receptions/DJ/{on}/").status_code == 404
