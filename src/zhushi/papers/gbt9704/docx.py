"""A letter as .docx, to be edited, signed and sealed; measures.py has the figures."""

from collections.abc import Iterable
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor, Twips

from zhushi.core.prose import Block, Heading, Paragraph, Picture, Table
from zhushi.core.prose_text import numbered
from zhushi.papers.gbt9704 import measures as m
from zhushi.papers.gbt9704.letter import Appendix, Letter, day, title_lines

WIDTH = m.twips(m.CORE[0])
MARK = 36.0
"""The issuer's mark in pt; the standard leaves its size open."""

EDGE = 3.0
"""A character of that size begins so far below the top of its line."""


def to_docx(letter: Letter) -> bytes:
    """The document as bytes of a .docx file."""
    page = _Page()
    page.head(letter)
    page.blocks(letter.blocks)
    page.list_of(letter.appendices)
    page.end(letter)
    for number, appendix in enumerate(letter.appendices, 1):
        page.appendix(appendix, number if len(letter.appendices) > 1 else 0)
    page.record(letter)
    kept = BytesIO()
    page.document.save(kept)
    return kept.getvalue()


class _Page:
    """The document under way."""

    def __init__(self) -> None:
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
            run._r.get_or_add_rPr().append(closer)
        return run

    def head(self, letter: Letter) -> None:
        """Issuer's mark, number, red line, title and main recipient."""
        mark = self._line(letter.issuer, m.XIAOBIAOSONG, MARK)
        mark.alignment = ALIGN.CENTER
        mark.runs[0].font.color.rgb = RGBColor.from_string(m.RED)
        form = mark.paragraph_format
        form.space_before = Pt(m.points(m.MARK_BELOW_CORE_TOP) - EDGE)
        form.line_spacing = Pt(MARK)
        _off_grid(mark)
        self._line()
        self._line()
        number = self._line(letter.number)
        number.alignment = ALIGN.CENTER
        _border(number, "bottom", m.RED, 12, m.points(m.LINE_BELOW_NUMBER))
        self._line()
        self._line()
        title = self._line()
        title.alignment = ALIGN.CENTER
        title.paragraph_format.line_spacing = Pt(m.LINE_PITCH * 1.2)
        _off_grid(title)
        lines = title_lines(letter.title)
        for place, text in enumerate(lines):
            run = self._run(title, text, m.XIAOBIAOSONG, m.SIZE_2)
            if place + 1 < len(lines):
                run.add_break()
        self._line()
        if letter.to:
            self._line(f"{letter.to}：")

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
                case Picture(_, caption):
                    self._indented(caption)

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

    def list_of(self, appendices: Iterable[Appendix]) -> None:
        """附件说明: one line below the text, named, without a stop at the end."""
        titles = [appendix.title for appendix in appendices]
        if not titles:
            return
        self._line()
        for place, title in enumerate(titles, 1):
            lead = "附件：" if place == 1 else "　　　"
            self._indented(f"{lead}{f'{place}.' if len(titles) > 1 else ''}{title}")

    def end(self, letter: Letter) -> None:
        """Organ and day, with room for the seal: the day four characters from the right."""
        self._line()
        self._line()
        for text, right in ((letter.signed_by or letter.issuer, 4), (day(letter.on), 4)):
            line = self._line(text)
            line.alignment = ALIGN.RIGHT
            line.paragraph_format.right_indent = Pt(right * m.CHARACTER_PITCH)
            line.paragraph_format.keep_with_next = text != day(letter.on)

    def appendix(self, appendix: Appendix, number: int) -> None:
        """A page of its own: 附件 at the top left, the title on the third line."""
        mark = self._line(f"附件{number or ''}", m.HEITI)
        mark.paragraph_format.page_break_before = True
        self._line()
        title = self._line(appendix.title, m.XIAOBIAOSONG, m.SIZE_2)
        title.alignment = ALIGN.CENTER
        title.paragraph_format.line_spacing = Pt(m.LINE_PITCH * 1.2)
        _off_grid(title)
        self._line()
        self.blocks(appendix.blocks)

    def record(self, letter: Letter) -> None:
        """版记: copies and who printed it when, between lines at the end of the type area."""
        told = [f"抄送：{'，'.join(letter.copies)}。"] if letter.copies else []
        if letter.printed_by:
            told.append(f"{letter.printed_by}\t{day(letter.on)}印发")
        for place, text in enumerate(told):
            line = self._line(text, m.FANGSONG, m.SIZE_4)
            form = line.paragraph_format
            form.left_indent = form.right_indent = Pt(m.SIZE_4)
            form.keep_with_next = place + 1 < len(told)
            form.tab_stops.add_tab_stop(Pt(m.points(m.CORE[0]) - m.SIZE_4), 2)
            _border(line, "top", "000000", 6 if place else 8, 1)
            if place + 1 == len(told):
                _border(line, "bottom", "000000", 8, 1)


def _border(line: Any, side: str, colour: str, eighths: int, space: float) -> None:
    properties = line._p.get_or_add_pPr()
    borders = properties.find(qn("w:pBdr"))
    if borders is None:
        borders = OxmlElement("w:pBdr")
        properties.insert_element_before(
            borders, "w:shd", "w:tabs", "w:snapToGrid", "w:spacing", "w:ind", "w:jc", "w:rPr"
        )
    border = OxmlElement(f"w:{side}")
    for name, value in (
        ("val", "single"), ("sz", str(eighths)), ("space", str(round(space))), ("color", colour),
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
