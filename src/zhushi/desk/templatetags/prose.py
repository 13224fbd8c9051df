"""What templates ask of written text."""

from django import template

from zhushi.core.prose import KINDS, Block

register = template.Library()
_NAMES = {kind: name for name, kind in KINDS.items()}


@register.filter
def block_kind(block: Block) -> str:
    """Which of core/prose.py's blocks it is: heading, paragraph, table or picture."""
    return _NAMES[type(block)]
