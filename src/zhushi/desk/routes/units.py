from django.urls import path

from zhushi.desk.views import units

urlpatterns = [
    path("", units.units, name="units"),
    path("new/", units.new_unit, name="new_unit"),
    path("<slug:slug>/", units.unit, name="unit"),
    path("<slug:slug>/edit/", units.edit, name="edit_unit"),
    path("<slug:slug>/name/", units.rename, name="rename_unit"),
    path("<slug:slug>/end/", units.end, name="end_unit"),
]
