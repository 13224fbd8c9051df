from django.apps import AppConfig


class MattersConfig(AppConfig):
    name = "zhushi.matters"
    label = "matters"
