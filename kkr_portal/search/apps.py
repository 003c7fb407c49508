from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "kkr_portal.search"
    verbose_name = "Søgning"
