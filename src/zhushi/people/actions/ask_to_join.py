from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from zhushi.core import audit, crypto, outbox, receipts
from zhushi.core.errors import Refused
from zhushi.core.moments import day_of
from zhushi.core.privacy import mask_phone, phone_digits
from zhushi.core.refs import next_ref
from zhushi.core.submissions import claim, digest_of, settle
from zhushi.people.choices import HalfDay, JoiningStatus, Role, VolunteerKind
from zhushi.people.models import Joining
from zhushi.people.queries import logins_in_room
from zhushi.rooms.models import Workroom

CONSENT = "2026-11-2"
"""The version of the words an applicant agreed to (portal/templates/portal/join.html)."""


def last_four_of(joining: Joining, digits: str) -> str:
    """The keyed hash of the last four digits: the second secret of this one application."""
    return crypto.blind_index(digits[-4:], f"joining4:{joining.pk}")


@transaction.atomic
def ask_to_join(
    room: Workroom,
    *,
    name: str,
    phone: str,
    kind: VolunteerKind,
    skills: str = "",
    free: Sequence[HalfDay] = (),
    has_agreed: bool,
    key: str,
    at: datetime,
    by=None,
) -> Joining:
    """Take down that somebody wants to be a volunteer of a room; the room's desk is told.

    key: the form's own key; the same form again is the same application. Raises Refused without
    a name, a telephone and the consent.
    """
    digest = digest_of("join", str(room.pk), name, phone, kind, skills, *free)
    if earlier := claim(key, digest, at=at):
        return Joining.objects.get(pk=earlier)
    if not has_agreed:
        raise Refused("请先看过并勾选同意，我们才能留下您的姓名和电话。")
    digits = phone_digits(phone)
    if not name.strip() or len(digits) < 7:
        raise Refused("请填姓名和电话，方便工作室联系您。")
    seed = f"joining:{key}"
    joining = Joining(
        room=room,
        ref=next_ref("ZY", day_of(at).year),
        name=name.strip(),
        masked_phone=mask_phone(phone.strip()),
        kind=kind,
        skills=skills.strip(),
        free=[half.value for half in HalfDay if half in free],
        consent=CONSENT,
        receipt_seed=seed,
        code_hash=receipts.hash_of(receipts.code_of(seed)),
        received_at=at,
    )
    joining.seal("phone", phone.strip())
    joining.last_four = last_four_of(joining, digits)
    joining.save(force_insert=True)
    settle(key, str(joining.pk))
    audit.record("joining.ask", target=joining.ref, district_id=room.district_id, by=by, at=at)
    desk = logins_in_room(room.pk, Role.LIAISON, Role.HEAD, on=day_of(at))
    outbox.tell(
        desk,
        event=f"joining:{joining.pk}",
        text=f"有人申请当{room.name}的志愿者，请联系并答复",
        about=f"volunteers:{room.code}",
        at=at,
    )
    return joining


@transaction.atomic
def withdraw_joining(joining: Joining, *, by, at: datetime) -> Joining:
    """Take an application back; raises Refused once it is decided."""
    joining = Joining.objects.pending_locked(joining.pk)
    joining.status, joining.decided_at = JoiningStatus.WITHDRAWN, at
    joining.save(update_fields=["status", "decided_at"])
    district = joining.room.district_id
    audit.record("joining.withdraw", target=joining.ref, district_id=district, by=by, at=at)
    return joining
