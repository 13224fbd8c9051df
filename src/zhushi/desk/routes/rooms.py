from django.urls import path

from zhushi.desk.views import room_edit, rooms, standards

urlpatterns = [
    path("", rooms.rooms, name="rooms"),
    path("new/", room_edit.new_room, name="new_room"),
    path("standard/", standards.standard, name="standard"),
    path("standard/<int:pk>/", standards.edit_standard, name="edit_standard"),
    path("standard/<int:pk>/drop/", standards.drop_standard, name="drop_standard"),
    path("<str:code>/", rooms.room, name="room"),
    path("<str:code>/edit/", room_edit.edit, name="edit_room"),
    path("<str:code>/closing/", room_edit.close, name="close_room"),
    path("<str:code>/checks/<int:item>/", rooms.check, name="create_check"),
]
