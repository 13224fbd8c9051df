"""One person's browser, driven by the words on the screen; every page is looked over."""

import os
import re

from playwright.sync_api import Page, TimeoutError, expect

from tests.browser import grave_findings

expect.set_options(timeout=30_000)
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SHAPE = """() => [...new Set([...document.querySelectorAll('body, body *')].map((e) =>
  [e.parentElement.tagName, e.tagName, e.className, e.hidden, e.hasAttribute('aria-label'),
   e.getAttribute('role'), e.id.replace(/[0-9]/g, ''), !e.textContent].join()
))].sort().join()"""
FOCUSED = """() => { const e = document.activeElement;
  return ((e.labels && e.labels[0] && e.labels[0].innerText) || e.innerText || '').trim(); }"""
LOOKS_OVER = not os.environ.get("ZHUSHI_SECOND_RUN")
"""The pages of the second database are the same ones; axe looks them over with the first."""
_looked_over: set[tuple] = set()
"""What axe has already seen in this process: pages of the same kinds of elements once only."""


class Walk:
    """A window of one person; ``trouble`` gathers what is wrong with the pages they met."""

    def __init__(self, page: Page, size: str, *, javascript: bool) -> None:
        self.page, self.size, self.javascript = page, size, javascript
        self.trouble: list[str] = []
        page.on("console", self._hear)

    def _hear(self, said) -> None:
        if said.type == "error" and "Failed to load resource" not in said.text:
            self.trouble.append(f"{self.page.url}: {said.text}")

    @property
    def main(self):
        return self.page.locator("main")

    def open(self, address: str, then: str = "") -> "Walk":
        """Go to an address; ``then`` is a word that has to stand there."""
        answer = self.page.goto(address)
        assert answer is None or answer.status < 400, f"{address}: {answer.status}"
        return self.sees(then)

    def press(self, name: str, then: str = "", *, sure: str = "", near: str = "") -> "Walk":
        """Press the button or link of this name.

        sure: the word to press in the dialog that asks once more; near: a word of its row.
        """
        self._there(self._named(name, near), name).click()
        if sure and self.javascript:
            self.page.get_by_role("dialog").get_by_role("button", name=sure, exact=True).click()
        return self.sees(then)

    def follow(self, words: str, then: str = "") -> "Walk":
        """Follow the first link that has these words in it."""
        link = self.main.get_by_role("link").filter(has_text=words).filter(visible=True)
        self._there(link.first, words).click()
        return self.sees(then)

    def enter(self, **fields: str) -> "Walk":
        """Fill fields by the beginning of their labels; dates and selections too."""
        for label, value in fields.items():
            field = self.field(label)
            if field.evaluate("e => e.tagName") == "SELECT":
                field.select_option(label=value)
            else:
                field.fill(value)
        return self

    def choose(self, question: str, answer: str) -> "Walk":
        """Choose one of a group of choices."""
        group = self.main.get_by_role("group", name=re.compile("^" + re.escape(question)))
        self._there(group.get_by_role("radio", name=answer, exact=True).first, answer).check()
        return self

    def tick(self, label: str) -> "Walk":
        self.field(label).check()
        return self

    def unfold(self, summary: str) -> "Walk":
        self.main.locator("summary").filter(has_text=summary).first.click()
        return self

    def field(self, label: str):
        named = self.main.get_by_label(re.compile(r"^\s*" + re.escape(label)))
        return self._there(named.filter(visible=True).first, label)

    def sees(self, words: str) -> "Walk":
        """These words stand on the page, which is then looked over."""
        if words:
            expect(self.main).to_contain_text(words)
        self.look_over()
        return self

    def header(self, name: str) -> "Walk":
        """Press a button or link of the page's head."""
        head = self.page.get_by_role("banner").filter(visible=True)
        self._there(head.get_by_role("button", name=name, exact=True).first, name).click()
        return self

    def tab_to(self, words: str, *, most: int = 90) -> "Walk":
        """Press Tab until the control of this name has the focus."""
        for _ in range(most):
            self.page.keyboard.press("Tab")
            named = self.page.evaluate(FOCUSED)
            if named.startswith(words):
                return self
        raise AssertionError(f"{self.page.url} 上用 Tab 到不了“{words}”")

    def key(self, pressed: str, then: str = "") -> "Walk":
        self.page.keyboard.press(pressed)
        return self.sees(then)

    def misses(self, words: str) -> "Walk":
        expect(self.main).not_to_contain_text(words)
        return self

    def text(self) -> str:
        return self.main.inner_text()

    def paper(self) -> bytes:
        """The page as a printer gets it."""
        return self.page.pdf(prefer_css_page_size=True)

    def look_over(self) -> None:
        """No page wider than the screen and, with JavaScript, nothing grave for axe."""
        self.page.wait_for_load_state("load")
        wider = self.page.evaluate(WIDER)
        if wider > 0:
            self.trouble.append(f"{self.page.url} ({self.size}): {wider}px 太宽")
        if not (self.javascript and LOOKS_OVER):
            return  # axe needs timers; the same pages are looked over with JavaScript
        shape = (self.size, hash(self.page.evaluate(SHAPE)))
        if shape not in _looked_over:
            _looked_over.add(shape)
            found = grave_findings(self.page)
            self.trouble += [f"{self.page.url} ({self.size}): {line}" for line in found]

    def _there(self, found, words: str):
        """The place found, or a failure that shows what stands on the page instead."""
        try:
            found.wait_for()
        except TimeoutError as missing:
            shown = f"{self.page.url} 上没有“{words}”：\n{self.text()}"
            raise AssertionError(shown) from missing
        return found

    def _named(self, name: str, near: str):
        place = self.page.locator("main, .zs-printbar")
        if near:
            rows = self.main.locator("tr, li, section, form").filter(has_text=near)
            place = rows.filter(has=self.page.get_by_text(name, exact=True)).last
        link = place.get_by_role("link", name=name, exact=True)
        link = link.and_(self.page.locator(":not(.zs-crumb *)"))
        roles = place.get_by_role("button", name=name, exact=True).or_(link)
        return roles.filter(visible=True).first
