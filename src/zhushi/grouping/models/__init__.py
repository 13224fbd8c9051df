from zhushi.grouping.models.draft import Draft
from zhushi.grouping.models.roster import Roster

__all__ = ["Draft", "Roster"]
