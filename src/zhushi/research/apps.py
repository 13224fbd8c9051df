from django.apps import AppConfig


class ResearchConfig(AppConfig):
    name = "zhushi.research"
    label = "research"
