"""Letters are measured: from the .docx itself, and from the pages of both, as they are set.

``docx``: the .docx as LibreOffice sets it; ``pdf``: the PDF zhushi makes itself.
"""

import re
import shutil
import subprocess
import zipfile
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from pypdf import PdfReader

from zhushi.core.errors import Refused
from zhushi.core.prose import Heading, Paragraph, Picture, Table
from zhushi.papers.gbt9704 import measures as m
from zhushi.papers.gbt9704.docx import to_docx
from zhushi.papers.gbt9704.letter import Appendix, Form, Letter, day, mark_size, title_lines
from zhushi.papers.gbt9704.pdf import letter_pdf

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TITLE = "关于批转《老旧小区加装电梯进度的调研报告》的函"
FULL = "驻室记录" * 300
"""1,200 characters of one paragraph: more than a full page of 22 lines of 28."""

needs_office = pytest.mark.skipif(
    not (shutil.which("soffice") and shutil.which("pdftotext")),
    reason="没有 LibreOffice 或 poppler, 渲染后的尺寸没有量",
)


def letter(**changed) -> Letter:
    given = {
        "issuer": "中共雁区委党代表联络办公室",
        "number": "雁党联办函〔2026〕3号",
        "title": TITLE,
        "to": "区住房和城乡建设局",
        "blocks": [
            Paragraph(FULL),
            Heading(1, "𠮷㐂两处"),
            Heading(2, "尽快办"),
            Paragraph("请研办。"),
        ],
        "on": date(2026, 3, 5),
        "copies": ["区委组织部", "区政府办公室"],
        "printed_by": "区委党代表联络办公室",
    }
    return Letter(**{**given, **changed})


def long_report() -> Letter:
    rows = tuple((f"第{n}处", str(n), "已装", "在建") for n in range(60))
    table = Table((("小区", "户数", "已装", "在建"), *rows), "表1 各小区")
    parts = [b for n in range(6) for b in (Heading(1, f"第{n}部分"), Paragraph(FULL))]
    return letter(
        blocks=[*parts, table],
        appendices=[Appendix("走访名单", (Paragraph(FULL), table)), Appendix("统计表", (table,))],
    )


@dataclass(frozen=True)
class Word:
    """A word of a rendered page, in points from its top left corner."""

    page: int
    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Rendered:
    sizes: list[tuple[float, float]]
    words: list[Word]
    picture: bytes

    def on(self, page: int) -> list[Word]:
        return [word for word in self.words if word.page == page]


MADE = {
    "document": letter,
    "letter": lambda: letter(form=Form.LETTER),
    "minutes": lambda: letter(form=Form.MINUTES, to="", present=(("出席", "甲、乙"),)),
    "report": long_report,
}


@pytest.fixture(scope="module")
def set_pages(tmp_path_factory) -> dict[tuple[str, str], Rendered]:
    """All of MADE in both ways; LibreOffice sets its part in one go."""
    folder = tmp_path_factory.mktemp("letters")
    (folder / "pdf").mkdir()
    for name, make in MADE.items():
        (folder / f"{name}.docx").write_bytes(to_docx(make()))
        (folder / "pdf" / f"{name}.pdf").write_bytes(letter_pdf(make()))
    command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless"]
    names = [str(folder / f"{name}.docx") for name in MADE]
    subprocess.run(
        [*command, "--convert-to", "pdf", "--outdir", str(folder), *names],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    ways = {"docx": folder, "pdf": folder / "pdf"}
    return {(way, name): _read(place, name) for way, place in ways.items() for name in MADE}


@pytest.fixture(params=["docx", "pdf"])
def rendered(request, set_pages) -> dict[str, Rendered]:
    return {name: page for (way, name), page in set_pages.items() if way == request.param}


def _read(folder, name: str) -> Rendered:
    told = subprocess.run(
        ["pdftotext", "-bbox", f"{name}.pdf", "-"], cwd=folder, check=True, capture_output=True
    ).stdout.decode()
    sizes, words = [], []
    for line in told.splitlines():
        if found := re.search(r'<page width="([\d.]+)" height="([\d.]+)"', line):
            sizes.append((float(found[1]), float(found[2])))
        elif found := re.search(
            r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*)</word>',
            line,
        ):
            left, top, right, bottom = map(float, found.groups()[:4])
            words.append(Word(len(sizes), found[5], left, top, right, bottom))
    subprocess.run(
        ["pdftoppm", "-r", "144", "-f", "1", "-l", "1", "-png", f"{name}.pdf", name],
        cwd=folder, check=True,
    )  # fmt: skip
    (picture,) = folder.glob(f"{name}-*1.png")
    return Rendered(sizes, words, picture.read_bytes())


