"""Words of research; stored values are never renamed."""

from django.db.models import TextChoices


class ProposalStatus(TextChoices):
    """How far a proposal is before it is a matter."""

    GATHERING = "GATHERING", "征集联名"
    HANDED_IN = "HANDED_IN", "已提交"
    WITHDRAWN = "WITHDRAWN", "已撤回"
