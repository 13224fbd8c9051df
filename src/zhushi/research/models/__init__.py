from zhushi.research.models.picture import ReportPicture
from zhushi.research.models.proposal import Proposal, ProposalSignature
from zhushi.research.models.report import Report, ReportAuthor, ReportVersion
from zhushi.research.models.theme import PriorityArea, Theme

__all__ = [
    "PriorityArea",
    "Proposal",
    "ProposalSignature",
    "Report",
    "ReportAuthor",
    "ReportPicture",
    "ReportVersion",
    "Theme",
]
