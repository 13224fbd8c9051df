"""What is known about the thing a letter is about, in words; identities are not among it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import time

from zhushi.activities.choices import DutyPart
from zhushi.activities.models import Activity, ReceptionDay
from zhushi.core.moments import day_of
from zhushi.core.privacy import redact
from zhushi.matters.choices import DispatchStatus, Kind
from zhushi.matters.models import Dispatch, Matter, Reply
from zhushi.papers.choices import LetterKind
from zhushi.papers.gbt9704.letter import day as in_words

K = LetterKind
OPEN = (DispatchStatus.SENT, DispatchStatus.SIGNED)
STANDING = (*OPEN, DispatchStatus.REPLIED)


@dataclass(frozen=True)
class About:
    """What a letter is about and what is known of it; one of matter, day and activity is there."""

    facts: Mapping[str, str]
    matter: Matter | None = None
    dispatch: Dispatch | None = None
    day: ReceptionDay | None = None
    activity: Activity | None = None
    to: str = ""
    present: Sequence[tuple[str, str]] = field(default=())


def of_matter(kind: LetterKind, matter: Matter, dispatches: Sequence[Dispatch]) -> About:
    """A matter as one kind of letter tells of it; dispatches: all of its parts, the lead first."""
    standing = [one for one in dispatches if one.status in STANDING]
    lead = next((one for one in standing if one.is_lead), None)
    helpers = [one for one in standing if not one.is_lead]
    names = [one.person.name for one in matter.proposers.select_related("person")]
    facts = {
        "编号": matter.ref,
        "题目": redact(matter.title),
        "代表": _people(names),
        "工作室": matter.room.name,
        "摘要": matter.extract,
        "全文": matter.content if matter.is_of_delegates else "",
    }
    if lead:
        facts |= {
            "主办单位": lead.unit.name,
            "协办单位": "、".join(one.unit.name for one in helpers),
            "要办的事": lead.task,
            "期限": in_words(lead.due_on) if lead.due_on else "",
            "交办日期": in_words(day_of(lead.sent_at)),
        }
    if kind == K.EXTENSION and lead:
        asked = lead.extension
        facts |= {"延期理由": asked.reason, "延长": f"{asked.workdays}个工作日"}
    to = ""
    if kind in (K.FORWARD, K.ASSIGN):
        to = "、".join(one.unit.name for one in standing)
    elif kind in (K.URGE, K.SUPERVISE, K.EXTENSION) and lead:
        to = lead.unit.name
    elif kind == K.REPLY:
        facts |= _answer(matter, lead)
        to = _people(names) if names else matter.room.name
    return About(facts, matter=matter, dispatch=lead, to=to)


def of_day(day: ReceptionDay) -> About:
    """A reception day as it is announced: who receives is named, who stands by is not."""
    duties = day.duties.filter(part=DutyPart.RECEIVE).select_related("person")
    facts = {
        "工作室": day.room.name,
        "日期": in_words(day.on),
        "时间": _hours(day.starts_at, day.ends_at),
        "地点": day.room.place,
        "接待代表": "、".join(duty.person.name for duty in duties),
        "电话": day.room.phone,
    }
    return About(facts, day=day)


def of_activity(activity: Activity) -> About:
    """An activity for its minutes: who came, who was asked and did not, who was invited."""
    asked = list(activity.participants.select_related("person"))
    came = [one.person.name for one in asked if one.has_come]
    away = [one.person.name for one in asked if one.has_come is False]
    guests = [
        f"{one.name}（{one.body}）" if one.body else one.name for one in activity.guests.all()
    ]
    said = [
        f"{one.person.name if one.person else one.speaker or '与会人员'}：{one.text}"
        for one in activity.statements.select_related("person")
    ]
    facts = {
        "工作室": activity.room.name,
        "题目": activity.title,
        "日期": in_words(activity.on),
        "时间": _hours(activity.starts_at, activity.ends_at),
        "地点": activity.place,
        "主持": activity.lead.name if activity.lead else "",
        "议程": activity.agenda,
        "记录": "\n".join(filter(None, [activity.record, *said])),
    }
    lists = (("出席", came), ("请假", away), ("列席", guests))
    present = tuple((label, "、".join(names)) for label, names in lists if names)
    return About(facts, activity=activity, present=present)


def offered(matter: Matter, dispatches: Sequence[Dispatch], *, as_unit: bool) -> list[LetterKind]:
    """The kinds that make sense of a matter now: a unit answers, the desk does the rest."""
    lead = next((one for one in dispatches if one.is_lead and one.status in STANDING), None)
    if as_unit:
        return [K.REPLY] if lead else []
    kinds = []
    if lead:
        kinds.append(K.FORWARD if matter.is_of_delegates else K.ASSIGN)
        longer = getattr(lead, "extension", None)
        if longer and longer.is_granted:
            kinds.append(K.EXTENSION)
        if lead.status in OPEN:
            kinds += [K.URGE, K.SUPERVISE]
    if matter.kind == Kind.RESEARCH:
        kinds.append(K.REPORT)
    return kinds


def _answer(matter: Matter, lead: Dispatch | None) -> dict[str, str]:
    found = Reply.objects.filter(matter=matter, sent_back_at=None, unit__isnull=False)
    if lead:
        found = found.filter(unit=lead.unit)
    reply = found.order_by("-pk").first()
    if reply is None:
        return {"答复": "", "答复类别": ""}
    label = reply.get_reply_class_display()
    return {"答复": reply.text, "答复类别": label.partition("：")[2] or label}


def _people(names: Sequence[str]) -> str:
    if len(names) > 3:
        return f"{'、'.join(names[:3])}等{len(names)}名代表"
    return f"{'、'.join(names)}代表" if names else ""


def _hours(starts: time | None, ends: time | None) -> str:
    if not starts:
        return ""
    told = f"{starts.hour}:{starts:%M}"
    return f"{told}—{ends.hour}:{ends:%M}" if ends else told