def part(name: str) -> ElementTree.Element:
    with zipfile.ZipFile(BytesIO(to_docx(letter()))) as book:
        return ElementTree.fromstring(book.read(f"word/{name}.xml"))


def test_page_and_grid_are_those_of_the_standard():
    section = part("document").find(f".//{W}sectPr")
    size, margin, grid = (section.find(W + name) for name in ("pgSz", "pgMar", "docGrid"))
    assert (size.get(W + "w"), size.get(W + "h")) == ("11906", "16838")
    assert int(margin.get(W + "top")) == pytest.approx(2098, abs=1)
    assert int(margin.get(W + "left")) == pytest.approx(1587, abs=1)
    assert int(grid.get(W + "linePitch")) == 579
    core = 16838 - int(margin.get(W + "top")) - int(margin.get(W + "bottom"))
    assert 22 * 579 <= core < 23 * 579
    width = 11906 - int(margin.get(W + "left")) - int(margin.get(W + "right"))
    assert 28 * m.CHARACTER_PITCH * 20 <= width < 29 * m.CHARACTER_PITCH * 20


def test_fonts_sizes_and_the_red_are_named():
    runs = {}
    for run in part("document").iter(W + "r"):
        runs.setdefault("".join(text.text or "" for text in run.iter(W + "t")), run)

    def of(text: str) -> tuple[str, float, str]:
        run = runs[text]
        colour = run.find(f".//{W}color")
        return (
            run.find(f".//{W}rFonts").get(W + "eastAsia"),
            int(run.find(f".//{W}sz").get(W + "val")) / 2,
            "" if colour is None else colour.get(W + "val"),
        )

    mark = of("中共雁区委党代表联络办公室")
    assert (mark[0], mark[2]) == ("方正小标宋简体", "FF0000")
    assert of("雁党联办函〔2026〕3号") == ("仿宋_GB2312", 16, "")
    assert of(title_lines(TITLE)[0]) == ("方正小标宋简体", 22, "")
    assert of("一、𠮷㐂两处") == ("黑体", 16, "")
    assert of("（一）尽快办") == ("楷体_GB2312", 16, "")
    assert of("请研办。") == ("仿宋_GB2312", 16, "")
    assert of("2026年3月5日") == ("仿宋_GB2312", 16, "")


def test_the_record_of_issue_stands_between_thick_lines():
    borders = list(part("document").iter(W + "pBdr"))
    told = [{side.tag.removeprefix(W): side.get(W + "sz") for side in b} for b in borders]
    assert told == [{"bottom": "12"}, {"top": "8"}, {"top": "6", "bottom": "8"}]


@pytest.mark.parametrize("length", [20, 21, 38, 39, 60])
def test_long_titles_break_into_lines_of_like_length_and_lose_nothing(length):
    title = "𠮷㐂" + "题" * (length - 2)
    lines = title_lines(title)

    assert "".join(lines) == title
    assert max(map(len, lines)) <= 20
    assert max(map(len, lines)) - min(map(len, lines)) <= 1


def test_a_longer_title_is_refused_with_its_length():
    with pytest.raises(Refused, match="最多 60 字，现在有 61 字"):
        letter(title="题" * 61)


