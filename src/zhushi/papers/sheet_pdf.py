"""Pages of registers and files as PDF; nothing is fetched from anywhere while it is made."""

import logging
from functools import cache
from pathlib import Path
from typing import Any

STYLE = Path(__file__).with_name("sheet.css")


def to_pdf(html: str) -> bytes:
    """The page as PDF, set by ``sheet.css``; pictures stand in the text itself (``data:``)."""
    return laid_out(html).write_pdf()


def laid_out(html: str) -> Any:
    """The document before it is written: its ``pages`` are counted, then ``write_pdf`` it."""
    from weasyprint import HTML, URLFetcher

    style, fonts = _style()
    nothing_outside = URLFetcher(allowed_protocols=("data",))
    return HTML(string=html, url_fetcher=nothing_outside).render(
        stylesheets=[style], font_config=fonts, presentational_hints=True
    )


@cache
def _style() -> tuple[Any, Any]:
    """Style and fonts, read once for all files of a process."""
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration

    logging.getLogger("weasyprint").setLevel(logging.ERROR)  # it tells of every page
    logging.getLogger("weasyprint.progress").setLevel(logging.ERROR)
    fonts = FontConfiguration()
    return CSS(string=STYLE.read_text(), font_config=fonts), fonts
