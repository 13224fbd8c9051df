"""Opens every page a login may open, as a browser would find it and as the addresses name it."""

import re
from collections.abc import Iterator
from html import unescape
from io import BytesIO
from urllib.parse import urldefrag, urljoin, urlsplit

import openpyxl
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tests.security.ground import Ground
from tests.security.test_crawl import routes, targets_of

LINK = re.compile(r'(?:href|src|action|hx-get|data-[a-z-]+)="(/[^"]*)"')
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
RANDOM = (
    (re.compile(r'(csrfmiddlewaretoken" value|X-CSRFToken": )["=]*"?[A-Za-z0-9]{64}'), "CSRF"),
    (re.compile(r'name="key" value="[\w-]+"'), "KEY"),
)
AT_MOST = 400


def text_of(answer) -> str:
    """All that was received, readable: the cells of a workbook, the bytes of a file."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if answer.get("Content-Type", "").startswith(XLSX):
        book = openpyxl.load_workbook(BytesIO(body), read_only=True)
        rows = [row for sheet in book for row in sheet.iter_rows(values_only=True)]
        return f"{rows} {book.properties}"
    headers = " ".join(f"{name}: {value}" for name, value in answer.items())
    return f"{headers}\n{unescape(body.decode(errors='replace'))}"


def masked(text: str) -> str:
    """Without what differs at every request anyway."""
    for pattern, word in RANDOM:
        text = pattern.sub(word, text)
    return text


def forget_figures() -> None:
    """Empty the cache but for the sessions, which the tests of this folder keep there."""
    for key in list(cache._cache):
        if "sessions" not in key:
            cache.delete(key.split(":", 2)[2])


def addresses_of(ground: Ground) -> list[str]:
    """Every address with every object, the own and the others'."""
    found = []
    for route in routes():
        for target in targets_of(route, ground):
            found.append(reverse(route.name, kwargs=target.kwargs))
    return list(dict.fromkeys(found))


def pages_of(client: Client, seeds: list[str], *, deep: bool = True) -> Iterator[tuple[str, str]]:
    """Address and text of all pages that open, following links one level below the seeds."""
    waiting, known = list(seeds), set(seeds)
    while waiting and len(known) < AT_MOST + len(seeds):
        url = waiting.pop(0)
        answer = client.get(url)
        if answer.status_code in (404, 405):
            continue
        text = text_of(answer)
        yield url, text
        if not deep or answer.status_code >= 400:
            continue
        for link in [*LINK.findall(text), answer.get("Location", "")]:
            following = urldefrag(urljoin(url, unescape(link)))[0]
            if not link or following in known or urlsplit(following).netloc:
                continue
            if following.startswith(("/static/", "/desk/logout/")):
                continue
            known.add(following)
            waiting.append(following)
