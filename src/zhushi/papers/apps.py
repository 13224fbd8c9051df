from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "zhushi.papers"
    label = "papers"
