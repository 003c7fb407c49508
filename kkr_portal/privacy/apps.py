from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "kkr_portal.privacy"
    label = "privacy"
    verbose_name = "Persondata"
