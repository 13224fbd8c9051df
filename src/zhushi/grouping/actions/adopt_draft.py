from datetime import date, datetime, timedelta

from django.db import transaction

from zhushi.core import audit, outbox
from zhushi.core.errors import Refused
from zhushi.core.moments import day_of
from zhushi.grouping.choices import DraftStatus
from zhushi.grouping.models import Draft
from zhushi.people.actions.post import post
from zhushi.people.actions.relieve import relieve
from zhushi.people.choices import Role
from zhushi.people.models import Person, Posting, User
from zhushi.rooms.models import Workroom


@transaction.atomic
def adopt_draft(draft: Draft, *, since: date, seen: int, by, at: datetime) -> Draft:
    """Carry a draft out: postings end the day before ``since`` and begin that day, all or none.

    Everybody who moves is told. Raises Refused if the draft has ended or changed since it was
    ``seen``, for a day in the past, or if somebody's posting or a room is no longer what the
    draft began with.
    """
    draft = Draft.objects.select_for_update().get(pk=draft.pk)
    if not draft.is_open:
        raise Refused("这个方案已经采用或放弃。")
    if draft.version != seen:
        raise Refused("别人刚刚改过这个方案，请看过新的再采用。")
    if since <= day_of(at):
        raise Refused("请从明天或以后的一天起采用：当天的接待已经排好了人。")
    people = {row["id"]: row for row in draft.question["people"]}
    seats = draft.result["assignment"]
    moving = [ref for ref, row in people.items() if row["now"] != seats[ref]]
    rooms = {
        room.code: room for room in Workroom.objects.of_district(draft.district_id).open_on(since)
    }
    found = {person.ref: person for person in Person.objects.filter(ref__in=moving)}
    for ref in moving:
        _move(found.get(ref), people[ref], rooms.get(seats[ref]), since=since, by=by, at=at)
    draft.status, draft.since = DraftStatus.ADOPTED, since
    draft.ended_at, draft.ended_by = at, by
    draft.save(update_fields=["status", "since", "ended_at", "ended_by"])
    audit.record(
        "grouping.adopt", target=f"draft:{draft.pk}", district_id=draft.district_id, by=by, at=at,
        moves=len(moving), since=since.isoformat(),
    )  # fmt: skip
    users = User.objects.filter(person__ref__in=moving, is_active=True)
    outbox.tell(
        set(users.values_list("pk", flat=True)),
        event=f"grouping:{draft.pk}",
        text=f"{since:%Y年%-m月%-d日}起您换到新的工作室",
        about=f"posting:{draft.pk}",
        at=at,
    )
    return draft


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
