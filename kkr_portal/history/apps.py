from django.apps import AppConfig


class HistoryConfig(AppConfig):
    name = "kkr_portal.history"
    verbose_name = "Historik"
