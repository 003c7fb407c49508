from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "meetings"
    verbose_name = "Møder"

    def ready(self) -> None:
        from kkr_portal.year import due
        from meetings.due_dates import due_dates

        due.register("meetings", due_dates)
