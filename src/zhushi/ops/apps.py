from django.apps import AppConfig


class OpsConfig(AppConfig):
    name = "zhushi.ops"
    label = "ops"
