"""House rules over all addresses."""

import inspect

import pytest
from django.urls import URLPattern, get_resolver


def views(patterns, place=""):
    """Every view of ours with the address under which it is mounted."""
    for pattern in patterns:
        address = place + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            if inspect.unwrap(pattern.callback).__module__.startswith("zhushi."):
                yield address, pattern.callback
        else:
            yield from views(pattern.url_patterns, address)


VIEWS = list(views(get_resolver().url_patterns))
EACH = pytest.mark.parametrize("view", [v for _, v in VIEWS], ids=[a or "/" for a, _ in VIEWS])


@EACH
def test_every_view_names_its_right_or_is_public(view):
    assert getattr(view, "perm", None) or getattr(view, "is_public", False)


@EACH
def test_no_view_both_names_a_right_and_is_public(view):
    assert not (getattr(view, "perm", None) and getattr(view, "is_public", False))


def test_every_address_of_the_desk_and_the_portal_is_a_view_of_ours():
    """A generic view of the framework carries no right and would escape the two tests above."""

    def foreign(patterns, place=""):
        for pattern in patterns:
            address = place + str(pattern.pattern)
            if isinstance(pattern, URLPattern):
                if not inspect.unwrap(pattern.callback).__module__.startswith("zhushi."):
                    yield address
            else:
                yield from foreign(pattern.url_patterns, address)

    assert list(foreign(get_resolver().url_patterns)) == []
