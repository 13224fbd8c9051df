from zhushi.research.models.proposal import Proposal, ProposalSignature
from zhushi.research.models.theme import PriorityArea, Theme

__all__ = ["PriorityArea", "Proposal", "ProposalSignature", "Theme"]
