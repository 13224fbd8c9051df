from django.urls import path

from zhushi.desk.views import activities, activity, statements

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
    path("statements/<int:pk>/matter/", statements.raise_one, name="raise_statement"),
]
