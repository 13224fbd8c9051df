from zhushi.activities.models.availability import BlockOut, WeekdayOff
from zhushi.activities.models.reception import Duty, ReceptionDay, ReceptionRule, Slot, Turn
from zhushi.activities.models.swap import Swap

__all__ = [
    "BlockOut",
    "Duty",
    "ReceptionDay",
    "ReceptionRule",
    "Slot",
    "Swap",
    "Turn",
    "WeekdayOff",
]
