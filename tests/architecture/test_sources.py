"""House rules over the text of the sources."""

import json
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SRC = ROOT / "src" / "zhushi"
PYTHON = sorted(p for p in SRC.rglob("*.py"))
TEMPLATES = sorted(p for p in SRC.rglob("templates/**/*.html"))
DOMAIN = ["core", "vault", "rooms", "people", "activities", "matters", "research"]

DRAWERS = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers"}
INLINE = re.compile(
    r"""<style[\s>]                  # a style element
      | \sstyle\s*=                  # a style attribute
      | \son[a-z]+\s*=\s*["']        # an event handler
      | <script(?![^>]*\ssrc\s*=)(?![^>]*type="application/json")   # a script with a body
      | javascript:
      | \shx-on                      # htmx's way to an inline handler
      | https?://(?!www\.w3\.org/)   # a foreign address: no CDN, no font, no picture
    """,
    re.VERBOSE | re.IGNORECASE,
)
COMMENT = re.compile(r"{#.*?#}|{%\s*comment.*?endcomment\s*%}|<!--.*?-->", re.DOTALL)
LONGEST_LINE = 160
SIGNALS = re.compile(r"\b(django\.dispatch|db\.models\.signals|contrib\.auth\.signals|@receiver)\b")
CLOCK = re.compile(r"\b(timezone\.(now|localdate|localtime)\(\)|datetime\.now|date\.today|Now\(\))")
# The places of the machines this was written on: a workplace, a build folder, somebody's home.
MACHINE = re.compile(r"(^|[^\w.~$}])/(work|farm|tmp/brief|root|home/\w+|Users/\w+)/[\w.]")


def lines_matching(pattern, files):
    """`file:line` of each hit, so that the failure says where to go."""
    return [
        f"{path.relative_to(ROOT)}:{number}"
        for path in files
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if pattern.search(line)
    ]


def tracked():
    """Every file that would be committed; the folder itself where there is no git."""
    done = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True
    )
    return [ROOT / name for name in done.stdout.splitlines()] or [*PYTHON, *TEMPLATES]


def test_no_drawer_that_takes_everything():
    drawers = [p for p in PYTHON if p.stem in DRAWERS or DRAWERS & set(p.parent.parts)]

    assert drawers == []


def test_no_signals_and_no_receivers():
    assert lines_matching(SIGNALS, PYTHON) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(SRC)))
def test_templates_have_no_inline_style_script_or_handler(path):
    text = COMMENT.sub("", path.read_text())

    assert [m.group(0) for m in INLINE.finditer(text)] == []


def test_no_line_of_a_template_is_too_long():
    """One tag a line: a page is read like code, and a change shows as the line that changed."""
    long = [
        f"{path.relative_to(ROOT)}:{number} ({len(line)})"
        for path in TEMPLATES
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if len(line) > LONGEST_LINE
    ]

    assert long == []


def test_the_domain_never_reads_the_clock():
    """`at=` and `on=` are arguments; core/clock.py is the only reader of the system's clock."""
    files = [
        p for name in DOMAIN for p in (SRC / name).rglob("*.py") if "migrations" not in p.parts
    ]

    assert lines_matching(CLOCK, [p for p in files if p.name != "clock.py"]) == []


def test_no_path_of_a_machine():
    texts = [p for p in tracked() if p.suffix not in {".png", ".xlsx", ".woff2"} and p.is_file()]
    files = [p for p in texts if b"\0" not in p.read_bytes() and p != Path(__file__).resolve()]

    assert lines_matching(MACHINE, files) == []


def test_every_front_end_file_that_is_shipped_is_asked_for():
    wanted = json.loads((ROOT / "package.json").read_text())["vendor"]
    sheets = [SRC / "ui/static/vendor" / name for name in wanted if name.endswith(".css")]
    texts = "".join(path.read_text() for path in (*TEMPLATES, *sheets))

    assert [name for name in wanted if name.rpartition("/")[2] not in texts] == []


def test_locks_name_no_registry():
    locks = [*(ROOT / "requirements").glob("*.lock"), ROOT / "package-lock.json"]
    hosts = re.compile(r'"resolved"|--(extra-)?index-url|--find-links')

    assert lines_matching(hosts, locks) == []


def test_each_dependency_carries_its_reason():
    text = (ROOT / "pyproject.toml").read_text()
    section = text[text.index("dependencies = [") : text.index("[tool.hatch.build]")]
    entries = [
        line for line in section.splitlines() if re.match(r'\s+"[\w-]+(\[\w+\])?[><=]', line)
    ]

    assert [line for line in entries if "  # " not in line] == []
    assert len(entries) > 10
