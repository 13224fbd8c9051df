"""One matter as its resident reads it: the code shows where it stands, the secret what was said."""

from dataclasses import dataclass
from datetime import date

from zhushi.core import clock
from zhushi.matters.choices import ClockStep, MessageSide, Status, Visibility
from zhushi.matters.deadlines import limit_for
from zhushi.matters.lifecycle import ANSWER_READABLE, EDGES
from zhushi.matters.models import Commitment, Enclosure, Matter, Reply
from zhushi.matters.reference import limits_of
from zhushi.vault.choices import Field, Purpose
from zhushi.vault.models import Consent, Look

S = Status
GENERIC = {
    S.REGISTERED: ("已收到", "正在等工作室受理。"),
    S.CLOSED: ("已办结", "想看答复内容，请输入口令。"),
    S.ARCHIVED: ("已办结", "想看答复内容，请输入口令。"),
}
STEP_WORDS = {
    ClockStep.ACCEPT: "有人受理",
    ClockStep.DISPATCH: "转到承办单位",
    ClockStep.FIRST_CONTACT: "承办单位联系您",
    ClockStep.REPLY: "书面答复",
    ClockStep.TELL: "把答复告诉您",
    ClockStep.EVALUATE: "等您评价",
    ClockStep.REDO: "重办后再答复",
    ClockStep.MEETING: "开会协调",
    ClockStep.HAND_OVER: "专人移送",
}


def generic(matter: Matter) -> tuple[str, str]:
    """Where it stands in words that give nothing away to a stranger with the code."""
    if matter.status in GENERIC:
        return GENERIC[Status(matter.status)]
    if matter.status in ANSWER_READABLE:
        return "已答复", "想看答复内容，请输入口令。"
    return "正在办理", "有新进展会写在这里。"


@dataclass
class Progress:
    """Everything the second secret opens; newest first."""

    replies: list[Reply]
    question: object | None
    messages: list
    dues: list[dict]
    steps: list[dict]
    files: list[Enclosure]
    consents: list[dict]
    looks: list[dict]
    can_rate: bool
    redo_within: str
    can_add: bool
    evaluations: list
    waits_until: date | None

    @property
    def reply(self) -> Reply | None:
        return self.replies[0] if self.replies else None


def progress_of(matter: Matter) -> Progress:
    """Read it all; about ten statements, whatever the matter's age."""
    replies = list(
        matter.replies.filter(confirmed_at__isnull=False, sent_back_at=None)
        .select_related("unit", "scan")
        .order_by("-pk")
    )
    promised = {c.reply_id: c for c in Commitment.objects.filter(matter=matter)}
    for reply in replies:
        reply.promise = promised.get(reply.pk)  # type: ignore[attr-defined]
    messages = list(matter.messages.order_by("-pk"))
    running = list(matter.clocks.filter(stopped_at=None, step__in=STEP_WORDS))
    evaluations = list(matter.evaluations.order_by("-round"))
    rated = {evaluation.round for evaluation in evaluations}
    question = [m for m in messages if m.side == MessageSide.ROOM and m.answered_at is None]
    limits = limits_of(matter.district, on=clock.today())
    return Progress(
        replies=replies,
        question=question[0] if question else None,
        messages=messages,
        dues=[_due(one) for one in running],
        steps=_steps(matter),
        files=list(
            Enclosure.objects.filter(matter=matter, is_for_resident=True)
            .select_related("attachment")
            .order_by("pk")
        ),
        consents=_consents(matter),
        looks=_looks(matter),
        can_rate=matter.status == S.TOLD and matter.redo_count + 1 not in rated,
        redo_within=limit_for(limits, ClockStep.REDO, matter.limit_class).words,
        can_add=matter.status in EDGES["add"].sources,
        evaluations=evaluations,
        waits_until=next((c.due_on for c in running if c.step == ClockStep.EVALUATE), None),
    )


def headline(matter: Matter, progress: Progress) -> tuple[str, str]:
    """The newest thing, in one line and one sentence."""
    if progress.question:
        return "工作室有一个问题想问您", "回答之前，答复的时限先停着（最多 10 个工作日）。"
    if progress.can_rate:
        return "已经答复，等您评价", "不评也会如实记为“未评价”。"
    if matter.visibility == Visibility.SEALED:
        return "已由专人办理", "只有两名专人看得到您写的内容。"
    if matter.status in (S.DECLINED, S.REFERRED) and matter.outcome:
        return "已告诉您该找谁", matter.outcome
    return generic(matter)[0], ""


def _due(running) -> dict:
    words = STEP_WORDS[ClockStep(running.step)]
    text = running.sentence + (f"（{running.basis}）" if running.basis else "")
    if running.is_provisional:
        text += "节假日安排公布后可能调整。"
    return {"when": running.due_on, "title": f"最迟这天{words}", "text": text, "state": "next"}


def _steps(matter: Matter) -> list[dict]:
    told = matter.steps.exclude(public="").order_by("-pk")
    steps = [
        {"when": step.at, "title": _first(step.public)[0], "text": _first(step.public)[1]}
        for step in told
    ]
    if steps:
        steps[0]["state"] = "now"
    return steps


def _first(public: str) -> tuple[str, str]:
    """The first clause as the title, the rest below."""
    for mark in "：。":
        head, found, rest = public.partition(mark)
        if found and len(head) <= 24:
            return head, rest
    return public, ""


def _consents(matter: Matter) -> list[dict]:
    if matter.identity is None or matter.visibility == Visibility.SEALED:
        return []
    current = {
        consent.purpose: consent
        for consent in Consent.objects.filter(identity=matter.identity, withdrawn_at=None)
    }
    return [
        {"value": purpose.value, "label": purpose.label, "given": current.get(purpose)}
        for purpose in Purpose
    ]


def _looks(matter: Matter) -> list[dict]:
    if matter.identity is None:
        return []
    looks = Look.objects.filter(identity=matter.identity).order_by("-at", "-pk")
    return [
        {"look": look, "fields": "、".join(str(Field(name).label) for name in look.fields)}
        for look in looks
    ]
