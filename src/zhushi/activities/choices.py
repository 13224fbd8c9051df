"""Words of what happens in a room; stored values are never renamed."""

from django.db.models import IntegerChoices, TextChoices


class RuleKind(TextChoices):
    """How a room fixes its reception days."""

    NTH_WEEKDAY = "NTH_WEEKDAY", "每月第几个星期几"
    MONTH_DAY = "MONTH_DAY", "每月固定日期"


class Weekday(IntegerChoices):
    MONDAY = 0, "星期一"
    TUESDAY = 1, "星期二"
    WEDNESDAY = 2, "星期三"
    THURSDAY = 3, "星期四"
    FRIDAY = 4, "星期五"


class DayStatus(TextChoices):
    """Where a reception day stands."""

    PLANNED = "PLANNED", "已排定"
    ANNOUNCED = "ANNOUNCED", "已公布"
    OPEN = "OPEN", "接待中"
    CLOSED = "CLOSED", "已结束"
    CANCELLED = "CANCELLED", "已取消"


class DutyPart(TextChoices):
    """What a person on duty does that day."""

    RECEIVE = "RECEIVE", "接待"
    BACKUP = "BACKUP", "替补"
    ASSIST = "ASSIST", "协助"


class SwapStatus(TextChoices):
    """Where a request to be replaced on duty stands."""

    ASKED = "ASKED", "等人接"
    TAKEN = "TAKEN", "有人接了"
    DECLINED = "DECLINED", "对方不方便"
    WITHDRAWN = "WITHDRAWN", "已收回"


class TalkStatus(TextChoices):
    """Whether an individual talk is still to come."""

    PLANNED = "PLANNED", "计划中"
    HELD = "HELD", "谈过了"


class TurnKind(TextChoices):
    """How somebody came into the queue."""

    BOOKED = "BOOKED", "预约"
    WALK_IN = "WALK_IN", "现场"


class TurnStatus(TextChoices):
    """Where a visitor of the day stands."""

    EXPECTED = "EXPECTED", "还没到"
    WAITING = "WAITING", "等候"
    CALLED = "CALLED", "正在接待"
    DONE = "DONE", "已记下"
    LEFT = "LEFT", "没有留下意见"
    ABSENT = "ABSENT", "没有来"
    CANCELLED = "CANCELLED", "已取消"


class ActivityKind(TextChoices):
    """What happens in or from a room, beside the reception; each is one file in ``kinds/``."""

    CONTACT = "CONTACT", "见面会"
    VISIT = "VISIT", "走访"
    STUDY = "STUDY", "学习"
    PUBLICITY = "PUBLICITY", "政策宣传"
    SYMPOSIUM = "SYMPOSIUM", "座谈走访"
    SERVICE = "SERVICE", "服务活动"
    RESEARCH = "RESEARCH", "调研"


class ActivityStatus(TextChoices):
    """Where an activity stands."""

    PLANNED = "PLANNED", "已计划"
    ANNOUNCED = "ANNOUNCED", "已通知"
    HELD = "HELD", "等记录"
    RECORDED = "RECORDED", "已记录"
    CANCELLED = "CANCELLED", "已取消"


class PledgeStatus(TextChoices):
    """How a delegate's public promise stands."""

    OPEN = "OPEN", "进行中"
    KEPT = "KEPT", "已兑现"
    NOT_KEPT = "NOT_KEPT", "没有兑现"


class HouseholdKind(TextChoices):
    """In which difficulty a household is, in the district's own words."""

    MEMBER = "MEMBER", "困难党员"
    RESIDENT = "RESIDENT", "困难群众"
    ELDERLY = "ELDERLY", "孤寡老人"
    POOR = "POOR", "贫困户"


class Heading(TextChoices):
    """The district's own eight: three practices, five deliverables (三化五落实)."""

    CONTACT = "CONTACT", "联络常态化"
    VISIT = "VISIT", "走访深度化"
    STUDY = "STUDY", "研学制度化"
    PUBLICITY = "PUBLICITY", "落实方针政策宣传"
    RECEPTION = "RECEPTION", "落实党员群众接待"
    SYMPOSIUM = "SYMPOSIUM", "落实定期座谈走访"
    SERVICE = "SERVICE", "落实服务活动的开展"
    RESEARCH = "RESEARCH", "落实集中调查研究"


class Period(TextChoices):
    """How long a norm gives for its number."""

    MONTH = "MONTH", "每月"
    QUARTER = "QUARTER", "每季度"
    HALF = "HALF", "每半年"
    YEAR = "YEAR", "每年"


class Per(TextChoices):
    """Who owes it."""

    ROOM = "ROOM", "每个工作室"
    DISTRICT = "DISTRICT", "全区"


class Strand(TextChoices):
    """What an item of a study plan is about."""

    THEORY = "THEORY", "理论"
    JOB = "JOB", "岗位"


class NeedStatus(TextChoices):
    """Where a need stands that residents have and a room could serve."""

    OPEN = "OPEN", "等人接"
    TAKEN = "TAKEN", "已立项"
    DONE = "DONE", "已解决"
    DROPPED = "DROPPED", "不再做"


class ProjectStage(TextChoices):
    """How far a service project is."""

    PLANNED = "PLANNED", "筹备"
    RUNNING = "RUNNING", "进行中"
    DONE = "DONE", "做完了"
    REVIEWED = "REVIEWED", "回头看过"
    STOPPED = "STOPPED", "停了"


class ShiftStatus(TextChoices):
    """Whether people can still sign up for a shift, or its hours are noted."""

    OPEN = "OPEN", "可以报名"
    CONFIRMED = "CONFIRMED", "时长已记"
    CANCELLED = "CANCELLED", "已取消"
