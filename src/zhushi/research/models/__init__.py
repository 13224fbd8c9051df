from zhushi.research.models.picture import ReportPicture
from zhushi.research.models.plan import (
    PlanItem,
    ThemeActivity,
    ThemeGuest,
    ThemeMember,
    ThemeQuestion,
)
from zhushi.research.models.proposal import Proposal, ProposalSignature
from zhushi.research.models.report import Report, ReportAuthor, ReportVersion
from zhushi.research.models.source import ReportSource
from zhushi.research.models.theme import PriorityArea, Theme

__all__ = [
    "PlanItem",
    "PriorityArea",
    "Proposal",
    "ProposalSignature",
    "Report",
    "ReportAuthor",
    "ReportPicture",
    "ReportSource",
    "ReportVersion",
    "Theme",
    "ThemeActivity",
    "ThemeGuest",
    "ThemeMember",
    "ThemeQuestion",
]
