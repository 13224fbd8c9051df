"""The look by itself: only its own pages and the switch for large type."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path

from zhushi.ui import errors, views


def fails(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("王某某 /home/secret")


def hides(request: HttpRequest) -> HttpResponse:
    raise Http404("登记号 HYL-2026-0131")


portal = ([path("elder/", views.elder, name="elder")], "portal")

urlpatterns = [
    path("ui/", include("zhushi.ui.urls")),
    path("fails/", fails),
    path("hides/", hides),
    path("busy/", errors.too_many),
    path("big/", errors.too_large),
    path("conflict/", errors.conflict),
    path("", include(portal)),
]

handler400 = "zhushi.ui.errors.bad_request"
handler403 = "zhushi.ui.errors.forbidden"
handler404 = "zhushi.ui.errors.not_found"
handler500 = "zhushi.ui.errors.server_error"
