"""What a stand-in was given for a time is taken back, with the rights at once."""

from datetime import date, datetime, timedelta

from django.db.models import F

from zhushi.core import audit, outbox
from zhushi.people.actions.relieve import relieve
from zhushi.people.models import Leave, Posting, User


def withdraw(leave: Leave, *, back_on: date, by, at: datetime) -> None:
    """Let a leave's stand-in end the day before ``back_on``; nothing where it ends by then."""
    since, until = leave.stands_from, leave.stands_until
    if since is None or until is None or until < back_on:
        return
    last = back_on - timedelta(days=1)
    for posting in leave.postings.select_related("person"):
        _end(posting, last, by=by, at=at)
    leave.postings.clear()
    outbox.tell(
        set(User.objects.filter(person=leave.stand_in_id).values_list("pk", flat=True)),
        event=f"leave.withdraw:{leave.pk}:{leave.stand_in_id}:{back_on}",
        text=f"您替{leave.person.name}的代班到此为止，已接的值班请看“我的值班”",
        about="duties:own",
        but=by,
        at=at,
    )
    if last < since:
        leave.stand_in = leave.stands_from = leave.stands_until = None
    else:
        leave.stands_until = last
    leave.save(update_fields=["stand_in", "stands_from", "stands_until"])


def _end(posting: Posting, last: date, *, by, at: datetime) -> None:
    """End a stand-in's posting; one that has not begun by then never was."""
    if posting.ends_on is not None and posting.ends_on <= last:
        return
    if last >= posting.starts_on:
        relieve(posting, ends_on=last, by=by, at=at)
        return
    User.objects.filter(person=posting.person_id).update(session_epoch=F("session_epoch") + 1)
    audit.record(
        "posting.end",
        target=posting.person.ref,
        district_id=posting.district_id,
        by=by,
        at=at,
        role=posting.role,
    )
    posting.delete()
