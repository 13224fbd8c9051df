"""The one table of moves: from where, to where, with which right, said how to the public.

The nine published steps (发布预告、驻室服务、分类登记、沟通解释、分层交办、限时督办、及时答复、
逐项销号、资料归档) are labels over these edges; docs/domain/matter.md is drawn from the table.
"""

from dataclasses import dataclass, replace
from typing import Any

from zhushi.core.errors import Refused
from zhushi.core.perms import Perm
from zhushi.matters.choices import OF_DELEGATES, CommitmentStatus, Kind, Status

S = Status


@dataclass(frozen=True)
class Edge:
    """One verb: where it may start, where it leads (None: stays), who may, what is told.

    label: the button; public: the sentence a resident reads, empty if the step is internal;
    kinds: of matters that know the verb.
    """

    sources: frozenset[Status]
    target: Status | None
    perm: Perm
    label: str
    icon: str
    public: str = ""
    kinds: frozenset[Kind] = frozenset(Kind)

    def starts_at(self, status: str, kind: str) -> bool:
        """Whether a matter of a kind may take it from a status."""
        return status in self.sources and kind in self.kinds


def _edge(
    sources: str, target: Status | None, perm: Perm, label: str, icon: str, public: str = ""
) -> Edge:
    return Edge(frozenset(S(name) for name in sources.split()), target, perm, label, icon, public)


def _opinion(*given: Any) -> Edge:
    """A verb of what residents say: somebody stands behind it who is asked, told and called."""
    return replace(_edge(*given), kinds=frozenset({Kind.OPINION}))


def _delegates(*given: Any) -> Edge:
    """A verb of what delegates hand in: checked and approved before units are charged."""
    return replace(_edge(*given), kinds=OF_DELEGATES)


_TRIAGE = "REGISTERED ACCEPTED"
_WITH_UNIT = "DISPATCHED HANDLING"
_OPEN = (
    "REGISTERED CHECKED TURNED_DOWN ACCEPTED DISPATCHED HANDLING RETURNED REPLIED CONFIRMED TOLD "
    "EVALUATED ESCALATED"
)