@needs_office
@pytest.mark.once
def test_a_full_page_has_22_lines_of_28_characters(rendered):
    words = [w for w in rendered["report"].on(2) if re.fullmatch("[驻室记录]+", w.text)]
    lines = sorted({round(w.top, 1) for w in words})
    full = [w for w in words if len(w.text) == 28]

    end = m.points(m.TOP + m.CORE[1])
    everything = {round(w.top, 1) for w in rendered["report"].on(2) if w.top < end}
    assert len(everything) == 22
    assert len(full) >= 18
    pitches = {round(b - a, 2) for a, b in pairwise(lines)}
    assert all(abs(pitch - m.LINE_PITCH) < 0.15 or pitch > 50 for pitch in pitches), pitches
    for word in full:
        assert word.left == pytest.approx(m.points(m.LEFT), abs=1)
        assert word.right <= m.points(m.LEFT + m.CORE[0]) + 1


def red_of(page: Rendered) -> list[tuple[float, float]]:
    """Where the first page is red, in points."""
    from PIL import Image

    picture = Image.open(BytesIO(page.picture)).convert("RGB")
    return [
        (x / 2, y / 2)
        for y in range(picture.height)
        for x in range(0, picture.width, 2)
        if (p := picture.getpixel((x, y)))[0] > 180 and p[1] < 90 and p[2] < 90
    ]


@needs_office
@pytest.mark.once
@pytest.mark.parametrize("name", ["document", "minutes"])
def test_paper_mark_red_line_and_title_stand_where_they_should(rendered, name):
    page = rendered[name]
    assert page.sizes[0] == (pytest.approx(595.3, abs=0.5), pytest.approx(841.9, abs=0.5))
    red = red_of(page)
    assert red[0][1] == pytest.approx(m.points(m.TOP + m.MARK_BELOW_CORE_TOP), abs=6)
    lowest = red[-1][1]
    line = [x for x, y in red if y == lowest]
    assert min(line) == pytest.approx(m.points(m.LEFT), abs=2)
    assert max(line) == pytest.approx(m.points(m.LEFT + m.CORE[0]), abs=2)
    (number,) = [w for w in page.on(1) if "〔2026〕" in w.text]
    assert lowest - number.bottom == pytest.approx(m.points(m.LINE_BELOW_NUMBER), abs=6)
    (title,) = [w for w in page.on(1) if w.text == title_lines(TITLE)[0]]
    middle = (title.left + title.right) / 2
    assert middle == pytest.approx(m.points(m.LEFT + m.CORE[0] / 2), abs=3)
    assert title.top - lowest == pytest.approx(2 * m.LINE_PITCH, abs=16)
    assert any("驻室记录" in w.text for w in page.on(1)), "第一页要有正文"


@needs_office
@pytest.mark.once
def test_a_letter_between_organs_has_two_double_lines_and_no_number_on_its_first_page(rendered):
    page = rendered["letter"]
    red = red_of(page)
    assert red[0][1] == pytest.approx(m.points(m.LETTER_MARK_FROM_PAPER_TOP), abs=6)
    upper = {y for x, y in red if x < m.points(m.LEFT) - 8 and y < 400}
    lower = {y for x, y in red if y > 400}
    end_of_mark = m.points(m.LETTER_MARK_FROM_PAPER_TOP) + mark_size(page_issuer())
    assert min(upper) - end_of_mark == pytest.approx(m.points(m.LETTER_LINE_BELOW_MARK), abs=6)
    from_below = m.points(m.PAPER[1] - m.LETTER_LINE_FROM_PAPER_BOTTOM)
    assert min(lower) == pytest.approx(from_below, abs=3)
    for lines in (upper, lower):
        told = [x for x, y in red if y in lines and not 60 < y < 110]
        told = told or [x for x, y in red if y == min(lines)]
        assert max(told) - min(told) == pytest.approx(m.points(m.LETTER_LINE), abs=3)
    (number,) = [w for w in page.on(1) if "〔2026〕" in w.text]
    row = [w.right for w in page.on(1) if abs(w.top - number.top) < 3]
    assert max(row) == pytest.approx(m.points(m.LEFT + m.CORE[0]), abs=3)
    assert min(upper) < number.top < min(upper) + 40
    assert not [w for w in page.on(1) if w.text == "1"]
    assert [w for w in page.on(2) if w.text == "2"]
    assert not any("印发" in w.text for w in page.words)


def page_issuer() -> str:
    return letter().issuer


