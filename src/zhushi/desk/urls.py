"""Every address of the desk, in the domain's order; each noun has its own file in routes/."""

from django.urls import include, path

app_name = "desk"

urlpatterns = [
    path("", include("zhushi.desk.routes.accounts")),
    path("", include("zhushi.desk.routes.today")),
    path("units/", include("zhushi.desk.routes.units")),
    path("rooms/", include("zhushi.desk.routes.rooms")),
    path("people/", include("zhushi.desk.routes.people")),
    path("grouping/", include("zhushi.desk.routes.grouping")),
    path("receptions/", include("zhushi.desk.routes.receptions")),
    path("", include("zhushi.desk.routes.eight")),
    path("reports/", include("zhushi.desk.routes.reports")),
    path("letters/", include("zhushi.desk.routes.letters")),
    path("exports/", include("zhushi.desk.routes.exports")),
    path("registers/", include("zhushi.desk.routes.registers")),
    path("activities/", include("zhushi.desk.routes.activities")),
    path("pledges/", include("zhushi.desk.routes.pledges")),
    path("proposals/", include("zhushi.desk.routes.proposals")),
    path("practices/", include("zhushi.desk.routes.practices")),
    path("study/", include("zhushi.desk.routes.study")),
    path("research/", include("zhushi.desk.routes.research")),
    path("exemplars/", include("zhushi.desk.routes.exemplars")),
    path("households/", include("zhushi.desk.routes.households")),
    path("service/", include("zhushi.desk.routes.service")),
    path("jobs/", include("zhushi.desk.routes.jobs")),
    path("talks/", include("zhushi.desk.routes.talks")),
    path("rosters/", include("zhushi.desk.routes.rosters")),
    path("", include("zhushi.desk.routes.duties")),
    path("matters/", include("zhushi.desk.routes.matters")),
    path("matters/", include("zhushi.desk.routes.matter")),
    path("sealed/", include("zhushi.desk.routes.sealed")),
    path("commitments/", include("zhushi.desk.routes.commitments")),
    path("publications/", include("zhushi.desk.routes.publications")),
    path("board/", include("zhushi.desk.routes.board")),
    path("imports/", include("zhushi.desk.routes.imports")),
    path("settings/", include("zhushi.desk.routes.settings")),
    path("trail/", include("zhushi.desk.routes.trail")),
]
