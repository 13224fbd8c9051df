from zhushi.rooms.models.unit import Succession, Unit
from zhushi.rooms.models.workroom import StandardCheck, StandardItem, Workroom

__all__ = ["StandardCheck", "StandardItem", "Succession", "Unit", "Workroom"]
