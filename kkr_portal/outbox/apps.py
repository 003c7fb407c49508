from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "kkr_portal.outbox"
    verbose_name = "Udbakke"
