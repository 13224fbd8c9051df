from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "zhushi.desk"
    label = "desk"

    def ready(self) -> None:
        from zhushi.desk import case_run, duty_run

        duty_run.register_all()
        case_run.register_all()
