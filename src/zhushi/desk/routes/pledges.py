from django.urls import path

from zhushi.desk.views import pledges

urlpatterns = [
    path("", pledges.pledge_list, name="pledges"),
    path("<int:pk>/", pledges.pledge, name="pledge"),
]
