from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "zhushi.core"
    label = "core"
