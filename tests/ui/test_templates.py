"""Scripts and style sheets keep to the content policy; every class is drawn; text can be read."""

import re
from pathlib import Path

import zhushi

ROOT = Path(zhushi.__file__).parent


def test_our_scripts_need_no_eval() -> None:
    for path in (ROOT / "ui" / "static" / "ui" / "js").glob("*.js"):
        assert not re.search(r"\beval\(|new Function|innerHTML|\.style\b", path.read_text()), path


def test_our_style_sheets_fetch_nothing_from_elsewhere() -> None:
    for path in (ROOT / "ui" / "static" / "ui").glob("*.css"):
        assert not re.search(r"@import|url\(", path.read_text()), path


def test_every_class_of_the_look_is_drawn() -> None:
    """A `zs-` class in a part template stands in a style sheet or is a hook for a script."""
    sheets = "".join(p.read_text() for p in (ROOT / "ui" / "static" / "ui").glob("*.css"))
    hooks = {"zs-elder", "zs-portal", "zs-deskpage", "zs-phonepage"}
    for path in (ROOT / "ui" / "templates").rglob("*.html"):
        for words in re.findall(r'class="([^"{]*)', path.read_text()):
            for name in words.split():
                known = not name.startswith("zs-") or name in hooks or f".{name}" in sheets
                assert known, f"{path.name}: {name}"


def test_contrast_is_at_least_four_and_a_half() -> None:
    sheet = (ROOT / "ui" / "static" / "ui" / "tokens.css").read_text()
    colour = dict(re.findall(r"--zs-([a-z0-9-]+):\s*(#[0-9a-f]{3,6})\b", sheet))
    pairs = [("ink-3", "page"), ("ink-3", "sunk"), ("ink-3", "red-soft"), ("ink-2", "sunk")]
    pairs += [(state, f"{state}-soft") for state in ("ok", "soon", "late")]
    pairs += [("red", "surface"), ("red-dark", "red-soft")]
    for front, back in pairs:
        assert ratio(colour[front], colour[back]) >= 4.5, (front, back)
    assert ratio(colour["field"], colour["surface"]) >= 3


def ratio(front: str, back: str) -> float:
    """WCAG contrast of two #rrggbb colours."""
    high, low = sorted((light(front), light(back)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def light(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(c * 2 for c in colour[1:])
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    lin = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * lin[0] + 0.7152 * lin[1] + 0.0722 * lin[2]
