from datetime import date, datetime

from django.db import transaction

from zhushi.activities.choices import TalkStatus
from zhushi.activities.models import Talk
from zhushi.core import audit
from zhushi.core.errors import Refused
from zhushi.core.moments import day_of


@transaction.atomic
def hold_talk(talk: Talk, *, on: date, by, at: datetime) -> Talk:
    """Note that a talk has taken place on a day; raises Refused for a day to come, or twice."""
    talk = Talk.objects.select_for_update(of=("self",)).select_related("person").get(pk=talk.pk)
    if talk.status != TalkStatus.PLANNED:
        raise Refused(f"和{talk.person.name}已经谈过了。")
    if on > day_of(at):
        raise Refused("还没有到那天，谈过以后再记。")
    talk.status, talk.held_on, talk.month = TalkStatus.HELD, on, on.replace(day=1)
    talk.save(update_fields=["status", "held_on", "month"])
    audit.record(
        "talk.hold",
        target=talk.person.ref,
        district_id=talk.district_id,
        by=by,
        at=at,
    )
    return talk
