from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from zhushi.core import audit
from zhushi.core.errors import Refused
from zhushi.core.moments import day_of
from zhushi.people.models import Posting, User


@transaction.atomic
def relieve(posting: Posting, *, ends_on: date, by, at: datetime) -> Posting:
    """End a posting with a last day; the person's sessions end at once.

    One that was given for a time may end earlier. Raises Refused if it has ended already, ends
    by then in any case, or the day lies before its beginning.
    """
    posting = Posting.objects.select_for_update().get(pk=posting.pk)
    if posting.ends_on and posting.ends_on < day_of(at):
        raise Refused("这段任职已经结束。")
    if posting.ends_on and posting.ends_on <= ends_on:
        raise Refused(f"这段任职已定在{posting.ends_on:%Y-%m-%d}结束，只能提前。")
    if ends_on < posting.starts_on:
        raise Refused("结束日期不能早于开始日期。")
    posting.ends_on = ends_on
    posting.save(update_fields=["ends_on"])
    User.objects.filter(person=posting.person_id).update(session_epoch=F("session_epoch") + 1)
    audit.record(
        "posting.end",
        target=posting.person.ref,
        district_id=posting.district_id,
        by=by,
        at=at,
        role=posting.role,
    )
    return posting
