from django.apps import AppConfig


class DemonstrationConfig(AppConfig):
    name = "kkr_portal.demonstration"
    verbose_name = "Demonstration"
