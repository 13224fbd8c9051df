from django.urls import path

from zhushi.desk.views import calendars, duties, feeds

urlpatterns = [
    path("duties/", duties.duties, name="duties"),
    path("duties/weekdays/", duties.weekdays, name="weekdays_off"),
    path("duties/blocked/", duties.create_block, name="block_out"),
    path("duties/blocked/<int:pk>/remove/", duties.remove_block, name="free_again"),
    path("duties/<int:pk>/swap/", duties.create_swap, name="ask_swap"),
    path("duties/swaps/<int:pk>/<str:verb>/", duties.move_swap, name="move_swap"),
    path("duties/feed/", duties.create_feed, name="renew_feed"),
    path("calendar/", calendars.calendar, name="diary"),
    path("calendar/<str:key>.ics", feeds.feed, name="feed"),
    path("calendar/<str:key>/rooms/<str:code>.ics", feeds.room_feed, name="room_feed"),
]
