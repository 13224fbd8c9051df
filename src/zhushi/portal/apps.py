from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "zhushi.portal"
    label = "portal"
