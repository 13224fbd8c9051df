from django.urls import path

from zhushi.desk.views import talks

urlpatterns = [
    path("", talks.talk_list, name="talks"),
    path("<int:pk>/holding/", talks.hold, name="hold_talk"),
    path("<int:pk>/postponement/", talks.postpone, name="postpone_talk"),
]
