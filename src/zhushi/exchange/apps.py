from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "zhushi.exchange"
    label = "exchange"
