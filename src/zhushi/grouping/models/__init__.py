from zhushi.grouping.models.draft import Draft, DraftStep
from zhushi.grouping.models.roster import Roster

__all__ = ["Draft", "DraftStep", "Roster"]
