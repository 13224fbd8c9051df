"""Words of the vault; stored values are never renamed."""

from django.db.models import TextChoices


class Field(TextChoices):
    """The groups of identity fields that are looked at one by one."""

    NAME = "NAME", "姓名"
    PHONE = "PHONE", "电话"
    ADDRESS = "ADDRESS", "地址"
    HARDSHIP = "HARDSHIP", "困难情况"


class Purpose(TextChoices):
    """What a resident may allow; each box starts unticked (trust.md §2.1)."""

    HARDSHIP = "HARDSHIP", "困难、健康等信息可由工作室查看"
    CONTACT_TO_UNIT = "CONTACT_TO_UNIT", "可把我的姓名和电话转给承办单位"
    CONTENT_TO_UNIT = "CONTENT_TO_UNIT", "可把我的原话原样转给承办单位"
    PUBLISH = "PUBLISH", "隐去身份后可以公开"
