from datetime import date, datetime

from django.db import transaction

from zhushi.activities.choices import TalkStatus
from zhushi.activities.models import Talk, TalkRota
from zhushi.core import audit
from zhushi.core.errors import Refused
from zhushi.core.moments import day_of
from zhushi.grouping.actions.plan_talks import first_of, plan_talks


@transaction.atomic
def postpone_talk(talk: Talk, *, to: date, by, at: datetime) -> Talk:
    """Put a talk off to a month or later and plan the others anew around it.

    Raises Refused for a talk that took place, a month gone by or after the last, and with the
    sum where the months that are left do not hold everybody.
    """
    talk = Talk.objects.select_for_update(of=("self",)).select_related("person").get(pk=talk.pk)
    rota = TalkRota.objects.select_related("district").get(district=talk.district_id)
    if talk.status != TalkStatus.PLANNED:
        raise Refused(f"和{talk.person.name}已经谈过了。")
    if not first_of(day_of(at)) <= first_of(to) <= first_of(rota.until):
        raise Refused(f"请选这个月以后、{rota.until.year}年{rota.until.month}月以前的月份。")
    talk.not_before = first_of(to)
    talk.save(update_fields=["not_before"])
    audit.record(
        "talk.postpone", target=talk.person.ref, district_id=talk.district_id, by=by, at=at,
        since=first_of(to).isoformat(),
    )  # fmt: skip
    plan_talks(rota.district, a_month=rota.a_month, until=rota.until, by=by, at=at)
    return Talk.objects.planned().get(person=talk.person_id)
