from zhushi.grouping.models.draft import Draft

__all__ = ["Draft"]
