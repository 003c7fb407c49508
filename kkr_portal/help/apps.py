from django.apps import AppConfig


class HelpConfig(AppConfig):
    name = "kkr_portal.help"
    verbose_name = "Hjælp"
