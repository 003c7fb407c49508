from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "kkr_portal.registry"
    verbose_name = "Stamdata"
