from django.apps import AppConfig


class QuotasConfig(AppConfig):
    name = "quotas"
    verbose_name = "Flygtningekvoter"

    def ready(self) -> None:
        from kkr_portal.documents import live
        from kkr_portal.importing import populations
        from kkr_portal.search import sources
        from kkr_portal.year import due
        from meetings import deciding
        from quotas import decision_kinds, population_use
        from quotas.due_dates import due_dates
        from quotas.live_kinds import KINDS
        from quotas.search_sources import SOURCE

        due.register("quotas", due_dates)
        sources.register(SOURCE)
        populations.register(population_use.told)
        for kind in KINDS:
            live.register(kind)
        for decision in decision_kinds.KINDS:
            deciding.register(decision)
