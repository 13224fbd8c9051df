from django.urls import path

from zhushi.desk.views import eight, plan

urlpatterns = [
    path("eight/", eight.eight, name="eight"),
    path("plan/", plan.plan, name="plan"),
]
