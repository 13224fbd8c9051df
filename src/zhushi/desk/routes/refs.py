"""A matter's number as part of an address, so that it is never mistaken for a page's name."""

from django.urls import register_converter


class RefConverter:
    """``DJ-2026-0001``: groups of letters and digits, the last one digits."""

    regex = r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*-[0-9]+"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(RefConverter, "ref")
