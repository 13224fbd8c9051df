from datetime import datetime

from django.db import transaction

from zhushi.core import audit
from zhushi.core.errors import Refused
from zhushi.core.moments import day_of
from zhushi.people.actions.keep_volunteer import keep_volunteer
from zhushi.people.actions.post import post
from zhushi.people.actions.register_person import phone_index_of, register_person
from zhushi.people.choices import HalfDay, JoiningStatus, Role, VolunteerKind
from zhushi.people.models import Joining, Person, Posting, Volunteer
from zhushi.rooms.models import Unit


@transaction.atomic
def approve_joining(joining: Joining, *, by, at: datetime) -> Joining:
    """Make an applicant a volunteer of the room from today on; a login is invited separately.

    Somebody of the district under the same name and telephone is taken for the same person: what
    is noted of them stays, and only what is missing is taken from the form. The person now has
    what was told, and the application is forgotten thirty days later.
    Raises Refused if it is decided already.
    """
    joining = Joining.objects.pending_locked(joining.pk)
    room, on = joining.room, day_of(at)
    phone = joining.open("phone")
    # Who asked two rooms is one person, whichever of them answers first.
    Unit.objects.select_for_update(no_key=True).get(pk=room.district_id)
    known = Person.objects.filter(
        district=room.district_id,
        name=joining.name,
        phone_index=phone_index_of(phone, room.district),
    ).first()
    person = known or register_person(room.district, name=joining.name, phone=phone, by=by, at=at)
    held = Posting.objects.not_over_on(on).filter(person=person, room=room, role=Role.VOLUNTEER)
    if not held.exists():
        post(person, role=Role.VOLUNTEER, place=room, starts_on=on, by=by, at=at)
    noted = Volunteer.objects.filter(person=person).first()
    keep_volunteer(
        person,
        kind=VolunteerKind(noted.kind if noted else joining.kind),
        skills=(noted.skills if noted else "") or joining.skills,
        free=[HalfDay(value) for value in (noted.free if noted else ()) or joining.free],
        by=by,
        at=at,
    )
    joining.status, joining.person = JoiningStatus.APPROVED, person
    joining.decided_at, joining.decided_by = at, by
    joining.save(update_fields=["status", "person", "decided_at", "decided_by"])
    audit.record(
        "joining.approve", target=joining.ref, district_id=room.district_id, by=by, at=at,
        person=person.ref,
    )  # fmt: skip
    return joining


@transaction.atomic
def decline_joining(joining: Joining, *, sentence: str, by, at: datetime) -> Joining:
    """Say no with a sentence the applicant reads; what they told is deleted thirty days later.

    Raises Refused without a sentence or if it is decided already.
    """
    if len(sentence.strip()) < 4:
        raise Refused("请写一句话说明，本人凭回执看得到。")
    joining = Joining.objects.pending_locked(joining.pk)
    joining.status, joining.answer = JoiningStatus.DECLINED, sentence.strip()[:200]
    joining.decided_at, joining.decided_by = at, by
    joining.save(update_fields=["status", "answer", "decided_at", "decided_by"])
    district = joining.room.district_id
    audit.record("joining.decline", target=joining.ref, district_id=district, by=by, at=at)
    return joining


@transaction.atomic
def look_at_joining(joining: Joining, *, by, at: datetime) -> str:
    """Open an applicant's telephone, to call them about the application; leaves a line."""
    phone = joining.open("phone")
    if not phone:
        raise Refused("这份申请的电话已经删除。")
    district = joining.room.district_id
    audit.record("joining.look", target=joining.ref, district_id=district, by=by, at=at)
    return phone
