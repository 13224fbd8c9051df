from django.apps import AppConfig


class RoomsConfig(AppConfig):
    name = "zhushi.rooms"
    label = "rooms"
