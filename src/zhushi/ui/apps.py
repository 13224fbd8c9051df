from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "zhushi.ui"
    label = "ui"
