from django.urls import path

from zhushi.desk.views import pledges, showing

urlpatterns = [
    path("", pledges.pledge_list, name="pledges"),
    path("<int:pk>/", pledges.pledge, name="pledge"),
    path("<int:pk>/publication/", showing.show_result, name="show_pledge_result"),
    path("<int:pk>/withdrawal/", showing.hide_result, name="hide_pledge_result"),
]
