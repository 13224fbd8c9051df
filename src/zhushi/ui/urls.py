"""The builders' own pages; mounted only under DEBUG."""

from django.urls import path

from zhushi.ui import views

app_name = "ui"

urlpatterns = [
    path("", views.styleguide, name="styleguide"),
    path("errors/<str:name>/", views.error_sample, name="error"),
]
