from django.apps import AppConfig
from django.core import checks

from kkr_portal.history.checks import owns_nothing


class HistoryConfig(AppConfig):
    name = "kkr_portal.history"
    verbose_name = "Historik"

    def ready(self) -> None:
        checks.register(owns_nothing, checks.Tags.database, deploy=True)
