#!/usr/bin/env python
"""Pictures of screens, to lay beside the mocks.

    scripts/shots.py [base [pages.json]] [--out shots] [--axe]

The base is SHOTS_BASE or http://127.0.0.1:8000 (`make demo` or `make run` in another window).
`pages.json`, by default scripts/shots.json, is a list of {name, path, width?, login?: [user,
password], elder?: bool, pdf?: bool, error?: bool}. Logging in uses the form at `--login-path`.
Whatever is found is listed and the answer is 1: a script error, a blocked style, a request to
another host, a page wider than its screen and, with `--axe`, what axe calls serious or critical.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.browser import QUIET, chromium, grave_findings  # noqa: E402


def log_in(context: BrowserContext, base: str, path: str, name: str, password: str) -> None:
    page = context.new_page()
    page.goto(base + path)
    page.fill("input[name=username]", name)
    page.fill("input[name=password]", password)
    page.click("main button[type=submit]")
    page.wait_for_load_state()
    page.close()


def watch(page: Page, base: str, found: list[str], name: str) -> None:
    page.on("console", lambda m: found.append(f"{name}: {m.text}") if m.type == "error" else None)
    page.on("pageerror", lambda e: found.append(f"{name}: {e}"))
    host = urlsplit(base).netloc

    def check(request: object) -> None:
        url = request.url  # type: ignore[attr-defined]
        if url.startswith("http") and urlsplit(url).netloc != host:
            found.append(f"{name}: asks {url}")

    page.on("request", check)


def look(page: Page, name: str) -> list[str]:
    """Serious and critical findings, and what sticks out of the page sideways."""
    found = []
    if page.evaluate("document.documentElement.scrollWidth > innerWidth + 1"):
        found.append(
            f"{name}: 页面比屏幕宽 {page.evaluate('document.documentElement.scrollWidth')}"
        )
    return found + [f"{name}: {line}" for line in grave_findings(page)]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "base", nargs="?", default=os.environ.get("SHOTS_BASE", "http://127.0.0.1:8000")
    )
    parser.add_argument("pages", nargs="?", type=Path, default=ROOT / "scripts" / "shots.json")
    parser.add_argument("--out", type=Path, default=ROOT / "shots")
    parser.add_argument("--login-path", default="/desk/login/")
    parser.add_argument("--axe", action="store_true")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    base = options.base.rstrip("/")
    found: list[str] = []
    with sync_playwright() as play, tempfile.TemporaryDirectory() as profile:
        browser = play.chromium.launch(
            executable_path=chromium(), args=QUIET, env={**os.environ, "HOME": profile}
        )
        contexts: dict[tuple[str, ...], BrowserContext] = {}
        for entry in json.loads(options.pages.read_text()):
            who = tuple(entry.get("login") or ())
            if who not in contexts:
                contexts[who] = browser.new_context(locale="zh-CN")
                if who:
                    log_in(contexts[who], base, options.login_path, *who)
            context = contexts[who]
            context.add_cookies(
                [{"name": "zs_elder", "value": "1" if entry.get("elder") else "0", "url": base}]
            )
            page = context.new_page()
            width = entry.get("width", 1440)
            page.set_viewport_size({"width": width, "height": 844 if width < 700 else 900})
            name = entry["name"]
            watch(page, base, found, name)
            answer = page.goto(base + entry["path"], wait_until="networkidle")
            if answer is None or (answer.status >= 400 and not entry.get("error")):
                found.append(f"{name}: 状态 {answer.status if answer else '无'}")
            page.screenshot(path=options.out / f"{name}.png", full_page=True)
            if entry.get("pdf"):
                page.pdf(path=options.out / f"{name}.pdf", prefer_css_page_size=True)
            if options.axe:
                found += look(page, name)
            page.close()
        browser.close()
    print("\n".join(found) or f"{options.out}: 没有发现问题")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
