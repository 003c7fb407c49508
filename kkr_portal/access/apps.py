from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "kkr_portal.access"
    verbose_name = "Adgang"
