from django.apps import AppConfig


class ContractsConfig(AppConfig):
    name = "contracts"
    verbose_name = "Resultatkontrakter"

    def ready(self) -> None:
        from contracts.due_dates import due_dates
        from kkr_portal.year import due

        due.register("contracts", due_dates)
