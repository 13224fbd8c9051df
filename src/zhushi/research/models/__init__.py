from zhushi.research.models.report import Report, ReportAuthor, ReportVersion
from zhushi.research.models.theme import PriorityArea, Theme

__all__ = ["PriorityArea", "Report", "ReportAuthor", "ReportVersion", "Theme"]
