"""What is planned in a made district: days and duties, rosters, talks, drafts, work left behind."""

import hashlib
from collections import defaultdict
from datetime import time, timedelta
from itertools import islice

import numpy as np

from bench.rosters import in_turn
from zhushi.activities.choices import DayStatus, RuleKind, TalkStatus
from zhushi.activities.halves import Half
from zhushi.activities.models import (
    Duty,
    Feed,
    ReceptionDay,
    ReceptionRule,
    Slot,
    Talk,
    TalkRota,
)
from zhushi.core import clock
from zhushi.grouping import inputs, roster_inputs
from zhushi.grouping.choices import DraftStatus, DraftVerb, RosterStatus
from zhushi.grouping.cost import EARTH_DEGREE
from zhushi.grouping.instance import RULES, Ways
from zhushi.grouping.models import Draft, DraftStep, Roster
from zhushi.grouping.rosters.question import RECEIVE
from zhushi.matters.choices import Channel, OpinionType, Status
from zhushi.matters.models import Matter
from zhushi.people.choices import Role
from zhushi.people.models import Posting

BATCH = 2_000
DAYS_A_HALF = 6
HOURS = time(9), time(11, 30)
TALKS_IN = 60
LEFT_MATTERS = 3


def plan_all(crowd) -> None:
    """Everything, in the order in which it hangs together."""
    halves = [Half.of(crowd.today), Half.of(crowd.today).after]
    _days(crowd, halves)
    for half, is_adopted in zip(halves, (True, False), strict=True):
        _roster(crowd, half, is_adopted=is_adopted)
    _talks(crowd)
    _drafts(crowd)
    _left(crowd)
    Feed.objects.bulk_create(
        (Feed(person=people[0]) for people in crowd.teams.values() if people), batch_size=BATCH
    )


