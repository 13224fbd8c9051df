from collections import Counter
from datetime import date, datetime
from uuid import uuid4

from django.db import transaction

from zhushi.activities.models import ServiceProof, Signup
from zhushi.core import audit, outbox, receipts
from zhushi.core.errors import Refused
from zhushi.core.locks import lock
from zhushi.core.moments import day_of
from zhushi.core.refs import next_ref
from zhushi.people.models import Person, User
from zhushi.rooms.models import Workroom


@transaction.atomic
def issue_proof(
    room: Workroom, person: Person, *, since: date, until: date, by, at: datetime
) -> ServiceProof:
    """Give somebody a numbered proof of the hours confirmed in a room's projects.

    The numbers of a district and year have no gaps; the same again, with nothing new to say,
    gives the proof there is. Raises Refused for days in no order or to come, or without hours.
    """
    if until < since:
        raise Refused("结束的日子要在开始的日子之后。")
    if until > day_of(at):
        raise Refused("只能证明已经过去的日子。")
    lock(Person.objects.filter(pk=person.pk))
    counted: Counter[str] = Counter()
    served = Signup.objects.filter(
        person=person, minutes__gt=0, shift__project__room=room, shift__on__range=(since, until)
    )
    for title, minutes in served.values_list("shift__project__title", "minutes"):
        counted[title] += minutes or 0
    total, lines = sum(counted.values()), [list(pair) for pair in sorted(counted.items())]
    if not total:
        raise Refused(f"{person.name}这段时间在本室没有确认过的时长。")
    same = ServiceProof.objects.filter(
        room=room, person=person, since=since, until=until, minutes=total, name=person.name
    ).first()
    if same and same.served == lines:
        return same
    seed = str(uuid4())
    made = ServiceProof.objects.create(
        district_id=room.district_id,
        room=room,
        person=person,
        ref=next_ref(f"FW{room.district.code or room.district_id}", day_of(at).year),
        name=person.name,
        since=since,
        until=until,
        minutes=total,
        served=lines,
        seed=seed,
        code_hash=receipts.hash_of(receipts.code_of(f"proof:{seed}")),
        issued_at=at,
        issued_by=by,
    )
    outbox.tell(
        User.objects.filter(person=person, is_active=True).values_list("pk", flat=True),
        but=by,
        event=f"proof.issue:{made.pk}",
        text=f"{room.name}给您开了志愿服务证明 {made.ref}",
        about="service:own",
        at=at,
    )
    audit.record(
        "proof.issue", target=made.ref, district_id=room.district_id, by=by, at=at,
        person=person.ref,
    )  # fmt: skip
    return made
