"""What every page knows about its frame."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

ELDER_COOKIE = "zs_elder"


def frame(request: HttpRequest) -> dict[str, object]:
    """Give templates the product's name and whether the reader asked for large type."""
    return {
        "product": getattr(settings, "PRODUCT_NAME", "驻室"),
        "elder": request.COOKIES.get(ELDER_COOKIE) == "1",
    }
