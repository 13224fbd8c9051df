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
    LEADER = "LEADER", "区委分管领导"
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

FOR_LIAISON = RECEIVING | {Role.LIAISON}
"""Who may stand in for a liaison: volunteers act on tasks, not on people's files."""

SERVING = RECEIVING | {Role.VOLUNTEER}
"""Who signs up for the shifts of service projects."""


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


class VolunteerKind(TextChoices):
    """Who serves beside the delegates: party members above all, three others besides."""

    MEMBER = "MEMBER", "党员"
    VILLAGE_OFFICIAL = "VILLAGE_OFFICIAL", "大学生村官"
    ACTIVIST = "ACTIVIST", "入党积极分子"
    LEAGUE = "LEAGUE", "团员青年"


class HalfDay(TextChoices):
    """A morning or afternoon of the week on which somebody is free."""

    MON_AM = "MON_AM", "周一上午"
    MON_PM = "MON_PM", "周一下午"
    TUE_AM = "TUE_AM", "周二上午"
    TUE_PM = "TUE_PM", "周二下午"
    WED_AM = "WED_AM", "周三上午"
    WED_PM = "WED_PM", "周三下午"
    THU_AM = "THU_AM", "周四上午"
    THU_PM = "THU_PM", "周四下午"
    FRI_AM = "FRI_AM", "周五上午"
    FRI_PM = "FRI_PM", "周五下午"
    SAT_AM = "SAT_AM", "周六上午"
    SAT_PM = "SAT_PM", "周六下午"
    SUN_AM = "SUN_AM", "周日上午"
    SUN_PM = "SUN_PM", "周日下午"


class JoiningStatus(TextChoices):
    """Where an application to become a volunteer stands."""

    PENDING = "PENDING", "等回音"
    APPROVED = "APPROVED", "已同意"
    DECLINED = "DECLINED", "没有同意"
    WITHDRAWN = "WITHDRAWN", "本人撤回"
    LAPSED = "LAPSED", "过期没有办"


class CorrectionField(TextChoices):
    """What somebody says is wrong in the own file; the first are columns of a person."""

    NAME = "name", "姓名"
    PHONE = "phone", "电话"
    SEX = "sex", "性别"
    ETHNICITY = "ethnicity", "民族"
    BORN = "born", "出生年月"
    JOINED = "joined", "入党时间"
    EDUCATION = "education", "学历"
    EMPLOYER = "employer", "工作单位"
    POST_TITLE = "post_title", "职务"
    OCCUPATION_FIELD = "occupation_field", "行业领域"
    EXPERTISE = "expertise", "专长"
    RESIDENCE = "residence", "居住区域"
    EMAIL = "email", "电子邮箱"
    MANDATE = "mandate", "代表资格"
    POSTING = "posting", "任职"
    OTHER = "other", "别的"


OF_FILE = frozenset(CorrectionField) - {
    CorrectionField.MANDATE,
    CorrectionField.POSTING,
    CorrectionField.OTHER,
}
"""Columns of a person that accepting a correction changes; the rest is put right elsewhere."""


class CorrectionStatus(TextChoices):
    OPEN = "OPEN", "等党联办核对"
    ACCEPTED = "ACCEPTED", "已改正"
    DECLINED = "DECLINED", "没有改"


class Publicity(TextChoices):
    """How much of a delegate stands on the room's public page; each includes the one before."""

    NONE = "NONE", "不列入公开名单"
    BASIC = "BASIC", "姓名、层级、行业领域"
    SKILLS = "SKILLS", "再加专长"
    EMPLOYER = "EMPLOYER", "再加专长、单位和职务"
