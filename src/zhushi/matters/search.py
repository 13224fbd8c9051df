"""The search index over matters; kept by the actions, read by the lists."""

from zhushi.matters.models import Matter


def index(matter: Matter) -> None:
    """Put a matter's words into the index, or replace them."""


def drop(matter: Matter) -> None:
    """Take a matter out of the index."""
