from django.apps import AppConfig


class GroupingConfig(AppConfig):
    name = "zhushi.grouping"
    label = "grouping"
