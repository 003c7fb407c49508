from django.apps import AppConfig


class ContractsConfig(AppConfig):
    name = "contracts"
    verbose_name = "Resultatkontrakter"

    def ready(self) -> None:
        from contracts import decision_kinds, population_use
        from contracts.due_dates import due_dates
        from contracts.live_kinds import KINDS
        from contracts.search_sources import FRAMEWORKS, SOURCE
        from kkr_portal.documents import live
        from kkr_portal.importing import populations
        from kkr_portal.search import sources
        from kkr_portal.year import due
        from meetings import deciding

        due.register("contracts", due_dates)
        sources.register(SOURCE)
        sources.register(FRAMEWORKS)
        populations.register(population_use.told)
        for kind in KINDS:
            live.register(kind)
        for decision in decision_kinds.KINDS:
            deciding.register(decision)
