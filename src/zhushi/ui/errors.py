"""Pages for when something went wrong: what happened and what to do now; no names, no versions.

Set as `handler400 = "zhushi.ui.errors.bad_request"` and so on in the root URLs, and
`CSRF_FAILURE_VIEW = "zhushi.ui.errors.csrf_failure"`.
"""

from __future__ import annotations

import logging
import secrets

from django.http import HttpRequest, HttpResponse
from django.template import loader

logger = logging.getLogger("zhushi.incident")

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def incident() -> str:
    """Eight symbols without look-alikes, to tell on the telephone and find in the log."""
    return "".join(secrets.choice(ALPHABET) for _ in range(8))


def page(request: HttpRequest, status: int, *, name: str = "", number: str = "") -> HttpResponse:
    """Render `ui/errors/<name or status>.html` without context processors: it must not fail too."""
    elder = request.COOKIES.get("zs_elder") == "1"
    body = loader.render_to_string(
        f"ui/errors/{name or status}.html", {"elder": elder, "product": "驻室", "incident": number}
    )
    answer = HttpResponse(body, status=status)
    answer["Cache-Control"] = "no-store"
    return answer


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(request, 403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was open too long; the words typed are still there one step back."""
    return page(request, 403, name="403_csrf")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(request, 404)


def conflict(request: HttpRequest) -> HttpResponse:
    """Somebody else changed it meanwhile; for views that have nothing better to show."""
    return page(request, 409)


def too_large(request: HttpRequest) -> HttpResponse:
    return page(request, 413)


def too_many(request: HttpRequest, wait_seconds: int = 60) -> HttpResponse:
    answer = page(request, 429)
    answer["Retry-After"] = str(wait_seconds)
    return answer


def server_error(request: HttpRequest) -> HttpResponse:
    """500 with a number; the log line carries the same number and the path, not the query."""
    number = incident()
    logger.error("incident %s at %s %s", number, request.method, request.path)
    return page(request, 500, number=number)
