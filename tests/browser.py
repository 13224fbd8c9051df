"""Which browser the journeys drive, and how."""

import shutil
from pathlib import Path

SIZES = {"desktop": (1440, 900), "phone": (390, 844)}
QUIET = [  # nothing of the browser's own goes to the network
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
AXE = Path(__file__).resolve().parent.parent / "node_modules" / "axe-core" / "axe.min.js"


def chromium() -> str | None:
    """Path of Debian's Chromium, or None; without its window manager if that is there.

    The shell is the same engine and needs a third less of the processor for the same pages.
    """
    names = ("chromium-headless-shell", "chromium", "chromium-browser")
    return next(filter(None, map(shutil.which, names)), None)


def grave_findings(page) -> list[str]:
    """Serious and critical findings of axe on the page as it stands now, a line each."""
    page.evaluate(AXE.read_text())  # not a script element: the content policy forbids those
    result = page.evaluate("axe.run(document, {resultTypes: ['violations'], preload: false})")
    return [
        f"{found['impact']} {found['id']}: {found['nodes'][0]['html'][:160]}"
        for found in result["violations"]
        if found["impact"] in {"serious", "critical"}
    ]
