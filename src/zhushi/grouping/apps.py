from django.apps import AppConfig


class GroupingConfig(AppConfig):
    name = "zhushi.grouping"
    label = "grouping"

    def ready(self) -> None:
        from zhushi.grouping import jobs

        jobs.register_all()
