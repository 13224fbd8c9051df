from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "zhushi.papers"
    label = "papers"

    def ready(self) -> None:
        from zhushi.papers import jobs

        jobs.register_all()
