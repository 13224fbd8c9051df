"""The two pages the look itself answers for: large type on and off, and the style guide."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from zhushi.ui.context import ELDER_COOKIE

YEAR = 365 * 24 * 3600


@require_POST
def elder(request: HttpRequest) -> HttpResponse:
    """Turn large type on (`on=1`) or off and go back to `next`; the cookie holds nothing else."""
    back = request.POST.get("next", "/")
    ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure())
    answer = HttpResponseRedirect(back if ours and back.startswith("/") else "/")
    if request.POST.get("on") == "1":
        answer.set_cookie(
            ELDER_COOKIE, "1", max_age=YEAR, samesite="Lax", secure=request.is_secure()
        )
    else:
        answer.delete_cookie(ELDER_COOKIE, samesite="Lax")
    return answer


def styleguide(request: HttpRequest) -> HttpResponse:
    """Every part on one page, for whoever builds screens; there is none outside DEBUG."""
    if not settings.DEBUG:
        raise Http404
    from zhushi.ui import samples

    frame = request.GET.get("frame", "desk")
    if frame not in ("desk", "portal", "phone", "print"):
        raise Http404
    context = samples.context(date(2026, 9, 15))
    return render(request, "ui/styleguide.html", {**context, "base": f"ui/base_{frame}.html"})


def error_sample(request: HttpRequest, name: str) -> HttpResponse:
    """One error page as a visitor would see it."""
    if not settings.DEBUG or name not in samples_of_errors():
        raise Http404
    number = "K7QM4XRH" if name == "500" else ""
    return render(request, f"ui/errors/{name}.html", {"incident": number})


def samples_of_errors() -> tuple[str, ...]:
    return ("400", "403", "403_csrf", "404", "409", "413", "429", "500", "503", "offline")
