from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "kkr_portal.documents"
    verbose_name = "Dokumenter"
