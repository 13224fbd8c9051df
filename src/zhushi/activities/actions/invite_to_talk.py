"""A planned talk gets a day, an hour and a place; the delegate is told, and told of a change."""

from datetime import date, datetime, time

from django.db import transaction

from zhushi.activities.choices import TalkStatus
from zhushi.activities.models import Talk
from zhushi.core import audit, outbox
from zhushi.core.errors import Refused
from zhushi.core.moments import day_of
from zhushi.people.models import User


@transaction.atomic
def invite_to_talk(talk: Talk, *, on: date, starts_at: time, place: str, by, at: datetime) -> Talk:
    """Invite the delegate, or move what they were invited to; the talk stands in that month.

    Raises Refused for a talk that took place, a day gone by, or without a place.
    """
    if on < day_of(at):
        raise Refused("这天已经过了，请选今天或以后。")
    if not place.strip():
        raise Refused("请写在哪里谈。")
    talk = _planned(talk)
    wanted = (on, starts_at, place.strip())
    if (talk.meets_on, talk.meets_at, talk.place) == wanted:
        return talk
    is_moved = talk.meets_on is not None
    talk.meets_on, talk.meets_at, talk.place = wanted
    talk.month = on.replace(day=1)
    talk.save(update_fields=["meets_on", "meets_at", "place", "month"])
    verb = "改到" if is_moved else "请您"
    when = f"{on.month}月{on.day}日 {starts_at:%H:%M}"
    _tell(talk, f"个别谈话{verb}{when}，{talk.place}", by=by, at=at)
    _audit("talk.invite", talk, by, at)
    return talk


@transaction.atomic
def uninvite_from_talk(talk: Talk, *, by, at: datetime) -> Talk:
    """Call the day off; the talk stays planned. Raises Refused where nobody was invited."""
    talk = _planned(talk)
    if talk.meets_on is None:
        raise Refused(f"还没有约{talk.person.name}。")
    when = f"{talk.meets_on.month}月{talk.meets_on.day}日"
    talk.meets_on, talk.meets_at, talk.place = None, None, ""
    talk.save(update_fields=["meets_on", "meets_at", "place"])
    _tell(talk, f"{when}的个别谈话取消了，另约时间", by=by, at=at)
    _audit("talk.uninvite", talk, by, at)
    return talk


def _planned(talk: Talk) -> Talk:
    found = Talk.objects.select_for_update(of=("self",)).select_related("person")
    standing = found.filter(pk=talk.pk).first()
    if standing is None:
        raise Refused("这次谈话刚刚重新排过，请看新的安排。")
    if standing.status != TalkStatus.PLANNED:
        raise Refused(f"和{standing.person.name}已经谈过了。")
    return standing


def _tell(talk: Talk, text: str, *, by, at: datetime) -> None:
    outbox.tell(
        User.objects.filter(person=talk.person_id, is_active=True).values_list("pk", flat=True),
        but=by,
        event=f"talk:{talk.pk}:{at.timestamp():.0f}",
        text=text,
        about="own:talk",
        at=at,
    )


def _audit(event: str, talk: Talk, by, at: datetime) -> None:
    audit.record(event, target=talk.person.ref, district_id=talk.district_id, by=by, at=at)
