"""Mounts the audiences; a missing one fails at the first request, loudly."""

from django.urls import include, path

urlpatterns = [
    path("desk/", include("zhushi.desk.urls")),
    path("", include("zhushi.portal.urls")),
]
