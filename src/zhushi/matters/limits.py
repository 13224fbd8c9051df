"""The default limit profile; every number is a row an office can change (domain.md §4.1)."""

from typing import NamedTuple

from zhushi.matters.choices import ClockStep, LimitClass, LimitUnit

W, M = LimitUnit.WORKDAYS, LimitUnit.MONTHS


class Default(NamedTuple):
    """A limit: step, for what ("" for all), length, unit, whence the number."""

    step: ClockStep
    limit_class: str
    length: int
    unit: LimitUnit
    basis: str


WUHUA = "参照五华县党员群众意见建议办理办法"
THREE_SIX = "参照山东、青岛建议办理条例：批转之日起三个月，难办的六个月"
DEFAULTS = (
    Default(ClockStep.ACCEPT, "", 2, W, "本区办理时限方案"),
    Default(ClockStep.CHECK, "", 5, W, "本区报告和提议办理办法"),
    Default(ClockStep.APPROVE, "", 5, W, "本区报告和提议办理办法：每一步"),
    Default(ClockStep.REVISE, "", 20, W, "本区报告和提议办理办法"),
    Default(ClockStep.DISPATCH, "", 5, W, f"{WUHUA}第六条：五个工作日内转交"),
    Default(ClockStep.SIGN_IN, "", 2, W, "本区办理时限方案：一日提醒，二日升级"),
    Default(ClockStep.HAND_BACK, "", 5, W, "参照山东、青岛建议办理条例：五日内说明理由退办"),
    Default(ClockStep.DECIDE, "", 2, W, "本区办理时限方案"),
    Default(ClockStep.FIRST_CONTACT, "", 5, W, "本区办理时限方案"),
    Default(ClockStep.REPLY, LimitClass.ENQUIRY, 2, W, "参照广东省12345管理办法：咨询二个工作日"),
    Default(ClockStep.REPLY, "", 30, W, f"{WUHUA}：收到之日起三十个工作日"),
    Default(ClockStep.REPLY, LimitClass.RESEARCH, 3, M, THREE_SIX),
    Default(ClockStep.REPLY, LimitClass.RESEARCH_HARD, 6, M, THREE_SIX),
    Default(ClockStep.REPLY, LimitClass.PROPOSAL, 6, M, "本区提议办理办法：批转之日起六个月"),
    Default(ClockStep.REPLY, LimitClass.PROPOSAL_HARD, 6, M, "本区提议办理办法：批转之日起六个月"),
    Default(ClockStep.REVIEW, "", 2, W, "本区办理时限方案"),
    Default(ClockStep.TELL, "", 1, W, "本区办理时限方案"),
    Default(ClockStep.EVALUATE, "", 15, W, "参照北京市办理条例：十五个工作日内评价"),
    Default(ClockStep.REDO, "", 1, M, "参照山东、河南、浙江：一个月内重新办理"),
    Default(ClockStep.MEETING, "", 10, W, "本区办理时限方案"),
    Default(ClockStep.HAND_OVER, "", 2, W, "本区办理时限方案"),
    Default(ClockStep.CLOSE, "", 3, W, "本区办理时限方案"),
)
EXTENSION_WORKDAYS = 15  # 五华县: at most, once
EXTENSION_ASKED_BEFORE = 1  # working days before the due day
PAUSE_WORKDAYS = 10  # at most, while the resident is asked
AMBER_SHARE, AMBER_WORKDAYS = 0.7, 3
SUPERVISE_AFTER, LEADER_AFTER = 3, 5  # working days after the due day; urging: one
