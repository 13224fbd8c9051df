from django.urls import path

from zhushi.desk.views import eight

urlpatterns = [path("", eight.eight, name="eight")]
