"""Words of imports; stored values are never renamed."""

from django.db.models import TextChoices


class RunKind(TextChoices):
    """What an import brings."""

    ROSTER = "ROSTER", "代表名册"
    DIVISIONS = "DIVISIONS", "区划表"
    PAST_MATTERS = "PAST_MATTERS", "历史事项"


class RunStatus(TextChoices):
    """What became of an import."""

    DRAFT = "DRAFT", "待确认"
    APPLIED = "APPLIED", "已导入"
    UNCHANGED = "UNCHANGED", "没有变化"
    REFUSED = "REFUSED", "有错未导入"
    DROPPED = "DROPPED", "已放弃"
