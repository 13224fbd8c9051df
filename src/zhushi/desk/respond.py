"""A part of the page for htmx, all of it for everyone else."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from zhushi.core import clock
from zhushi.core.errors import Refused


def region(request, page: str, name: str, context: dict, *, status: int = 200):
    """Render one named region of a page for htmx, the whole page for everyone else."""
    part = f"#{name}" if request.headers.get("HX-Request") else ""
    response = render(request, page + part, context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def declined(request, form, action: Callable, thing, *, said: str) -> bool:
    """Say no to something with the form's sentence; False where the form says why not."""
    if not form.is_valid():
        return False
    try:
        action(thing, sentence=form.cleaned_data["sentence"], by=request.user, at=clock.now())
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, said)
    return True


def go_to(request, url: str) -> HttpResponse:
    """Send the browser to another page, also where htmx asked for a region only."""
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": url, "Vary": "HX-Request"})
    return HttpResponseRedirect(url)
