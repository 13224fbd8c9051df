from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    name = "zhushi.activities"
    label = "activities"
