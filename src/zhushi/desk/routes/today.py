from django.urls import path

from zhushi.desk.views import today

urlpatterns = [
    path("", today.today, name="today"),
]
