from zhushi.activities.models.reception import Duty, ReceptionDay, ReceptionRule, Slot, Turn

__all__ = ["Duty", "ReceptionDay", "ReceptionRule", "Slot", "Turn"]
