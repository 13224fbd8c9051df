from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "zhushi.desk"
    label = "desk"
