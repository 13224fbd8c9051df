from django.urls import path

from zhushi.desk.views import approvals, letter_wording, settings

urlpatterns = [
    path("", settings.settings, name="settings"),
    path("topics/", settings.topics, name="topics"),
    path("topics/<int:pk>/", settings.topic, name="topic"),
    path("limits/", settings.limits, name="limits"),
    path("approvals/", approvals.approvals, name="approvals"),
    path("letters/", letter_wording.kinds, name="letter_wordings"),
    path("letters/<str:kind>/", letter_wording.wording, name="letter_wording"),
    path("letters/<str:kind>/sample/", letter_wording.sample_pdf, name="letter_sample"),
    path("letters/<str:kind>/restoring/", letter_wording.restore, name="restore_wording"),
    path("norms/", settings.norms, name="norms"),
    path("norms/<str:heading>/", settings.norm, name="norm"),
    path("calendar/<int:year>/", settings.calendar, name="calendar"),
    path("calendar/days/<int:pk>/clear/", settings.clear_day, name="clear_day"),
]
