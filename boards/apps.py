from django.apps import AppConfig


class BoardsConfig(AppConfig):
    name = "boards"
    verbose_name = "Bestyrelser"

    def ready(self) -> None:
        from boards.decision_kinds import KINDS as DECISIONS
        from boards.due_dates import due_dates
        from boards.live_kinds import KINDS
        from boards.search_sources import SOURCE
        from kkr_portal.documents import live
        from kkr_portal.search import sources
        from kkr_portal.year import due
        from meetings import deciding

        due.register("boards", due_dates)
        for kind in KINDS:
            live.register(kind)
        for decision in DECISIONS:
            deciding.register(decision)
        sources.register(SOURCE)
