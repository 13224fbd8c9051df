from django.urls import path

from zhushi.desk.views import report_pictures as pictures
from zhushi.desk.views import research
from zhushi.desk.views import research_activities as activities
from zhushi.desk.views import research_material as material
from zhushi.desk.views import research_plan as plan
from zhushi.desk.views import research_reports as reports

urlpatterns = [
    path("", research.theme_list, name="research"),
    path("themes/new/", research.new_theme, name="new_theme"),
    path("themes/<int:pk>/", plan.theme, name="theme"),
    path("themes/<int:pk>/plan/", plan.plan, name="theme_plan"),
    path("themes/<int:pk>/items/", plan.add_item, name="add_plan_item"),
    path("themes/<int:pk>/delegates/", plan.invite, name="invite_delegate"),
    path("themes/<int:pk>/guests/", plan.add_guest, name="invite_theme_guest"),
    path("themes/<int:pk>/topics/", material.topics, name="name_topics"),
    path("themes/<int:pk>/material/", material.material, name="theme_material"),
    path("themes/<int:pk>/activities/new/", activities.new, name="plan_research"),
    path("items/<int:pk>/", plan.item, name="plan_item"),
    path("items/<int:pk>/removal/", plan.remove_item, name="remove_plan_item"),
    path("members/<int:pk>/removal/", plan.leave_out, name="leave_out_delegate"),
    path("guests/<int:pk>/removal/", plan.remove_guest, name="leave_out_theme_guest"),
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
    path("reports/<int:pk>/sources/", reports.create_source, name="add_source"),
    path("sources/<int:pk>/removal/", reports.drop_source, name="remove_source"),
    path("reports/<int:pk>/drop/", reports.drop, name="drop_report"),
]
