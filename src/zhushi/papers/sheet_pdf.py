"""Pages of registers and files as PDF; nothing is fetched from anywhere while it is made."""

import logging
from functools import cache
from pathlib import Path
from typing import Any

STYLES = Path(__file__).parent


def to_pdf(html: str, *, style: str = "sheet", more: str = "") -> bytes:
    """The page as PDF, set by a style sheet and ``more`` rules of this page alone.

    Pictures stand in the text itself (``data:``).
    """
    return laid_out(html, style=style, more=more).write_pdf()


def laid_out(html: str, *, style: str = "sheet", more: str = "") -> Any:
    """The document before it is written: its ``pages`` are counted, then ``write_pdf`` it."""
    from weasyprint import CSS, HTML, URLFetcher

    sheet, fonts = _style(style)
    nothing_outside = URLFetcher(allowed_protocols=("data",))
    sheets = [sheet, CSS(string=more)] if more else [sheet]
    return HTML(string=html, url_fetcher=nothing_outside).render(
        stylesheets=sheets, font_config=fonts, presentational_hints=True
    )


@cache
def _style(name: str) -> tuple[Any, Any]:
    """Style and fonts, read once for all files of a process."""
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration

    logging.getLogger("weasyprint").setLevel(logging.ERROR)  # it tells of every page
    logging.getLogger("weasyprint.progress").setLevel(logging.ERROR)
    fonts = FontConfiguration()
    return CSS(string=(STYLES / f"{name}.css").read_text(), font_config=fonts), fonts
