from django.apps import AppConfig


class YearConfig(AppConfig):
    name = "kkr_portal.year"
    verbose_name = "Årshjul"
