from django.urls import path

from zhushi.desk.views import rosters

urlpatterns = [
    path("", rosters.roster_list, name="rosters"),
    path("<int:pk>/", rosters.roster, name="roster"),
    path("<int:pk>/locks/", rosters.lock, name="lock_duty"),
    path("<int:pk>/refresh/", rosters.refresh, name="refresh_roster"),
    path("<int:pk>/adoption/", rosters.adopt, name="adopt_roster"),
    path("<int:pk>/drop/", rosters.drop, name="drop_roster"),
    path("rooms/<str:code>/", rosters.room_roster, name="room_roster"),
]
