from django.apps import AppConfig


class UiConfig(AppConfig):
    """Shared look: frames, parts, charts and form dress; knows no domain package."""

    name = "zhushi.ui"
    label = "ui"
