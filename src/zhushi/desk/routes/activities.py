from django.urls import path

from zhushi.desk.views import (
    activities,
    activity,
    guests,
    joint,
    photos,
    pledges,
    practices,
    reports,
    statements,
)

urlpatterns = [
    path("", activities.activity_list, name="activities"),
    path("new/", activities.new_activity, name="new_activity"),
    path("note/", activities.note, name="note_activity"),
    path("<int:pk>/", activity.activity, name="activity"),
    path("<int:pk>/edit/", activity.edit, name="edit_activity"),
    path("<int:pk>/announcement/", activity.announce, name="announce_activity"),
    path("<int:pk>/attendance/", activity.hold, name="hold_activity"),
    path("<int:pk>/record/", activity.record, name="record_activity"),
    path("<int:pk>/cancellation/", activity.cancel, name="cancel_activity"),
    path("<int:pk>/report/", reports.write, name="write_report"),
    path("<int:pk>/publication/", reports.publish, name="publish_report"),
    path("<int:pk>/withdrawal/", reports.withdraw, name="withdraw_report"),
    path("<int:pk>/pledges/", pledges.make, name="make_pledge"),
    path("<int:pk>/practice/", practices.new_practice, name="new_practice"),
    path("<int:pk>/brought/<str:code>/", joint.bring, name="bring_people"),
    path("<int:pk>/photos/", photos.add, name="add_photos"),
    path("photos/<uuid:uid>/", photos.photo, name="photo"),
    path("photos/<uuid:uid>/removal/", photos.remove, name="remove_photo"),
    path("<int:pk>/guests/", guests.add, name="add_guest"),
    path("guests/<int:pk>/removal/", guests.remove, name="remove_guest"),
    path("statements/<int:pk>/", statements.edit, name="edit_statement"),
    path("statements/<int:pk>/removal/", statements.remove, name="remove_statement"),
    path("statements/<int:pk>/matter/", statements.raise_one, name="raise_statement"),
]