EDGES: dict[str, Edge] = {
    "accept": _opinion("REGISTERED", S.ACCEPTED, Perm.MATTER_ACCEPT, "受理", "check", "已受理"),
    "answer": _opinion(
        _TRIAGE, S.ANSWERED, Perm.MATTER_ANSWER, "当场答复", "message-check", "当场答复"
    ),
    "decline": _opinion(
        _TRIAGE,
        S.DECLINED,
        Perm.MATTER_DECLINE,
        "不予受理并指引",
        "direction-sign",
        "已告诉您该找谁",
    ),
    "refer": _opinion(
        _TRIAGE, S.REFERRED, Perm.MATTER_REFER, "转其他渠道", "transfer", "已转到其他渠道办理"
    ),
    "merge": _opinion(
        _TRIAGE, S.MERGED, Perm.MATTER_MERGE, "与同类事项并案", "arrows-join", "与同类事项一并办理"
    ),
    "seal": _opinion(
        "REGISTERED ACCEPTED DISPATCHED HANDLING RETURNED",
        S.SEALED,
        Perm.MATTER_SEAL,
        "转密封通道",
        "lock",
        "已转专人办理",
    ),
    "hand_over": _opinion(
        "SEALED", S.HANDED_OVER, Perm.SEALED_HANDLE, "移送纪检监察", "gavel", "已移送有权机关"
    ),
    "conclude": _opinion(
        "HANDED_OVER", S.CLOSED, Perm.SEALED_HANDLE, "办结密封事项", "square-check", "已办结"
    ),
    "dispatch": _opinion(
        "ACCEPTED", S.DISPATCHED, Perm.MATTER_DISPATCH, "交办", "send", "已交承办单位"
    ),
    "check": _delegates(
        "REGISTERED", S.CHECKED, Perm.MATTER_CHECK, "核对通过，送审批", "check", "已核对，正在审批"
    ),
    "turn_down": _delegates(
        "REGISTERED CHECKED", S.TURNED_DOWN, Perm.MATTER_CHECK, "退回修改", "arrow-back-up"
    ),
    "revise": _delegates(
        "TURNED_DOWN", S.REGISTERED, Perm.MATTER_EVALUATE, "修改后再交", "send", "修改后再交"
    ),
    "approve_step": _delegates("CHECKED", None, Perm.MATTER_APPROVE, "同意，送下一步", "check"),
    "approve": _delegates(
        "CHECKED", S.ACCEPTED, Perm.MATTER_APPROVE, "同意", "check", "已批准，准备批转"
    ),
    "disapprove": _delegates(
        "CHECKED", S.REGISTERED, Perm.MATTER_APPROVE, "不同意，退党联办", "arrow-back"
    ),
    "forward": _delegates(
        "ACCEPTED", S.DISPATCHED, Perm.MATTER_CHECK, "批转", "send", "已批转承办单位"
    ),
    "sign_in": _edge(
        "DISPATCHED", S.HANDLING, Perm.MATTER_SIGN_IN, "签收", "writing-sign", "承办单位已签收"
    ),
    "co_sign_in": _edge(
        _WITH_UNIT, None, Perm.MATTER_SIGN_IN, "签收", "writing-sign", "协办单位已签收"
    ),
    "hand_back": _edge(_WITH_UNIT, S.RETURNED, Perm.MATTER_HAND_BACK, "退办", "corner-up-left"),
    "co_hand_back": _edge(_WITH_UNIT, None, Perm.MATTER_HAND_BACK, "退办", "corner-up-left"),
    "grant": _edge(
        "RETURNED", S.ACCEPTED, Perm.MATTER_DECIDE, "同意退办", "check", "正在另行确定承办单位"
    ),
    "co_grant": _edge(_WITH_UNIT, None, Perm.MATTER_DECIDE, "同意退办", "check"),
    "co_uphold": _edge(_WITH_UNIT, None, Perm.MATTER_DECIDE, "不同意退办", "arrow-back"),
    "uphold": _edge(
        "RETURNED",
        S.HANDLING,
        Perm.MATTER_DECIDE,
        "不同意退办",
        "arrow-back",
        "确定仍由原单位办理",
    ),
    "ask_extension": _edge("HANDLING", None, Perm.MATTER_EXTEND, "申请延期", "calendar-plus"),
    "extend": _edge(
        "HANDLING", None, Perm.MATTER_DECIDE, "同意延期", "calendar-check", "办理时间延长"
    ),
    "refuse_extension": _edge("HANDLING", None, Perm.MATTER_DECIDE, "不同意延期", "calendar-x"),
    "contact": _opinion(
        "HANDLING", None, Perm.MATTER_REPLY, "记首次联系", "phone", "承办单位已联系本人"
    ),
    "opine": _edge("HANDLING", None, Perm.MATTER_REPLY, "提交协办意见", "message-plus"),
    "urge": _edge(_WITH_UNIT, None, Perm.MATTER_URGE, "催办", "bell", "已催办"),
    "supervise": _edge(_WITH_UNIT, None, Perm.MATTER_SUPERVISE, "督办", "alert-triangle", "已督办"),
    "reply": _edge(
        "HANDLING",
        S.REPLIED,
        Perm.MATTER_REPLY,
        "书面答复",
        "file-text",
        "承办单位已书面答复，正在核对",
    ),
    "enter_reply": _edge(
        _WITH_UNIT,
        S.REPLIED,
        Perm.MATTER_ENTER_REPLY,
        "代录纸质答复",
        "file-plus",
        "承办单位已书面答复，正在核对",
    ),
    "send_back": _edge(
        "REPLIED",
        S.HANDLING,
        Perm.MATTER_CONFIRM,
        "退回重写",
        "pencil-x",
        "答复不够清楚，已请单位补充",
    ),
    "confirm": _edge(
        "REPLIED", S.CONFIRMED, Perm.MATTER_CONFIRM, "核对通过", "circle-check", "答复已核对"
    ),
    "follow": _opinion(
        "MERGED", S.CONFIRMED, Perm.MATTER_CONFIRM, "随并案答复", "arrows-split", "答复已核对"
    ),
    "present": _delegates(
        "CONFIRMED", S.TOLD, Perm.MATTER_CONFIRM, "答复送代表", "send", "答复已送代表"
    ),
    "evaluate": _delegates(
        "TOLD", S.EVALUATED, Perm.MATTER_EVALUATE, "评价答复", "star", "代表已评价"
    ),
    "settle": _delegates(
        "TOLD EVALUATED ESCALATED",
        S.CLOSED,
        Perm.MATTER_CHECK,
        "定是否采纳，办结",
        "square-check",
        "已办结",
    ),
    "tell": _opinion(
        "CONFIRMED", S.TOLD, Perm.MATTER_TELL, "告知本人", "phone-outgoing", "答复已告知本人"
    ),
    "call_back": _opinion("TOLD EVALUATED CLOSED", None, Perm.MATTER_TELL, "记回访", "phone-call"),
    "rate": _opinion("TOLD", S.EVALUATED, Perm.MATTER_RATE, "代录评价", "star", "已评价"),
    "redo": _edge(
        "EVALUATED", S.HANDLING, Perm.MATTER_CLOSE, "退回重办", "refresh", "评价不满意，已退回重办"
    ),
    "escalate": _edge(
        "EVALUATED",
        S.ESCALATED,
        Perm.MATTER_CLOSE,
        "提请协调会办",
        "users-group",
        "已提请开会协调",
    ),
    "close": _opinion(
        "ANSWERED DECLINED REFERRED TOLD EVALUATED ESCALATED",
        S.CLOSED,
        Perm.MATTER_CLOSE,
        "办结",
        "square-check",
        "已办结",
    ),
    "archive": _edge("CLOSED", S.ARCHIVED, Perm.MATTER_ARCHIVE, "归档", "archive"),
    "note": _edge(_OPEN, None, Perm.MATTER_NOTE, "加一条记录", "note"),
    "ask": _opinion(
        "REGISTERED ACCEPTED DISPATCHED HANDLING",
        None,
        Perm.MATTER_ASK,
        "向本人询问",
        "message-question",
        "工作室有一个问题想问您",
    ),
    "add": _opinion(
        _OPEN + " MERGED", None, Perm.MATTER_RECEIVE, "补充情况", "message-plus", "补充了情况"
    ),
    "rule_out": _edge(_TRIAGE + " RETURNED", None, Perm.MATTER_DISPATCH, "登记回避单位", "user-x"),
}

