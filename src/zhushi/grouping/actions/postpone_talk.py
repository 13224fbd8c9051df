from datetime import date, datetime

from zhushi.activities.choices import TalkStatus
from zhushi.activities.models import Talk, TalkRota
from zhushi.core import audit
from zhushi.core.errors import Refused
from zhushi.core.moments import day_of
from zhushi.grouping.actions.plan_talks import first_of, plan_talks


def postpone_talk(talk: Talk, *, to: date, by, at: datetime) -> Talk:
    """Put a talk off to a month or later and plan the others anew around it.

    Raises Refused for a talk that took place or is arranged, a month gone by or after the last,
    and with the sum where the months that are left do not hold everybody.
    """
    rota = TalkRota.objects.select_related("district").get(district=talk.district_id)
    if talk.status != TalkStatus.PLANNED:
        raise Refused(f"和{talk.person.name}已经谈过了。")
    if talk.meets_on and talk.meets_on >= day_of(at):
        raise Refused(f"已经约好{talk.person.name}，先取消邀请再推迟。")
    if not first_of(day_of(at)) <= first_of(to) <= first_of(rota.until):
        raise Refused(f"请选这个月以后、{rota.until.year}年{rota.until.month}月以前的月份。")
    made = plan_talks(
        rota.district, a_month=rota.a_month, until=rota.until,
        put_off={talk.person_id: first_of(to)}, by=by, at=at,
    )  # fmt: skip
    audit.record(
        "talk.postpone", target=talk.person.ref, district_id=talk.district_id, by=by, at=at,
        since=first_of(to).isoformat(),
    )  # fmt: skip
    return next(one for one in made if one.person_id == talk.person_id)
