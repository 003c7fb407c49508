from django.apps import AppConfig


class QuotasConfig(AppConfig):
    name = "quotas"
    verbose_name = "Flygtningekvoter"

    def ready(self) -> None:
        from kkr_portal.documents import live
        from quotas.live_kinds import KINDS

        for kind in KINDS:
            live.register(kind)
