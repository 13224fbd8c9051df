from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "zhushi.vault"
    label = "vault"
