"""Paging loses no row and repeats none, whatever is put into the address."""

from urllib.parse import urlencode

import pytest
from django.contrib.contenttypes.models import ContentType
from django.http import QueryDict

from zhushi.ui.paging import keyset, numbered

ORDER = ("-app_label", "pk")

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows():
    ContentType.objects.bulk_create(
        ContentType(app_label=f"app{i % 3}", model=f"noun{i}") for i in range(25)
    )
    return ContentType.objects.filter(model__startswith="noun")


def walk(rows, params: str = "state=open"):
    pages, address = [], "?" + params
    while address:
        page = keyset(rows, QueryDict(address[1:]), ORDER, size=10)
        pages.append(page)
        address = page.next_url
    return pages


def test_every_row_comes_once_and_in_order(rows) -> None:
    pages = walk(rows)
    assert [row.pk for page in pages for row in page.rows] == list(
        rows.order_by(*ORDER).values_list("pk", flat=True)
    )


def test_a_page_says_which_rows_it_shows(rows) -> None:
    pages = walk(rows)
    assert [(p.first, p.last, p.total) for p in pages] == [(1, 10, 25), (11, 20, 25), (21, 25, 25)]


def test_filters_stay_and_the_first_page_has_no_way_back(rows) -> None:
    first, second, _ = walk(rows)
    assert first.start_url == ""
    assert "state=open" in first.next_url
    assert second.start_url == "?state=open"


@pytest.mark.parametrize("cursor", ["x", "W10", "WzFd", "bnVsbA", "WzEsWzFdLDJd", "WzUsMSwiYSJd"])
def test_a_cursor_without_sense_begins_again(rows, cursor: str) -> None:
    page = keyset(rows, QueryDict(f"after={cursor}"), ORDER, size=10)
    assert page.first == 1
    assert len(page.rows) == 10


def test_a_cursor_of_another_list_begins_again(rows) -> None:
    following = keyset(rows, QueryDict(""), ("-model", "pk"), size=10).next_url
    assert keyset(rows, QueryDict(following[1:]), ("-model", "pk"), size=10).first == 11
    assert keyset(rows, QueryDict(following[1:]), ORDER, size=10).first == 1
    changed = QueryDict(following[1:].replace("after=W", "after=X"))
    assert keyset(rows, changed, ("-model", "pk"), size=10).first == 1


def test_nothing_found_is_a_page(rows) -> None:
    page = keyset(rows.none(), QueryDict(""), ORDER)
    assert (page.rows, page.total, page.first, page.next_url) == ([], 0, None, "")


@pytest.mark.parametrize("said", ["", "0", "-1", "x", "9", "１", "2 ", "99999999999"])
def test_a_number_that_is_no_page_begins_again(said):
    found = numbered(list(range(5)), QueryDict(urlencode({"page": said})), size=2)
    assert (found.rows, found.first, found.start_url) == ([0, 1], 1, "")


def test_pages_by_number_lead_through_all_rows_and_keep_what_else_was_asked():
    seen, address = [], "q=a"
    for _ in range(3):
        found = numbered(list(range(5)), QueryDict(address), size=2)
        seen += found.rows
        address = found.next_url.removeprefix("?")
    assert (seen, address, found.first, found.last) == ([0, 1, 2, 3, 4], "", 5, 5)
    assert found.start_url == "?q=a"
    assert (found.total, numbered([], QueryDict("")).first) == (5, None)
