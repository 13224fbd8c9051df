"""A pledge is asked about on its day and ends with evidence: kept, under way, or not kept."""

from datetime import date, datetime

from django.db import transaction

from zhushi.activities.actions.make_pledge import audited, check_public
from zhushi.activities.actions.show import ask_to_show
from zhushi.activities.choices import PledgeStatus
from zhushi.activities.models import Pledge
from zhushi.core import outbox
from zhushi.core.errors import Refused
from zhushi.core.moments import day_of
from zhushi.people.choices import Role
from zhushi.people.models import User
from zhushi.people.queries import logins_in_room

LEAST_WORDS = 4


@transaction.atomic
def settle_pledge(
    pledge: Pledge,
    *,
    outcome: PledgeStatus,
    result: str,
    due_on: date | None = None,
    by,
    at: datetime,
) -> Pledge:
    """Note with evidence how it ended, or how far it is and by when it will be done.

    OPEN: it is under way; it is asked about again on the new day. Raises Refused without a word
    of evidence, for an ended one, or for a new day that has come already.
    """
    result = result.replace("\r\n", "\n").strip()
    if len(result) < LEAST_WORDS:
        raise Refused("请写几个字：做了什么，做到哪一步，或者为什么没有做到。")
    check_public(result)
    pledge = Pledge.objects.select_for_update(of=("self",)).get(pk=pledge.pk)
    if pledge.settled_at:
        raise Refused("这条承诺已经有结果了。")
    if outcome == PledgeStatus.OPEN:
        if due_on is None or due_on <= day_of(at):
            raise Refused("还在做的，请写新的日子，要在今天之后。")
        pledge.due_on, pledge.asked_at = due_on, None
    else:
        pledge.status, pledge.settled_at = outcome, at
    pledge.result = result
    pledge.reword(by)
    pledge.save()
    ask_to_show(
        pledge.room,
        f"{pledge.person.name}的承诺说了做得怎样",
        about=f"pledge:{pledge.pk}",
        by=by,
        at=at,
    )
    audited("pledge.settle", pledge, by=by, at=at)
    return pledge


def ask_pledges(*, at: datetime) -> int:
    """Ask everybody whose pledge has come to its day, once for each day; returns how many.

    Who has no login any more is asked through the room's liaison. One statement if none is due.
    """
    due = Pledge.objects.filter(
        status=PledgeStatus.OPEN, due_on__lte=day_of(at), asked_at=None
    ).select_related("room", "person")
    return sum(_ask(pledge, at) for pledge in due)


@transaction.atomic
def _ask(pledge: Pledge, at: datetime) -> bool:
    still = Pledge.objects.filter(pk=pledge.pk, asked_at=None, due_on=pledge.due_on)
    if not still.update(asked_at=at):
        return False
    users = list(
        User.objects.filter(person=pledge.person_id, is_active=True).values_list("pk", flat=True)
    )
    outbox.tell(
        users or logins_in_room(pledge.room_id, Role.LIAISON, on=day_of(at)),
        event=f"pledge:{pledge.pk}:{pledge.due_on}",
        text=f"{pledge.person.name}在{pledge.room.name}作的承诺到日子了，请说一说做得怎样",
        about=f"pledge:{pledge.pk}",
        at=at,
    )
    audited("pledge.ask", pledge, by=None, at=at)
    return True
