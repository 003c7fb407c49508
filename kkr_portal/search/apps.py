from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "kkr_portal.search"
    verbose_name = "Søgning"

    def ready(self) -> None:
        from kkr_portal.search import registry_sources, sources

        sources.register(registry_sources.SOURCE)
