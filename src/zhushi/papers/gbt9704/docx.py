"""A letter as .docx, to be edited, signed and sealed; measures.py has the figures."""

from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor, Twips
from PIL import Image

from zhushi.core.prose import Block, Heading, Paragraph, Picture, Table
from zhushi.core.prose_text import numbered
from zhushi.papers.gbt9704 import measures as m
from zhushi.papers.gbt9704.letter import Appendix, Form, Letter, mark_size, title_lines

WIDTH = m.twips(m.CORE[0])
RECORD_PITCH = 22.0
"""Lines of the record of issue, in pt."""
EDGE = 3.0
"""A character of that size begins so far below the top of its line."""


def to_docx(letter: Letter) -> bytes:
    """The document as bytes of a .docx file."""
    page = _Page(letter.pictures)
    page.head(letter)
    page.blocks(letter.blocks)
    page.list_of(letter)
    page.end(letter)
    for number, appendix in letter.named:
        page.appendix(appendix, number)
    page.record(letter)
    kept = BytesIO()
    page.document.save(kept)
    return kept.getvalue()


class _Page:
    """The document under way."""

    def __init__(self, pictures: Mapping[str, bytes]) -> None:
        self.pictures = pictures
        self.document: Any = Document()
        self._set_section()
        normal = self.document.styles["Normal"]
        normal.font.size = Pt(m.SIZE_3)
        normal.font.name = m.FANGSONG
        normal.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), m.FANGSONG)
        form = normal.paragraph_format
        form.space_before = form.space_after = Pt(0)
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(m.LINE_PITCH)
        form.widow_control = False
        for name in ("autoSpaceDE", "autoSpaceDN"):  # figures stand as close as characters
            closer = OxmlElement(f"w:{name}")
            closer.set(qn("w:val"), "0")
            normal.element.get_or_add_pPr().insert_element_before(
                closer, "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:jc"
            )

    def _set_section(self) -> None:
        section = self.document.sections[0]
        section.page_width, section.page_height = Twips(11906), Twips(16838)
        section.top_margin, section.left_margin = Twips(m.twips(m.TOP)), Twips(m.twips(m.LEFT))
        section.right_margin = Twips(11906 - m.twips(m.LEFT) - WIDTH)
        section.bottom_margin = Twips(16838 - m.twips(m.TOP) - m.twips(m.CORE[1]))
        section.footer_distance = Twips(1447)
        grid = section._sectPr.find(qn("w:docGrid"))
        grid = grid if grid is not None else OxmlElement("w:docGrid")
        grid.set(qn("w:type"), "lines")
        grid.set(qn("w:linePitch"), str(round(m.LINE_PITCH * 20)))
        section._sectPr.append(grid)
        self.document.settings.odd_and_even_pages_header_footer = True
        self._number_pages(section.footer, ALIGN.RIGHT)
        self._number_pages(section.even_page_footer, ALIGN.LEFT)

    def _number_pages(self, footer: Any, side: Any) -> None:
        footer.is_linked_to_previous = False
        line = footer.paragraphs[0]
        line.alignment = side
        form = line.paragraph_format
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(m.SIZE_4)
        edge = Pt(m.SIZE_4)
        form.left_indent = edge if side == ALIGN.LEFT else None
        form.right_indent = edge if side == ALIGN.RIGHT else None
        self._run(line, "— ", m.SONGTI, m.SIZE_4)
        for part, text in (("begin", ""), ("", " PAGE "), ("end", "")):
            run = self._run(line, "", m.SONGTI, m.SIZE_4)
            element = OxmlElement("w:fldChar" if part else "w:instrText")
            if part:
                element.set(qn("w:fldCharType"), part)
            else:
                element.text = text
            run._r.append(element)
        self._run(line, " —", m.SONGTI, m.SIZE_4)

    def _line(self, text: str = "", font: str = m.FANGSONG, size: float = m.SIZE_3) -> Any:
        line = self.document.add_paragraph()
        if text:
            self._run(line, text, font, size)
        return line

    def _run(self, line: Any, text: str, font: str, size: float) -> Any:
        run = line.add_run(text)
        run.font.size, run.font.name = Pt(size), font
        fonts = run._r.get_or_add_rPr().get_or_add_rFonts()
        fonts.set(qn("w:eastAsia"), font)
        if size == m.SIZE_3:
            closer = OxmlElement("w:spacing")
            closer.set(qn("w:val"), str(round((m.CHARACTER_PITCH - m.SIZE_3) * 20)))
            run._r.get_or_add_rPr().insert_element_before(closer, "w:sz", "w:szCs")
        return run

    def head(self, letter: Letter) -> None:
        """Issuer's mark, number, red lines, title, main recipient; of minutes who was there."""
        if letter.form is Form.LETTER:
            self._head_of_letter(letter)
        else:
            self._head_of_document(letter)
        self._line()
        self._line()
        self._title(letter.title)
        self._line()
        if letter.to:
            self._line(f"{letter.to}：")
        for label, names in letter.present:
            line = self._indented(f"{label}：", m.HEITI)
            self._run(line, names, m.FANGSONG, m.SIZE_3)

    def _head_of_document(self, letter: Letter) -> None:
        mark = self._mark(self._line(), letter.issuer)
        mark.paragraph_format.space_before = Pt(m.points(m.MARK_BELOW_CORE_TOP) - EDGE)
        _off_grid(mark)
        self._line()
        self._line()
        number = self._line(letter.number)
        number.alignment = ALIGN.CENTER
        _border(number, "bottom", m.RED, 12, m.points(m.LINE_BELOW_NUMBER))

    def _head_of_letter(self, letter: Letter) -> None:
        """The mark and both double lines stand on the first page only, fixed to the paper."""
        section = self.document.sections[0]
        section.different_first_page_header_footer = True
        head, foot = section.first_page_header, section.first_page_footer
        head.is_linked_to_previous = foot.is_linked_to_previous = False
        mark = self._mark(head.paragraphs[0], letter.issuer)
        height = m.MARK_SIZE + m.points(m.LETTER_LINE_BELOW_MARK) + 4
        _fix(mark, m.LETTER_MARK_FROM_PAPER_TOP - EDGE / 72 * 25.4, height)
        _border(mark, "bottom", m.RED, 12, m.points(m.LETTER_LINE_BELOW_MARK), "thickThinSmallGap")
        line = foot.paragraphs[0]
        line.paragraph_format.line_spacing = Pt(2)
        _fix(line, m.PAPER[1] - m.LETTER_LINE_FROM_PAPER_BOTTOM, 2)
        _border(line, "top", m.RED, 12, 0, "thinThickSmallGap")
        for part in (head, foot):
            part.add_paragraph().paragraph_format.line_spacing = Pt(1)  # what the frame hangs on
        below = m.LETTER_MARK_FROM_PAPER_TOP - m.TOP + m.LETTER_LINE_BELOW_MARK + 2
        number = self._line(letter.number)
        number.alignment = ALIGN.RIGHT
        number.paragraph_format.space_before = Pt(m.points(below) + m.MARK_SIZE)
        _off_grid(number)

    def _mark(self, line: Any, issuer: str) -> Any:
        size = mark_size(issuer)
        self._run(line, issuer, m.XIAOBIAOSONG, size)
        line.alignment = ALIGN.CENTER
        line.runs[0].font.color.rgb = RGBColor.from_string(m.RED)
        form = line.paragraph_format
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(m.MARK_SIZE)
        return line

    def _title(self, text: str) -> None:
        title = self._line()
        title.alignment = ALIGN.CENTER
        title.paragraph_format.line_spacing = Pt(m.LINE_PITCH * 1.2)
        _off_grid(title)
        lines = title_lines(text)
        for place, told in enumerate(lines):
            run = self._run(title, told, m.XIAOBIAOSONG, m.SIZE_2)
            if place + 1 < len(lines):
                run.add_break()

    def blocks(self, blocks: Iterable[Block]) -> None:
        """The text: headings by their level, indented paragraphs, tables."""
        for block, number in numbered(blocks):
            match block:
                case Heading(level, text):
                    self._indented(number + text, m.LEVEL_FONTS[level])
                case Paragraph(text):
                    self._indented(text)
                case Table(rows, caption):
                    self._table(rows, caption)
                case Picture(name, caption):
                    self._picture(name, caption)

    def _indented(self, text: str, font: str = m.FANGSONG) -> Any:
        line = self._line(text, font)
        line.alignment = ALIGN.JUSTIFY
        line.paragraph_format.first_line_indent = Pt(2 * m.CHARACTER_PITCH)
        return line

    def _table(self, rows: tuple[tuple[str, ...], ...], caption: str) -> None:
        if caption:
            self._line(caption, m.HEITI, m.SIZE_4).alignment = ALIGN.CENTER
        table = self.document.add_table(len(rows), len(rows[0]), style="Table Grid")
        for row, told in zip(table.rows, rows, strict=True):
            _keep_whole(row)
            for cell, text in zip(row.cells, told, strict=True):
                cell.paragraphs[0].alignment = ALIGN.CENTER
                self._run(cell.paragraphs[0], text, m.FANGSONG, m.SIZE_4)
        _repeat(table.rows[0])

    def _picture(self, name: str, caption: str) -> None:
        """In the middle, no wider than the text; without its bytes the caption alone."""
        if kept := self.pictures.get(name):
            line = self.document.add_paragraph()
            line.alignment = ALIGN.CENTER
            line.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
            line.paragraph_format.keep_with_next = bool(caption)
            shown = line.add_run().add_picture(BytesIO(_readable(kept)))
            scale = min(1.0, Mm(m.CORE[0]) / shown.width, Mm(m.TALLEST_PICTURE) / shown.height)
            shown.width, shown.height = round(shown.width * scale), round(shown.height * scale)
        if caption:
            self._line(caption, m.FANGSONG, m.SIZE_4).alignment = ALIGN.CENTER

    def list_of(self, letter: Letter) -> None:
        """附件说明: one line below the text, named, without a stop at the end."""
        for place, (number, appendix) in enumerate(letter.named):
            if not place:
                self._line()
            lead = "　　　" if place else "附件："
            self._indented(f"{lead}{number and f'{number}.'}{appendix.title}")

    def end(self, letter: Letter) -> None:
        """Organ and day, with room for the seal; who can be asked below."""
        if letter.closing:
            # Name and day never stand on a page without a line of the text.
            for line in (self.document.paragraphs[-1], self._line(), self._line()):
                line.paragraph_format.keep_with_next = True
        for place, (text, right) in enumerate(letter.closing):
            line = self._line(text)
            line.alignment = ALIGN.RIGHT
            line.paragraph_format.right_indent = Pt(right * m.CHARACTER_PITCH)
            line.paragraph_format.keep_with_next = not place
        if letter.note:
            self._indented(f"（{letter.note}）")

    def appendix(self, appendix: Appendix, number: str) -> None:
        """A page of its own: 附件 at the top left, the title on the third line."""
        mark = self._line(f"附件{number}", m.HEITI)
        mark.paragraph_format.page_break_before = True
        self._line()
        self._title(appendix.title)
        self._line()
        self.blocks(appendix.blocks)

    def record(self, letter: Letter) -> None:
        """版记: copies and who printed it when, at the very end of the last type area."""
        has_lines = letter.form is not Form.LETTER
        count = len(letter.record)
        for place, (text, right) in enumerate(letter.record):
            line = self._line(f"{text}\t{right}" if right else text, m.FANGSONG, m.SIZE_4)
            form = line.paragraph_format
            form.left_indent = form.right_indent = Pt(m.SIZE_4)
            form.tab_stops.add_tab_stop(Pt(m.points(m.CORE[0]) - m.SIZE_4), 2)
            bottom = m.TOP + m.CORE[1] - (count - place - 1) * RECORD_PITCH / 72 * 25.4
            _frame(
                line, w=WIDTH, h=round(RECORD_PITCH * 20), hRule="exact", wrap="around",
                hAnchor="page", vAnchor="page", x=m.twips(m.LEFT),
                y=m.twips(bottom - RECORD_PITCH / 72 * 25.4),
            )  # fmt: skip
            form.line_spacing = Pt(RECORD_PITCH)
            if has_lines:
                _border(line, "top", "000000", 6 if place else 8, 0)
            if has_lines and place + 1 == count:
                _border(line, "bottom", "000000", 8, 0)
        if count:
            # What the frames hang on: were there no room left, it and they stand on a new page.
            self._line().paragraph_format.line_spacing = Pt(1)


