"""Square codes as drawings in the page; nothing is fetched from anywhere."""

import segno
from django.utils.safestring import SafeString, mark_safe


def qr(text: str, label: str) -> SafeString:
    """An SVG of a square code; label: what a screen reader says of it (plain words of ours)."""
    code = segno.make(text, error="m", micro=False)
    drawn = code.svg_inline(omitsize=True, border=2, svgclass="pt-qr", lineclass=None, title=label)
    return mark_safe(drawn)  # noqa: S308  # segno escapes the title and draws paths only
