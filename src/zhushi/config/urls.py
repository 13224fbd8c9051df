"""Mounts the audiences; a missing one fails at the first request, loudly."""

from django.conf import settings
from django.urls import include, path

urlpatterns = [
    path("desk/", include("zhushi.desk.urls")),
    path("", include("zhushi.portal.urls")),
]
if settings.DEBUG:
    urlpatterns.append(path("ui/", include("zhushi.ui.urls")))

handler400 = "zhushi.ui.errors.bad_request"
handler403 = "zhushi.ui.errors.forbidden"
handler404 = "zhushi.ui.errors.not_found"
handler500 = "zhushi.ui.errors.server_error"