def _days(crowd, halves) -> None:
    """Six days of every room a half-year: those gone are over, the next are announced."""
    ReceptionRule.objects.bulk_create(
        ReceptionRule(
            room=room,
            kind=RuleKind.NTH_WEEKDAY,
            nth=1 + n % 4,
            weekday=n % 5,
            starts_at=HOURS[0],
            ends_at=HOURS[1],
            starts_on=halves[0].since,
        )
        for n, room in enumerate(crowd.rooms)
    )
    made = []
    for half in halves:
        for n, room in enumerate(crowd.rooms):
            for month in range(DAYS_A_HALF):
                on = half.since + timedelta(days=30 * month + n % 26)
                on += timedelta(days=max(0, on.weekday() - 4) * -1)
                on = max(on, half.since + timedelta(days=month))
                made.append(
                    ReceptionDay(
                        district=crowd.district,
                        room=room,
                        on=on,
                        nominal_on=on,
                        starts_at=HOURS[0],
                        ends_at=HOURS[1],
                        **_stand(on, crowd.today),
                        is_provisional=half != halves[0],
                    )
                )
    days = ReceptionDay.objects.bulk_create(made, batch_size=BATCH)
    Slot.objects.bulk_create(
        (
            Slot(day=day, starts_at=time(9 + n // 2, 30 * (n % 2)), places=1)
            for day in days
            if day.status == DayStatus.ANNOUNCED
            for n in range(5)
        ),
        batch_size=BATCH,
    )


def _stand(on, today) -> dict:
    if on < today:
        return {
            "status": DayStatus.CLOSED,
            "announced_at": clock.now(),
            "opened_at": clock.now(),
            "closed_at": clock.now(),
        }
    if on < today + timedelta(days=30):
        return {"status": DayStatus.ANNOUNCED, "announced_at": clock.now()}
    return {"status": DayStatus.PLANNED}


def _roster(crowd, half, *, is_adopted: bool) -> None:
    """By turns, without solving; an adopted one is carried out, with those who have left since."""
    rules = {"on_duty": 2, "backups": 1, "spacing": 21}
    over = ReceptionDay.objects.filter(district=crowd.district, status=DayStatus.CLOSED)
    kept = list(over.values_list("pk", flat=True)) if is_adopted else []
    over.update(status=DayStatus.PLANNED)
    question = roster_inputs.question_of(
        crowd.rooms, half, rules, on=half.since - timedelta(days=1)
    )
    for start in range(0, len(kept), 500):
        chosen = ReceptionDay.objects.filter(pk__in=kept[start : start + 500])
        chosen.update(status=DayStatus.CLOSED)
    plan = in_turn(question)
    roster = Roster.objects.create(
        district=crowd.district,
        since=half.since,
        until=half.until,
        question=question,
        status=RosterStatus.ADOPTED if is_adopted else RosterStatus.OPEN,
        result={
            "plan": plan,
            "score": dict.fromkeys(("short", "backup", "near", "uneven", "lead"), 0),
            "parts": [{"days": days, "bound": 0, "is_proven": True} for days in _by_room(question)],
        },
        gaps=3 * len(question["days"]) - sum(map(len, plan.values())),
        made_at=clock.now(),
        made_by=crowd.user,
        ended_at=clock.now() if is_adopted else None,
        ended_by=crowd.user if is_adopted else None,
    )
    roster.rooms.set(crowd.rooms)
    if is_adopted:
        _carried_out(crowd, plan)


def _by_room(question) -> list[list[str]]:
    days: dict[str, list[str]] = defaultdict(list)
    for row in question["days"]:
        days[row["room"]].append(row["id"])
    return list(days.values())


def _carried_out(crowd, plan) -> None:
    people = {person.ref: person for person in crowd.people}
    days = ReceptionDay.objects.filter(district=crowd.district).select_related("room")
    duties, first_gone = [], {room: iter(gone) for room, gone in crowd.gone.items()}
    for day in days:
        seats = plan.get(day.ref, ())
        duties += [
            Duty(day=day, person=people[who], part=part, is_lead=n == 0 and part == RECEIVE)
            for n, (who, part) in enumerate(seats)
        ]
        left = next(first_gone.get(day.room_id, iter(())), None) if day.on > crowd.today else None
        if seats and left:
            duties[-1].person = left
    Duty.objects.bulk_create(duties, batch_size=BATCH)


def _talks(crowd) -> None:
    """A round over the term: a third of it lies behind."""
    since = (crowd.today - timedelta(days=30 * TALKS_IN // 3)).replace(day=1)
    held = Posting.objects.filter(district=crowd.district, role=Role.DELEGATE, ends_on=None)
    people = list(held.values_list("person_id", flat=True))
    a_month = -(-len(people) // TALKS_IN)
    TalkRota.objects.create(
        district=crowd.district,
        a_month=a_month,
        since=since,
        until=crowd.today + timedelta(days=30 * TALKS_IN),
    )
    talks = []
    for n, person in enumerate(people):
        months = since.year * 12 + since.month - 1 + n // a_month
        month = since.replace(year=months // 12, month=months % 12 + 1)
        is_held = month < crowd.today.replace(day=1)
        talks.append(
            Talk(
                district=crowd.district,
                person_id=person,
                month=month,
                status=TalkStatus.HELD if is_held else TalkStatus.PLANNED,
                held_on=month if is_held else None,
            )
        )
    Talk.objects.bulk_create(talks, batch_size=BATCH)


def _drafts(crowd) -> None:
    """Everybody in the nearest room by the map, else where they sit; another with some elsewhere;
    one that waits for a second look, and one carried out."""
    rules = {name: value for name, value in RULES.items() if name != "field"}
    question = inputs.question_of(crowd.district, rules, on=crowd.today)
    nearest, second = _nearest(question)
    mixed = {
        who: room if n % 10 else second.get(who, room)
        for n, (who, room) in enumerate(nearest.items())
    }
    stay = {
        row["id"]: row["now"] if n % 10 and row["now"] else nearest[row["id"]]
        for n, row in enumerate(question["people"])
    }
    states = (DraftStatus.ADOPTED, DraftStatus.REVIEW, DraftStatus.OPEN, DraftStatus.OPEN)
    for status, seats in zip(states, (stay, stay, mixed, nearest), strict=True):
        is_over = status == DraftStatus.ADOPTED
        draft = Draft.objects.create(
            district=crowd.district,
            status=status,
            question=question,
            result=_result(question, seats),
            made_at=clock.now(),
            made_by=crowd.user,
            moves=sum(row["now"] != seats[row["id"]] for row in question["people"]),
            since=crowd.today if is_over else None,
            ended_at=clock.now() if is_over else None,
            ended_by=crowd.user if is_over else None,
        )
        if status in (DraftStatus.ADOPTED, DraftStatus.REVIEW):
            DraftStep.objects.create(
                draft=draft, verb=DraftVerb.SUBMIT, at=clock.now(), by=crowd.user
            )


def _nearest(question) -> tuple[dict[str, str], dict[str, str]]:
    """Of everybody the nearest room and the one after it."""
    rooms = question["rooms"]
    there = np.array([room["place"]["at"] for room in rooms])
    nearest, second = {}, {}
    for row in question["people"]:
        at = (row["home"] or {}).get("at")
        if not at:
            nearest[row["id"]] = row["now"] or rooms[0]["id"]
            continue
        far = np.hypot((there[:, 0] - at[0]) * 0.83, there[:, 1] - at[1]) * EARTH_DEGREE
        first, other = np.argsort(far)[:2]
        nearest[row["id"]], second[row["id"]] = rooms[first]["id"], rooms[other]["id"]
    return nearest, second


def _result(question, seats) -> dict:
    """As certificate.py writes it, of about its size, but proving nothing."""
    ways = Ways(question["rooms"], {**RULES, **question["rules"]})
    place = {room["id"]: n for n, room in enumerate(question["rooms"])}
    told = {
        row["id"]: next(iter(ways.of(row, [place[seats[row["id"]]]]))) for row in question["people"]
    }
    travel = sum(metres for metres, _ in told.values())
    return {
        "assignment": seats,
        "value": travel,
        "bound": travel,
        "gap": 0,
        "is_proven": True,
        "parts": {"travel": travel, "moves": 0, "balance": 0, "quotas": 0, "together": 0},
        "ways": {who: "map" if mapped else "tree" for who, (_, mapped) in told.items()},
        "seconds": 0.0,
        "certificate": {
            "instance": "0" * 64,
            "scale": 1,
            "pairs": len(seats) * len(place),
            "root": {
                "room": [0] * len(place),
                "quota": [],
                "move": 0,
                "group": [[n, 0, n % len(place), 350] for n in range(len(seats))],
            },
            "cases": {},
        },
    }


def _left(crowd) -> None:
    """Open matters that still name who has left."""
    teams = Posting.objects.filter(district=crowd.district, ends_on=None, room__isnull=False)
    heads = dict(teams.order_by("-role").values_list("room_id", "person_id"))
    made = []
    for room in crowd.rooms:
        for person in crowd.gone.get(room.pk, ()):
            for n in range(LEFT_MATTERS):
                number = len(made) + 1
                seed = hashlib.sha256(f"{crowd.slug}:{number}".encode()).hexdigest()
                made.append(
                    Matter(
                        district=crowd.district,
                        room=room,
                        status=Status.ACCEPTED,
                        ref=f"{room.code}-{crowd.today.year}-{number:04d}",
                        opinion_type=OpinionType.HELP,
                        channel=Channel.PHONE,
                        title="楼道的灯坏了半年",
                        content="楼道的灯坏了半年，老人上下楼不安全。",
                        received_at=clock.now() - timedelta(days=n + 1),
                        receiver_id=heads[room.pk],
                        collector=person,
                        accepter_id=heads[room.pk],
                        responder=person,
                        receipt_seed=f"matter:bench-{seed[:16]}",
                        code_hash=seed,
                    )
                )
    for start in range(0, len(made), BATCH):
        Matter.objects.bulk_create(islice(made, start, start + BATCH))