@needs_office
@pytest.mark.once
@pytest.mark.parametrize("name", ["document", "report", "minutes"])
def test_the_record_of_issue_ends_the_type_area_of_the_last_page(rendered, name):
    page = rendered[name]
    last = page.on(len(page.sizes))
    end = m.points(m.TOP + m.CORE[1])
    (printed,) = [w for w in last if w.text.endswith("印发")]
    assert (printed.top + printed.bottom) / 2 == pytest.approx(end - 10, abs=4)
    assert printed.right == pytest.approx(m.points(m.LEFT + m.CORE[0]) - m.SIZE_4, abs=3)
    (copies,) = [w for w in last if w.text.startswith("抄送：")]
    assert copies.left == pytest.approx(m.points(m.LEFT) + m.SIZE_4, abs=3)
    assert 15 < printed.top - copies.top < 30


@needs_office
@pytest.mark.once
def test_the_organ_is_centred_over_the_day_and_both_stand_with_the_text(rendered):
    words = rendered["document"].words
    told = day(letter().on)
    name = [w for w in words if w.text == letter().issuer][-1]
    on_page = [w for w in words if w.page == name.page]
    below = [w for w in on_page if w.text and 20 < w.top - name.top < 40]
    left, right = min(w.left for w in below), max(w.right for w in below)
    assert "".join(w.text for w in sorted(below, key=lambda w: w.left)) == told
    # The free font's figures are wider than half a character, and LibreOffice parts them more.
    assert (name.left + name.right) / 2 == pytest.approx((left + right) / 2, abs=16)
    edge = m.points(m.LEFT + m.CORE[0])
    assert edge - right == pytest.approx(4 * m.CHARACTER_PITCH, abs=8)
    assert any("请研办" in w.text for w in words if w.page == name.page)


@needs_office
@pytest.mark.once
def test_page_numbers_of_a_long_report_stand_right_on_odd_and_left_on_even_pages(rendered):
    report = rendered["report"]
    pages = len(report.sizes)
    assert pages >= 12
    core_bottom = m.points(m.TOP + m.CORE[1])
    for page in range(1, pages + 1):
        (number,) = [w for w in report.on(page) if w.text == str(page) and w.top > core_bottom]
        middle = (number.top + number.bottom) / 2
        assert middle == pytest.approx(core_bottom + m.points(m.NUMBER_BELOW_CORE), abs=4)
        is_right = number.left > m.points(m.PAPER[0] / 2)
        assert is_right == bool(page % 2), page


def drawn(kind: str, size: tuple[int, int]) -> bytes:
    from PIL import Image

    out = BytesIO()
    Image.new("RGB", size, "navy").save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_pictures_stand_in_their_place_no_wider_and_no_taller_than_fits(kind):
    names = ["00000000-0000-4000-8000-00000000000" + end for end in "123"]
    kept = {names[0]: drawn(kind, (3000, 300)), names[1]: drawn(kind, (300, 3000))}
    blocks = [Picture(name, f"图{place}") for place, name in enumerate(names, 1)]
    one = letter(blocks=[Paragraph("前"), *blocks, Paragraph("后")], pictures=kept)
    with zipfile.ZipFile(BytesIO(to_docx(one))) as book:
        told = book.read("word/document.xml").decode()
        assert len([name for name in book.namelist() if name.startswith("word/media/")]) == 2
    sizes = re.findall(r'<wp:extent cx="(\d+)" cy="(\d+)"', told)
    assert len(sizes) == 2
    for width, height in sizes:
        assert int(width) / 36000 <= m.CORE[0] + 0.1
        assert int(height) / 36000 <= m.TALLEST_PICTURE + 0.1
    assert told.index("前") < told.index("<pic:pic") < told.index("图1") < told.index("图3")
    pages = PdfReader(BytesIO(letter_pdf(one))).pages
    assert len({image.name for page in pages for image in page.images}) == 2
    text = "".join(page.extract_text() for page in pages)
    assert all(f"图{place}" in text for place in (1, 2, 3))


@needs_office
@pytest.mark.once
def test_rare_characters_reach_the_rendered_page(rendered):
    assert any("𠮷㐂" in w.text for w in rendered["document"].words)
