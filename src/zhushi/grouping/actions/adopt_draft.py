from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.db import transaction

from zhushi.activities.models import ReceptionDay
from zhushi.core import outbox
from zhushi.core.errors import Refused
from zhushi.core.locks import lock
from zhushi.core.moments import day_of
from zhushi.grouping.actions._step import step
from zhushi.grouping.choices import DraftVerb
from zhushi.grouping.left_behind import Moves, duties_left, moves_in
from zhushi.grouping.models import Draft
from zhushi.grouping.review import colleagues_of, submission_of
from zhushi.matters.actions.leave_work import leave_work
from zhushi.people.actions.post import post
from zhushi.people.actions.relieve import relieve
from zhushi.people.choices import Role
from zhushi.people.models import Person, Posting, User
from zhushi.rooms.models import Unit, Workroom


@transaction.atomic
def adopt_draft(
    draft: Draft,
    *,
    since: date,
    seen: int,
    words: str = "",
    releases: bool = False,
    by,
    at: datetime,
) -> Draft:
    """Carry a draft out: postings end the day before ``since`` and begin that day, all or none.

    words: the opinion of who looked at it, or why nobody else did. releases: take their duties in
    the old rooms from those who move. They are told, and so are the liaisons of the old rooms of
    what stays there. Raises Refused unless the draft is under review, for who submitted it (but
    see ``_second_look``), if it changed since it was ``seen``, for a day in the past, or if
    somebody's posting or a room is no longer what the draft began with.
    """
    draft = Draft.objects.select_for_update().get(pk=draft.pk)
    Unit.objects.select_for_update(no_key=True).get(pk=draft.district_id)  # one after the other
    if not draft.is_under_review:
        raise Refused("只有送审的方案可以采用。")
    if draft.version != seen:
        raise Refused("别人刚刚改过这个方案，请看过新的再采用。")
    _second_look(draft, words, by=by, on=day_of(at))
    if since <= day_of(at):
        raise Refused("请从明天或以后的一天起采用：当天的接待已经排好了人。")
    people = {row["id"]: row for row in draft.question["people"]}
    moves = moves_in(draft)
    rooms = {
        room.code: room for room in Workroom.objects.of_district(draft.district_id).open_on(since)
    }
    found = {person.ref: person for person in Person.objects.filter(ref__in=moves)}
    left = duties_left(moves, since=since) if releases else []
    lock(ReceptionDay.objects.filter(pk__in={duty.day_id for duty in left}))
    lock(Workroom.objects.filter(code__in={target for _, target in moves.values()}))
    lock(Person.objects.filter(ref__in=moves))
    for ref, (_, target) in moves.items():
        _move(found.get(ref), people[ref], rooms.get(target), since=since, by=by, at=at)
    released = leave_work(
        _leaving(moves, found), since=since, releases=releases, event=f"grouping:{draft.pk}",
        by=by, at=at,
    )  # fmt: skip
    draft.since = since
    draft = step(
        draft, DraftVerb.ADOPT, reason=words, event="grouping.adopt", by=by, at=at,
        moves=len(moves), since=since.isoformat(), released=released,
    )  # fmt: skip
    users = User.objects.filter(person__ref__in=moves, is_active=True)
    outbox.tell(
        set(users.values_list("pk", flat=True)),
        event=f"grouping:{draft.pk}",
        text=f"{since:%Y年%-m月%-d日}起您换到新的工作室",
        about=f"posting:{draft.pk}",
        at=at,
    )
    return draft


def _leaving(moves: Moves, people: Mapping[str, Person]) -> dict[Workroom, list[Person]]:
    """Who leaves which room."""
    old = Workroom.objects.filter(code__in={source for source, _ in moves.values() if source})
    return {
        room: [people[ref] for ref, (source, _) in moves.items() if source == room.code]
        for room in old.order_by("code")
    }


def _second_look(draft: Draft, words: str, *, by, on: date) -> None:
    """Who submitted a draft adopts it only where the office has nobody else, and says why."""
    submitted = submission_of(draft)
    if submitted is None or submitted.by_id != by.pk:
        return
    if colleagues_of(draft, by.pk, on=on):
        raise Refused("送审的人不能自己采用，请党联办的另一位同志审。")
    if not words.strip():
        raise Refused("党联办只有您一位能办，自己采用请写一句理由。")


def _move(
    person: Person | None, row: dict, room: Workroom | None, *, since: date, by, at: datetime
) -> None:
    if person is None or room is None:
        raise Refused(f"{row['name']}或要去的工作室已经不在了，请重新编组。")
    held = Posting.objects.not_over_on(since).filter(
        person=person, role=Role.DELEGATE, room__isnull=False
    )
    seats = list(held.select_related("room", "person"))
    if sorted(seat.room.code for seat in seats if seat.room) != (
        [row["now"]] if row["now"] else []
    ):
        raise Refused(f"{row['name']}的任职在编组以后变过，请重新编组。")
    for seat in seats:
        relieve(seat, ends_on=since - timedelta(days=1), by=by, at=at)
    post(person, role=Role.DELEGATE, place=room, starts_on=since, by=by, at=at)
