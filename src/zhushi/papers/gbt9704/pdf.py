"""A letter as PDF, to be read and printed; the same figures as the .docx (measures.py)."""

from collections.abc import Iterable

from django.template.loader import render_to_string

from zhushi.core.prose import Block, Heading, Picture, Table
from zhushi.core.prose_text import numbered
from zhushi.papers.gbt9704 import measures as m
from zhushi.papers.gbt9704.letter import Form, Letter, mark_size, title_lines
from zhushi.papers.sheet_pdf import to_pdf

KINDS = {Heading: "heading", Table: "table", Picture: "picture"}


def letter_pdf(letter: Letter) -> bytes:
    """The document as bytes of a PDF; fonts that are missing are replaced by a free one."""
    return to_pdf(render_to_string("papers/letter.html", _context(letter)), style="letter")


def _context(letter: Letter) -> dict[str, object]:
    return {
        "letter": letter,
        "form": letter.form.name.lower(),
        "is_letter": letter.form is Form.LETTER,
        "mark_size": mark_size(letter.issuer),
        "title": title_lines(letter.title),
        "blocks": _told(letter.blocks),
        "closing": [(text, right * m.CHARACTER_PITCH) for text, right in letter.closing],
        "appendices": [
            (number, title_lines(one.title), _told(one.blocks)) for number, one in letter.named
        ],
    }


def _told(blocks: Iterable[Block]) -> list[tuple[str, object, str]]:
    return [(KINDS.get(type(block), "paragraph"), block, no) for block, no in numbered(blocks)]
