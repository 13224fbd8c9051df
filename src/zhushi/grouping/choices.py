"""Words of grouping; stored values are never renamed."""

from django.db.models import TextChoices


class DraftStatus(TextChoices):
    OPEN = "OPEN", "草案"
    REVIEW = "REVIEW", "送审"
    ADOPTED = "ADOPTED", "已采用"
    DROPPED = "DROPPED", "已放弃"


class RosterStatus(TextChoices):
    OPEN = "OPEN", "草案"
    ADOPTED = "ADOPTED", "已采用"
    DROPPED = "DROPPED", "已放弃"


class DraftVerb(TextChoices):
    """What may become of a draft: submitted, sent back, carried out, given up."""

    SUBMIT = "SUBMIT", "送审"
    RETURN = "RETURN", "退回"
    ADOPT = "ADOPT", "采用"
    DROP = "DROP", "放弃"


class WishKind(TextChoices):
    """What the office says of one person and one room, or of two people."""

    LOCK = "LOCK", "锁定在"
    BAN = "BAN", "不去"
    TOGETHER = "TOGETHER", "在一起"
