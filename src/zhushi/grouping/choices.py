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


class Occasion(TextChoices):
    """What happened to one person so that the rest may have to be grouped anew."""

    JOINED = "JOINED", "新来"
    LEFT = "LEFT", "不再担任"
    HOME = "HOME", "搬家"
    WORK = "WORK", "换了单位"


class DraftVerb(TextChoices):
    """What may become of a draft: submitted, commented, sent back, carried out, given up."""

    SUBMIT = "SUBMIT", "送审"
    OPINE = "OPINE", "意见"
    RETURN = "RETURN", "退回"
    ADOPT = "ADOPT", "采用"
    DROP = "DROP", "放弃"


class WishKind(TextChoices):
    """What the office says of one person and one room, or of two people."""

    LOCK = "LOCK", "锁定在"
    BAN = "BAN", "不去"
    TOGETHER = "TOGETHER", "在一起"