STATUS_OF_DELEGATES = {
    S.REGISTERED: "待核对",
    S.ACCEPTED: "待批转",
    S.TOLD: "待代表评价",
    S.EVALUATED: "待定采纳",
}
"""Where what delegates hand in stands, where other words fit than those for opinions."""

WITHOUT_EDGE = {"register": "登记", "commitment": "承诺事项"}
FINAL = frozenset({S.CLOSED, S.ARCHIVED})
OPEN = frozenset(set(Status) - FINAL)
TRIAGE = frozenset(map(S, _TRIAGE.split()))
"""The room has the matter and nobody has been charged with it."""
WITH_UNIT = frozenset(map(S, _WITH_UNIT.split()))
"""The unit has to act; what waits for somebody's decision is not among them."""
HAS_LEAD = WITH_UNIT | {S.RETURNED, S.REPLIED}
"""Exactly one unit leads, whoever has to act."""
SEALED_WAY = frozenset({S.SEALED, S.HANDED_OVER})
"""Where an accusation goes; in no ordinary list."""
ANSWER_READY = frozenset({S.ANSWERED, S.CONFIRMED, S.TOLD, S.EVALUATED})
"""Still open, with an answer that stands: given on the spot, or written and checked."""
ANSWER_READABLE = ANSWER_READY | {S.ESCALATED, S.DECLINED, S.REFERRED}
"""Still open, and what the resident finds behind the PIN is an answer or where to turn to."""
ANSWER_TOLD = FINAL | {S.TOLD, S.EVALUATED}
"""The room told the resident: from here on an answer may be published."""
ANSWER_COUNTED = ANSWER_TOLD | {S.ANSWERED, S.ESCALATED}
"""Counts as answered in the public figures; what was checked and not yet told does not."""
UNSETTLED = (CommitmentStatus.OPEN, CommitmentStatus.ASKED)
"""A promise without a result."""


def target_of(verb: str, status: str, kind: str = Kind.OPINION) -> Status:
    """The status ``verb`` leads to; raises Refused if it does not start here for that kind."""
    edge = EDGES[verb]
    if kind not in edge.kinds:
        raise Refused(f"{Kind(kind).label}没有“{edge.label}”这一步。")
    if status not in edge.sources:
        raise Refused(f"这件事现在是“{status_label(status, kind)}”，不能{edge.label}。")
    return edge.target or Status(status)


def verbs_from(status: str, kind: str = Kind.OPINION) -> list[str]:
    """What may be done with a matter of a kind from a status, in the table's order."""
    return [verb for verb, edge in EDGES.items() if edge.starts_at(status, kind)]


def status_label(status: str, kind: str) -> str:
    """Where a matter stands, in the words of its kind."""
    of_kind = STATUS_OF_DELEGATES if kind in OF_DELEGATES else {}
    return of_kind.get(S(status), S(status).label)


def label_of(verb: str) -> str:
    """The Chinese word of a verb; what moves nothing and what starts nowhere has no edge."""
    return WITHOUT_EDGE.get(verb) or EDGES[verb].label