def _readable(picture: bytes) -> bytes:
    """A picture in a form that Word opens; what is neither JPEG nor PNG becomes PNG."""
    if picture.startswith((b"\xff\xd8\xff", b"\x89PNG")):
        return picture
    out = BytesIO()
    Image.open(BytesIO(picture)).save(out, "PNG")
    return out.getvalue()


def _frame(line: Any, **places: str | int) -> None:
    frame = OxmlElement("w:framePr")
    for name, value in places.items():
        frame.set(qn(f"w:{name}"), str(value))
    properties = line._p.get_or_add_pPr()
    properties.insert_element_before(
        frame, "w:widowControl", "w:pBdr", "w:shd", "w:tabs", "w:snapToGrid", "w:spacing",
        "w:ind", "w:jc", "w:rPr",
    )  # fmt: skip


def _fix(line: Any, top: float, height: float) -> None:
    """Put a line at a place of the paper: 170 mm wide in its middle; top in mm, height in pt."""
    left = (m.PAPER[0] - m.LETTER_LINE) / 2
    _frame(
        line, w=m.twips(m.LETTER_LINE), h=round(height * 20), hRule="exact", wrap="around",
        hAnchor="page", vAnchor="page", x=m.twips(left), y=m.twips(top),
    )  # fmt: skip


def _border(
    line: Any, side: str, colour: str, eighths: int, space: float, kind: str = "single"
) -> None:
    properties = line._p.get_or_add_pPr()
    borders = properties.find(qn("w:pBdr"))
    if borders is None:
        borders = OxmlElement("w:pBdr")
        properties.insert_element_before(
            borders, "w:shd", "w:tabs", "w:snapToGrid", "w:spacing", "w:ind", "w:jc", "w:rPr"
        )
    border = OxmlElement(f"w:{side}")
    for name, value in (
        ("val", kind), ("sz", str(eighths)), ("space", str(round(space))), ("color", colour),
    ):  # fmt: skip
        border.set(qn(f"w:{name}"), value)
    borders.append(border)


def _off_grid(line: Any) -> None:
    """Lines that are higher than the grid's stand where they are, not in the middle of two."""
    off = OxmlElement("w:snapToGrid")
    off.set(qn("w:val"), "0")
    line._p.get_or_add_pPr().insert_element_before(
        off, "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:rPr"
    )


def _keep_whole(row: Any) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _repeat(row: Any) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
