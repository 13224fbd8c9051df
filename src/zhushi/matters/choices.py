"""Words of matters; stored values are never renamed."""

from django.db.models import TextChoices


class Kind(TextChoices):
    """What is owed an answer; delegates hand in the last two, signed with their names."""

    OPINION = "OPINION", "意见建议"
    RESEARCH = "RESEARCH", "调研报告"
    PROPOSAL = "PROPOSAL", "提议"


OF_DELEGATES = frozenset({Kind.RESEARCH, Kind.PROPOSAL})
"""Checked and approved before units are charged; no resident stands behind them."""


class OpinionType(TextChoices):
    ENQUIRY = "ENQUIRY", "咨询"
    HELP = "HELP", "求助"
    SUGGESTION = "SUGGESTION", "建议"
    COMPLAINT = "COMPLAINT", "投诉"
    REPORT = "REPORT", "举报"


class Channel(TextChoices):
    RECEPTION = "RECEPTION", "接待日"
    PHONE = "PHONE", "电话"
    LETTER = "LETTER", "来信"
    VISIT = "VISIT", "走访"
    ONLINE = "ONLINE", "网上提交"
    ACTIVITY = "ACTIVITY", "活动"


class Status(TextChoices):
    """Where a matter stands."""

    REGISTERED = "REGISTERED", "待受理"
    CHECKED = "CHECKED", "待审批"
    TURNED_DOWN = "TURNED_DOWN", "退回修改"
    ACCEPTED = "ACCEPTED", "待交办"
    DISPATCHED = "DISPATCHED", "待签收"
    HANDLING = "HANDLING", "办理中"
    RETURNED = "RETURNED", "退办待裁定"
    REPLIED = "REPLIED", "答复待核对"
    CONFIRMED = "CONFIRMED", "待告知"
    TOLD = "TOLD", "待评价"
    EVALUATED = "EVALUATED", "已评价"
    ESCALATED = "ESCALATED", "协调会办"
    ANSWERED = "ANSWERED", "当场答复"
    DECLINED = "DECLINED", "已指引"
    REFERRED = "REFERRED", "已转出"
    MERGED = "MERGED", "并案办理"
    SEALED = "SEALED", "密封"
    HANDED_OVER = "HANDED_OVER", "已移送"
    CLOSED = "CLOSED", "已办结"
    ARCHIVED = "ARCHIVED", "已归档"


class Visibility(TextChoices):
    """SEALED matters are in no list, search, count, file or export of a room or a unit."""

    NORMAL = "NORMAL", "一般"
    SEALED = "SEALED", "密封"


class ReplyClass(TextChoices):
    A = "A", "A 类：已解决或基本解决"
    B = "B", "B 类：正在解决或列入计划"
    C = "C", "C 类：暂时不能解决，说明原因"
    D = "D", "D 类：留作参考"


class Exclusion(TextChoices):
    """Content the room does not dispose of itself; what to do stands in routing.py."""

    EMERGENCY = "EMERGENCY", "正在发生的紧急情况"
    LITIGATION = "LITIGATION", "诉讼、仲裁、行政复议"
    PETITION = "PETITION", "信访已受理或申诉求决"
    OTHER_BODY = "OTHER_BODY", "属人大、法院、检察院"
    ACCUSATION = "ACCUSATION", "检举控告干部"
    SECRET = "SECRET", "涉及国家秘密"
    REPEAT = "REPEAT", "同一件事，没有新情况"


class Satisfaction(TextChoices):
    GOOD = "GOOD", "满意"
    FAIR = "FAIR", "基本满意"
    POOR = "POOR", "不满意"


class DispatchStatus(TextChoices):
    SENT = "SENT", "待签收"
    SIGNED = "SIGNED", "办理中"
    RETURNED = "RETURNED", "退办待裁定"
    WITHDRAWN = "WITHDRAWN", "已改派"
    REPLIED = "REPLIED", "已答复"


class ClockStep(TextChoices):
    """What a clock waits for."""

    ACCEPT = "ACCEPT", "受理"
    CHECK = "CHECK", "核对报告或提议"
    APPROVE = "APPROVE", "审批"
    REVISE = "REVISE", "修改后再交"
    DISPATCH = "DISPATCH", "交办"
    SIGN_IN = "SIGN_IN", "签收"
    HAND_BACK = "HAND_BACK", "提出退办"
    DECIDE = "DECIDE", "裁定退办"
    FIRST_CONTACT = "FIRST_CONTACT", "首次联系本人"
    REPLY = "REPLY", "书面答复"
    REVIEW = "REVIEW", "核对答复"
    TELL = "TELL", "告知本人"
    EVALUATE = "EVALUATE", "等待评价"
    REDO = "REDO", "重办答复"
    MEETING = "MEETING", "协调会办"
    HAND_OVER = "HAND_OVER", "移送"
    CLOSE = "CLOSE", "办结"


class LimitClass(TextChoices):
    """For what a limit holds: a type of opinion, or a kind of what delegates hand in."""

    ENQUIRY = "ENQUIRY", "咨询"
    HELP = "HELP", "求助"
    SUGGESTION = "SUGGESTION", "建议"
    COMPLAINT = "COMPLAINT", "投诉"
    REPORT = "REPORT", "举报"
    RESEARCH = "RESEARCH", "调研报告"
    RESEARCH_HARD = "RESEARCH_HARD", "难办的调研报告"
    PROPOSAL = "PROPOSAL", "提议"
    PROPOSAL_HARD = "PROPOSAL_HARD", "难办的提议"


class LimitUnit(TextChoices):
    WORKDAYS = "WORKDAYS", "个工作日"
    MONTHS = "MONTHS", "个月"


class Decision(TextChoices):
    """What an approver said."""

    AGREED = "AGREED", "同意"
    REFUSED = "REFUSED", "不同意"


class Adoption(TextChoices):
    """What became of a report or a proposal in the end."""

    ADOPTED = "ADOPTED", "采纳"
    PARTLY = "PARTLY", "部分采纳"
    NOT = "NOT", "没有采纳"


class CommitmentStatus(TextChoices):
    OPEN = "OPEN", "未到期"
    ASKED = "ASKED", "已追问"
    KEPT = "KEPT", "已兑现"
    BROKEN = "BROKEN", "没有兑现"


class ReminderStage(TextChoices):
    """Each stage is reached at most once for a clock."""

    AMBER = "AMBER", "快到期"
    RED = "RED", "今天到期"
    URGE = "URGE", "催办"
    SUPERVISE = "SUPERVISE", "督办"
    LEADER = "LEADER", "报告领导"


class MessageSide(TextChoices):
    ROOM = "ROOM", "工作室"
    RESIDENT = "RESIDENT", "本人"
