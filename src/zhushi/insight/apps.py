from django.apps import AppConfig


class InsightConfig(AppConfig):
    name = "zhushi.insight"
    label = "insight"
