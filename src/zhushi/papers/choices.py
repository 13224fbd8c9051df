"""Words of what is printed; stored values are never renamed."""

from django.db.models import TextChoices


class LetterKind(TextChoices):
    """Which official document a letter is."""

    FORWARD = "FORWARD", "批转函"
    ASSIGN = "ASSIGN", "交办通知"
    URGE = "URGE", "催办通知"
    SUPERVISE = "SUPERVISE", "督办通知"
    EXTENSION = "EXTENSION", "延期通知"
    REPLY = "REPLY", "答复函"
    REPORT = "REPORT", "调研报告"
    RECEPTION = "RECEPTION", "接待公告"
    MINUTES = "MINUTES", "会议纪要"
