"""Words of people and teams; stored values are never renamed."""

from django.db.models import TextChoices


class Team(TextChoices):
    """The three teams of a room, and the staff of units."""

    DELEGATE = "DELEGATE", "党代表"
    LIAISON = "LIAISON", "联络员"
    VOLUNTEER = "VOLUNTEER", "志愿者"
    STAFF = "STAFF", "单位工作人员"


class Role(TextChoices):
    """What a posting lets a person do; rights follow from roles.py."""

    DELEGATE = "DELEGATE", "党代表"
    LIAISON = "LIAISON", "联络员"
    HEAD = "HEAD", "工作室组长"
    VOLUNTEER = "VOLUNTEER", "志愿者"
    HANDLER = "HANDLER", "承办单位经办人"
    OFFICE = "OFFICE", "党联办工作人员"
    CONFIDANT = "CONFIDANT", "密封事项专人"
    SYSTEM_ADMIN = "SYSTEM_ADMIN", "系统管理员"
    SECURITY_ADMIN = "SECURITY_ADMIN", "安全管理员"
    AUDITOR = "AUDITOR", "审计员"


TEAM_OF = {
    Role.DELEGATE: Team.DELEGATE,
    Role.LIAISON: Team.LIAISON,
    Role.HEAD: Team.DELEGATE,
    Role.VOLUNTEER: Team.VOLUNTEER,
}
ROOM_ROLES = frozenset({Role.DELEGATE, Role.LIAISON, Role.HEAD, Role.VOLUNTEER})


RECEIVING = frozenset({Role.DELEGATE, Role.HEAD})
"""Who receives people on a reception day."""


class MandateLevel(TextChoices):
    """The congress a delegate sits in."""

    PROVINCE = "PROVINCE", "省"
    CITY = "CITY", "市"
    DISTRICT = "DISTRICT", "区"


class Sex(TextChoices):
    FEMALE = "F", "女"
    MALE = "M", "男"


class Reach(TextChoices):
    """How far a right of a role carries from the place of the posting."""

    OWN = "OWN", "本人经手"
    ROOM = "ROOM", "本室"
    STREET = "STREET", "本街道各室"
    UNIT = "UNIT", "本单位"
    DISTRICT = "DISTRICT", "全区"
