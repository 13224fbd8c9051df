from django.urls import path

from zhushi.desk.views import inbox, quick_note, today

urlpatterns = [
    path("", today.today, name="today"),
    path("inbox/", inbox.inbox, name="inbox"),
    path("notes/new/", quick_note.quick_note, name="quick_note"),
]
