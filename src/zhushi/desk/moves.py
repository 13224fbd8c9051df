"""Which form makes which move: one line for each thing that can be created at a matter.

The verbs are those of ``lifecycle.EDGES``; the right of a move is its edges' right.
"""

from dataclasses import dataclass

from zhushi.core.perms import Perm
from zhushi.desk.forms.moves import answer, delegates, office, triage, unit
from zhushi.desk.forms.moves.base import MoveForm
from zhushi.matters.lifecycle import EDGES


@dataclass(frozen=True)
class Move:
    """noun: the part of the address; verbs: the edges it may take; done: what to say after.

    locks: whether its matter is locked as it is read; not so if the action locks others too.
    """

    noun: str
    verbs: tuple[str, ...]
    form: type[MoveForm]
    done: str
    named: str = ""
    confirm: str = ""
    locks: bool = True

    @property
    def perm(self) -> Perm:
        return EDGES[self.verbs[0]].perm

    @property
    def label(self) -> str:
        return self.named or EDGES[self.verbs[0]].label

    @property
    def icon(self) -> str:
        return EDGES[self.verbs[0]].icon

    @property
    def name(self) -> str:
        """The name of its address within the desk."""
        return "matter_" + self.noun.replace("-", "_")

    @property
    def is_plain(self) -> bool:
        """Whether there is nothing to fill in: one press is enough."""
        return set(self.form.base_fields) == {"seen"} and not self.form.extra


MOVES: tuple[Move, ...] = (
    Move("acceptance", ("accept",), triage.AcceptForm, "已受理。您是这件事的受理人。"),
    Move("checking", ("check",), delegates.CheckForm, "已核对，审批人收到通知。"),
    Move(
        "approval",
        ("approve", "approve_step", "disapprove"),
        delegates.ApproveForm,
        "您的意见已记下。",
        named="审批",
    ),
    Move("forwarding", ("forward",), delegates.ForwardForm, "已批转，单位的经办人收到通知。"),
    Move("revision", ("revise",), delegates.ReviseForm, "已再交党联办核对。"),
    Move("judgement", ("evaluate",), delegates.EvaluateForm, "您的评价已记下。"),
    Move("settlement", ("settle",), delegates.SettleForm, "已定，已办结。"),
    Move("turning-down", ("turn_down",), delegates.TurnDownForm, "已退回，署名的代表收到通知。"),
    Move("dispatch", ("dispatch",), office.DispatchForm, "已交办，单位的经办人收到通知。"),
    Move("sign-in", ("sign_in", "co_sign_in"), unit.SignInForm, "已签收。"),
    Move(
        "hand-back-decision",
        ("grant", "co_grant", "uphold", "co_uphold"),
        office.DecideHandBackForm,
        "退办已裁定，单位收到通知。",
        named="裁定退办",
    ),
    Move(
        "extension-decision",
        ("extend", "refuse_extension"),
        office.DecideExtensionForm,
        "延期已裁定，单位收到通知。",
        named="裁定延期",
    ),
    Move("confirmation", ("confirm",), office.ConfirmForm, "答复已核对，可以告知本人。"),
    Move("telling", ("tell",), answer.TellForm, "已记下告知的情况。"),
    Move("evaluation", ("rate",), answer.RateForm, "评价已记下。"),
    Move("redo", ("redo",), answer.RedoForm, "已退回重办，主办单位收到通知。"),
    Move("reply", ("reply",), unit.ReplyForm, "答复已交，等党联办核对。"),
    Move("opinion", ("opine",), unit.OpineForm, "协办意见已交给主办单位。"),
    Move("closing", ("close",), answer.CloseForm, "已办结。"),
    Move(
        "archiving",
        ("archive",),
        answer.ArchiveForm,
        "已归档。",
        confirm="归档以后不再变动。要归档吗？",
    ),
    Move("urging", ("urge",), office.UrgeForm, "已催办，单位收到通知。"),
    Move("supervision", ("supervise",), office.SuperviseForm, "已督办，单位收到通知。"),
    Move("contact", ("contact",), unit.ContactForm, "已记下首次联系。"),
    Move("extension", ("ask_extension",), unit.AskExtensionForm, "延期申请已交，等党联办决定。"),
    Move("hand-back", ("hand_back", "co_hand_back"), unit.HandBackForm, "已退办，等党联办裁定。"),
    Move("paper-reply", ("enter_reply",), office.EnterReplyForm, "纸质答复已录入，等党联办核对。"),
    Move("return", ("send_back",), office.SendBackForm, "已退回单位补写，日期不变。"),
    Move("answer", ("answer",), triage.AnswerForm, "当场答复已记下。"),
    Move("guidance", ("decline",), triage.DeclineForm, "已记下给来访人的指引。"),
    Move("referral", ("refer",), triage.ReferForm, "已转出。"),
    Move("merger", ("merge",), triage.MergeForm, "已并案。", locks=False),
    Move("escalation", ("escalate",), answer.EscalateForm, "已提请协调会办。"),
    Move("call-back", ("call_back",), answer.CallBackForm, "回访已记下。"),
    Move("question", ("ask",), answer.AskForm, "已向来访人提问，答复时限暂停。"),
    Move("addition", ("add",), answer.AddForm, "补充的情况已记下。"),
    Move("note", ("note",), answer.NoteForm, "已加一条记录。"),
    Move("recusal", ("rule_out",), triage.RuleOutForm, "回避已登记。"),
    Move("sealing", ("seal",), triage.SealForm, "已转密封通道，由专人办理。"),
)
BY_VERB = {verb: move for move in MOVES for verb in move.verbs}
ELSEWHERE = frozenset({"hand_over", "conclude", "follow", "present"})
"""Handing over stands on the sealed page; what is merged or presented follows by itself."""


def moves_for(verbs: list[str]) -> list[Move]:
    """The moves that these verbs offer, the likeliest next one first."""
    return [move for move in MOVES if set(move.verbs) & set(verbs)]
