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
