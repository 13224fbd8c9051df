from django.urls import path

from zhushi.desk.views import imports, imports_divisions, imports_past, imports_roster

urlpatterns = [
    path("", imports.imports, name="imports"),
    path("roster/new/", imports_roster.new, name="new_roster"),
    path("roster/<uuid:key>/", imports_roster.result, name="roster_import"),
    path("roster/<uuid:key>/match/", imports_roster.match, name="roster_match"),
    path("roster/<uuid:key>/check/", imports_roster.check, name="roster_check"),
    path("roster/<uuid:key>/errors/", imports_roster.errors, name="roster_errors"),
    path("roster/<uuid:key>/drop/", imports_roster.drop, name="drop_roster"),
    path("divisions/new/", imports_divisions.new, name="new_divisions"),
    path("divisions/<uuid:key>/", imports_divisions.result, name="divisions_import"),
    path("divisions/<uuid:key>/check/", imports_divisions.check, name="divisions_check"),
    path("divisions/<uuid:key>/drop/", imports_divisions.drop, name="drop_divisions"),
    path("past/new/", imports_past.new, name="new_past"),
    path("past/<uuid:key>/", imports_past.result, name="past_import"),
    path("past/<uuid:key>/check/", imports_past.check, name="past_check"),
    path("past/<uuid:key>/errors/", imports_past.errors, name="past_errors"),
    path("past/<uuid:key>/drop/", imports_past.drop, name="drop_past"),
]
