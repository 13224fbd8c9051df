from django.urls import path

from zhushi.desk.views import talk_records, talks

urlpatterns = [
    path("", talks.talk_list, name="talks"),
    path("<int:pk>/holding/", talks.hold, name="hold_talk"),
    path("<int:pk>/invitation/", talks.invite, name="invite_to_talk"),
    path("<int:pk>/invitation/removal/", talks.uninvite, name="uninvite_from_talk"),
    path("<int:pk>/record/", talk_records.record, name="talk_record"),
    path("<int:pk>/record/opening/", talk_records.opening, name="open_talk_record"),
    path("<int:pk>/matter/", talk_records.matter, name="raise_from_talk"),
    path("<int:pk>/postponement/", talks.postpone, name="postpone_talk"),
]
