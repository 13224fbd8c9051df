"""A unit's promise is asked again on its day and ends kept or broken."""

from datetime import date, datetime

from django.db import transaction

from zhushi.core import audit, outbox
from zhushi.core.errors import Refused
from zhushi.core.moments import day_of
from zhushi.matters import notices
from zhushi.matters.choices import CommitmentStatus
from zhushi.matters.models import Commitment, Step
from zhushi.people.choices import Role
from zhushi.people.queries import logins_in_room, logins_in_units


@transaction.atomic
def ask_again(commitment: Commitment, *, by, at: datetime) -> Commitment:
    """Ask the unit whether its promise has been kept; asked once, room and unit are told."""
    commitment = Commitment.objects.select_for_update(of=("self",)).get(pk=commitment.pk)
    if commitment.status != CommitmentStatus.OPEN:
        return commitment
    commitment.status, commitment.asked_at = CommitmentStatus.ASKED, at
    commitment.save(update_fields=["status", "asked_at"])
    on = day_of(at)
    users = logins_in_room(commitment.matter.room_id, Role.LIAISON, on=on)
    if commitment.unit_id:
        users += logins_in_units([commitment.unit_id], Role.HANDLER, on=on)
    outbox.tell(
        users,
        event=f"commitment:{commitment.pk}:{commitment.due_on}",
        text=f"编号尾号 {commitment.matter.ref[-4:]} 的承诺到期，请说明是否兑现",
        about=notices.about(commitment.matter),
        at=at,
    )
    _note(commitment, "commitment.ask", f"承诺到期追问：{commitment.text}", "", by, at)
    return commitment


@transaction.atomic
def settle_commitment(
    commitment: Commitment,
    *,
    is_kept: bool,
    result: str,
    postponed_to: date | None = None,
    by,
    at: datetime,
) -> Commitment:
    """Note whether a promise was kept; a broken one may be promised again for a later day.

    Raises Refused without a word on the result or if it is settled already.
    """
    if len(result.strip()) < 4:
        raise Refused("请写明兑现情况。")
    commitment = Commitment.objects.select_for_update(of=("self",)).get(pk=commitment.pk)
    if commitment.settled_at:
        raise Refused("这条承诺已经有结果了。")
    if postponed_to and not is_kept:
        if postponed_to <= day_of(at):
            raise Refused("新的日期要在今天之后。")
        commitment.due_on, commitment.status = postponed_to, CommitmentStatus.OPEN
        public = f"承诺推迟到{postponed_to:%Y-%m-%d}：{result.strip()}"
    else:
        commitment.status = CommitmentStatus.KEPT if is_kept else CommitmentStatus.BROKEN
        commitment.settled_at = at
        public = f"承诺{'已兑现' if is_kept else '没有兑现'}：{result.strip()}"
    commitment.result = result.strip()
    commitment.save()
    _note(commitment, "commitment.settle", commitment.result, public[:300], by, at)
    return commitment


def _note(commitment: Commitment, event: str, said: str, public: str, by, at: datetime) -> None:
    matter = commitment.matter
    Step.objects.create(
        matter=matter,
        verb="commitment",
        source=matter.status,
        target=matter.status,
        at=at,
        by=by,
        by_label=by.person.name if by else "",
        said=said,
        public=public,
    )
    audit.record(event, target=matter.ref, district_id=matter.district_id, by=by, at=at)
