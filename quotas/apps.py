from django.apps import AppConfig


class QuotasConfig(AppConfig):
    name = "quotas"
    verbose_name = "Flygtningekvoter"

    def ready(self) -> None:
        from kkr_portal.documents import live
        from kkr_portal.year import due
        from quotas.due_dates import due_dates
        from quotas.live_kinds import KINDS

        due.register("quotas", due_dates)
        for kind in KINDS:
            live.register(kind)
