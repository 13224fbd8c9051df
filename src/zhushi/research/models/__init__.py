from zhushi.research.models.theme import PriorityArea, Theme

__all__ = ["PriorityArea", "Theme"]
