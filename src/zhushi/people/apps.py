from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "zhushi.people"
    label = "people"
