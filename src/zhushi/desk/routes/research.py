from django.urls import path

from zhushi.desk.views import report_pictures as pictures
from zhushi.desk.views import research
from zhushi.desk.views import research_reports as reports

urlpatterns = [
    path("", research.theme_list, name="research"),
    path("themes/new/", research.new_theme, name="new_theme"),
    path("priorities/", research.priorities, name="priorities"),
    path("priorities/<int:pk>/end/", research.end, name="end_priority"),
    path("reports/", reports.report_list, name="research_reports"),
    path("reports/new/", reports.start, name="start_report"),
    path("reports/<int:pk>/", reports.report, name="research_report"),
    path("reports/<int:pk>/edit/", reports.edit, name="edit_report"),
    path("reports/<int:pk>/versions/<int:number>/", reports.version, name="report_version"),
    path("reports/<int:pk>/pictures/", pictures.add, name="add_report_pictures"),
    path("reports/<int:pk>/pictures/<uuid:uid>/", pictures.picture, name="report_picture"),
    path(
        "reports/<int:pk>/pictures/<uuid:uid>/removal/",
        pictures.remove,
        name="remove_report_picture",
    ),
    path("reports/<int:pk>/submission/", reports.hand_in, name="hand_in_report"),
    path("reports/<int:pk>/drop/", reports.drop, name="drop_report"),
]
