"""The receipt of what was just handed in, for half an hour in this session."""

from datetime import datetime, timedelta

from zhushi.core.moments import day_of
from zhushi.matters import deadlines
from zhushi.matters.choices import ClockStep, Visibility
from zhushi.matters.models import Matter
from zhushi.matters.receipt import pin_of
from zhushi.matters.reference import calendar_of, limits_of

KEY, MINUTES = "receipt", 30
NEXT = (
    (ClockStep.ACCEPT, "有人受理", "受理人会告诉您归谁办。"),
    (ClockStep.DISPATCH, "转到承办单位", ""),
    (ClockStep.REPLY, "书面答复", ""),
)


def remember(session, matter: Matter, at: datetime) -> None:
    session[KEY] = {
        "matter": matter.pk,
        "until": (at + timedelta(minutes=MINUTES)).timestamp(),
    }


def remembered(session, at: datetime) -> Matter | None:
    """The matter handed in in this session."""
    shown = session.get(KEY) or {}
    if shown.get("until", 0) <= at.timestamp():
        return None
    related = ("district", "room", "identity", "collector")
    return Matter.objects.select_related(*related).filter(pk=shown["matter"]).first()


def pin_shown(matter: Matter) -> str:
    """The PIN where no telephone can stand for it."""
    has_phone = matter.identity is not None and bool(matter.identity.last_four)
    return "" if has_phone else pin_of(matter)


def outlook(matter: Matter) -> list[dict]:
    """What happens next and by when, each day with its sentence; steps of a timeline."""
    steps = [{"when": matter.received_at, "title": "已登记", "text": f"登记号 {matter.ref}"}]
    if matter.visibility == Visibility.SEALED:
        steps.append(
            {
                "when": matter.due_on,
                "title": "专人处理并移送",
                "text": "只由两名专人经手，工作室的人看不到。",
                "state": "now",
            }
        )
        return steps
    received_on = day_of(matter.received_at)
    table = limits_of(matter.district, on=received_on)
    calendar = calendar_of(matter.district)
    for step, title, more in NEXT:
        limit = deadlines.limit_for(table, step, matter.limit_class)
        due = deadlines.due(received_on, limit.length, limit.unit, calendar)
        steps.append(
            {
                "when": due.on,
                "title": f"最迟这天{title}",
                "text": f"{due.sentence}{more}",
                "state": "now" if step == ClockStep.ACCEPT else "next",
            }
        )
    steps.append(
        {
            "when": "答复后",
            "title": "您来评价",
            "text": "态度和结果分开评；不满意可重办一次。",
            "state": "next",
        }
    )
    return steps
