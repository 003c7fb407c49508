from django.apps import AppConfig


class BoardsConfig(AppConfig):
    name = "boards"
    verbose_name = "Bestyrelser"

    def ready(self) -> None:
        from boards.due_dates import due_dates
        from boards.search_sources import SOURCE
        from kkr_portal.search import sources
        from kkr_portal.year import due

        due.register("boards", due_dates)
        sources.register(SOURCE)
