from django.apps import AppConfig
from django.core import checks
from django.db.models.signals import post_migrate

from kkr_portal.history.checks import owns_nothing
from kkr_portal.lasting import only_owners_pass


class HistoryConfig(AppConfig):
    name = "kkr_portal.history"
    verbose_name = "Historik"

    def ready(self) -> None:
        post_migrate.connect(only_owners_pass, sender=self)
        checks.register(owns_nothing, checks.Tags.database, deploy=True)
