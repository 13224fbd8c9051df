"""A letter as PDF, to be read and printed; the same figures as the .docx (measures.py)."""

from base64 import b64encode
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
    page = render_to_string("papers/letter.html", _context(letter))
    return to_pdf(page, style="letter", more=_measured(letter))


def _measured(letter: Letter) -> str:
    """What depends on the length of names: the mark's size, how far name and day stand in."""
    rules = [f".mark {{ font-size: {mark_size(letter.issuer):.2f}pt }}"]
    for number, (_, right) in enumerate(letter.closing, 1):
        rules.append(f".end-{number} {{ margin-right: {right * m.CHARACTER_PITCH:.2f}pt }}")
    return "\n".join(rules)


def _context(letter: Letter) -> dict[str, object]:
    return {
        "letter": letter,
        "form": letter.form.name.lower(),
        "is_letter": letter.form is Form.LETTER,
        "title": title_lines(letter.title),
        "blocks": _told(letter, letter.blocks),
        "appendices": [
            (number, title_lines(one.title), _told(letter, one.blocks))
            for number, one in letter.named
        ],
    }


def _told(letter: Letter, blocks: Iterable[Block]) -> list[tuple[str, object, str]]:
    """Kind, block, and the number of a heading or the bytes of a picture as an address."""
    told: list[tuple[str, object, str]] = []
    for block, number in numbered(blocks):
        if isinstance(block, Picture) and (kept := letter.pictures.get(block.attachment)):
            number = _data_url(kept)
        told.append((KINDS.get(type(block), "paragraph"), block, number))
    return told


def _data_url(picture: bytes) -> str:
    kind = "jpeg" if picture.startswith(b"\xff\xd8\xff") else "png"
    kind = "webp" if picture[8:12] == b"WEBP" else kind
    return f"data:image/{kind};base64,{b64encode(picture).decode()}"
