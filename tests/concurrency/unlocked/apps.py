from django.apps import AppConfig
from django.db.models import QuerySet


class Unlocked(AppConfig):
    """Makes ``select_for_update`` an ordinary read."""

    name = "tests.concurrency.unlocked"

    def ready(self) -> None:
        QuerySet.select_for_update = lambda self, *args, **kwargs: self.all()
