"""Words of the axis; stored values are never renamed."""

from django.db.models import TextChoices


class UnitKind(TextChoices):
    """What a unit is in the tree of a district."""

    DISTRICT = "DISTRICT", "区"
    OFFICE = "OFFICE", "党联办"
    STREET = "STREET", "街道"
    COMMUNITY = "COMMUNITY", "社区"
    VILLAGE = "VILLAGE", "村"
    DEPARTMENT = "DEPARTMENT", "部门"


GRASSROOTS = frozenset({UnitKind.COMMUNITY, UnitKind.VILLAGE})
"""Below the streets: what departments and streets have to do is not handed down to them."""

RESERVED_CODES = frozenset({"MF"})
"""Letters of numbers that are no room's: a shared series would tell of sealed matters by gaps."""


class Tier(TextChoices):
    """The three tiers of workrooms (“1+8+8”)."""

    DISTRICT = "DISTRICT", "区级"
    STREET = "STREET", "街道级"
    GRASSROOTS = "GRASSROOTS", "社区级"


class Facility(TextChoices):
    """What a visitor finds at a room."""

    RAMP = "RAMP", "门口有坡道"
    GLASSES = "GLASSES", "有老花镜"
    SCRIBE = "SCRIBE", "可代写"
    WHEELCHAIR = "WHEELCHAIR", "有轮椅"
    PRIVATE = "PRIVATE", "有单独谈话间"
    TOILET = "TOILET", "有无障碍卫生间"
    PARKING = "PARKING", "可停车"
    SIGN = "SIGN", "可手语（须预约）"


class Change(TextChoices):
    """How one unit follows another."""

    SPLIT = "SPLIT", "拆分"
    MERGE = "MERGE", "合并"
    RENAME = "RENAME", "更名"
