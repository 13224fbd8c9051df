from django.urls import path

from zhushi.desk.views import trail

urlpatterns = [path("", trail.trail, name="trail")]
