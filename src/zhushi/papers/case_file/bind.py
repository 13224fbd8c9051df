"""Puts the text of a case and its attachments into one PDF, and says on which page each begins."""

import base64
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO

from pypdf import PdfReader, PdfWriter, Transformation
from pypdf.errors import PyPdfError

from zhushi.papers.sheet_pdf import laid_out, to_pdf

MOST_PAGES = 1_000
BROKEN = (
    PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, ArithmeticError,
    RecursionError,
)  # fmt: skip
"""What reading somebody's PDF may end in."""


@dataclass(frozen=True)
class Piece:
    """An attachment: its name, its kind, its bytes."""

    name: str
    kind: str
    content: bytes


@dataclass(frozen=True)
class Listed:
    """A line of the contents: the page an attachment begins on; None: it is not in the PDF."""

    name: str
    page: int | None


def bound(text: Callable[[Sequence[Listed]], str], pieces: Sequence[Piece]) -> bytes:
    """One PDF: the text with the list of what follows it, then each picture and PDF.

    text: the page as HTML for a list of attachments; it is as long whatever numbers stand there.
    What cannot be read or is of another kind is listed without a page.
    """
    parts = [(piece, _pages_of(piece)) for piece in pieces]
    following = 1 + len(laid_out(text([Listed(p.name, 999) for p, _ in parts])).pages)
    listed = []
    for piece, pages in parts:
        listed.append(Listed(piece.name, following if pages else None))
        following += len(PdfReader(BytesIO(pages)).pages) if pages else 0
    writer = PdfWriter()
    writer.append(BytesIO(to_pdf(text(listed))), import_outline=False)
    own = len(writer.pages)
    for content in _kept(parts):
        writer.append(BytesIO(content), import_outline=False)
    _number(writer, own)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _number(writer: PdfWriter, after: int) -> None:
    """Put the running number on each page that follows the text, whatever its size or turn."""
    count = len(writer.pages) - after
    if not count:
        return
    lines = "".join(f"<p>第 {after + n} 页</p>" for n in range(1, count + 1))
    marks = PdfReader(BytesIO(to_pdf(f'<!doctype html><body class="marks">{lines}')))
    for page, mark in zip(writer.pages[after:], marks.pages, strict=True):
        # A page too broken to be written on is still kept as it came.
        with suppress(*BROKEN):
            page.transfer_rotation_to_content()
            box, own = page.mediabox, mark.mediabox
            scale = float(box.width) / float(own.width)
            place = Transformation().scale(scale).translate(float(box.left), float(box.bottom))
            page.merge_transformed_page(mark, place)


def _kept(parts: Sequence[tuple[Piece, bytes]]) -> Iterator[bytes]:
    return (pages for _, pages in parts if pages)


def _pages_of(piece: Piece) -> bytes:
    """The piece as pages; empty where it is none or cannot be read."""
    if piece.kind.startswith("image/"):
        shown = base64.b64encode(piece.content).decode()
        picture = f'<div class="picture"><img src="data:{piece.kind};base64,{shown}" alt=""></div>'
        return to_pdf(f"<!doctype html><title></title><body>{picture}</body>")
    if piece.kind != "application/pdf":
        return b""
    try:
        reader = PdfReader(BytesIO(piece.content))
        if reader.is_encrypted or not 0 < len(reader.pages) <= MOST_PAGES:
            return b""
        copy = PdfWriter()
        for page in reader.pages:
            copy.add_page(page)
        out = BytesIO()
        copy.write(out)
    except BROKEN:
        return b""
    return out.getvalue()
