"""What templates ask of written text."""

from django import template

from zhushi.core.prose import KINDS, Block, Picture

register = template.Library()
_NAMES = {kind: name for name, kind in KINDS.items()}


@register.filter
def block_kind(block: Block) -> str:
    """Which of core/prose.py's blocks it is: heading, paragraph, table or picture."""
    return _NAMES[type(block)]


@register.filter
def url_of(urls: dict[str, str], picture: Picture) -> str:
    """Where a picture is fetched, by the page's own addresses; empty if it is not there."""
    return (urls or {}).get(picture.attachment, "")


@register.filter
def url_at(urls: dict[str, str], uid: str) -> str:
    """The same for the name alone."""
    return urls[uid]
