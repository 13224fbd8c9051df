from django.urls import path

from zhushi.desk.routes import refs  # noqa: F401  (registers the converter)
from zhushi.desk.views import handover, room_edit, rooms, standards, volunteers

urlpatterns = [
    path("", rooms.rooms, name="rooms"),
    path("new/", room_edit.new_room, name="new_room"),
    path("standard/", standards.standard, name="standard"),
    path("standard/<int:pk>/", standards.edit_standard, name="edit_standard"),
    path("standard/<int:pk>/drop/", standards.drop_standard, name="drop_standard"),
    path("<str:code>/", rooms.room, name="room"),
    path("<str:code>/edit/", room_edit.edit, name="edit_room"),
    path("<str:code>/closing/", room_edit.close, name="close_room"),
    path("<str:code>/volunteers/", volunteers.volunteers, name="volunteers"),
    path("<str:code>/volunteers/teams/", volunteers.create_team, name="create_team"),
    path("<str:code>/volunteers/teams/<int:pk>/drop/", volunteers.drop_team, name="drop_team"),
    path("<str:code>/volunteers/<ref:ref>/", volunteers.edit_volunteer, name="edit_volunteer"),
    path("<str:code>/handover/<ref:ref>/", handover.handover, name="handover"),
    path("<str:code>/joinings/<uuid:pk>/", volunteers.joining, name="joining"),
    path("<str:code>/joinings/<uuid:pk>/approval/", volunteers.approve, name="approve_joining"),
    path("<str:code>/joinings/<uuid:pk>/refusal/", volunteers.decline, name="decline_joining"),
    path("<str:code>/checks/<int:item>/", rooms.check, name="create_check"),
]
