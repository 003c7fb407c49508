from django.apps import AppConfig


class RemindersConfig(AppConfig):
    name = "kkr_portal.reminders"
    verbose_name = "Påmindelser"
