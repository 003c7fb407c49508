from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "meetings"
    verbose_name = "Møder"

    def ready(self) -> None:
        from kkr_portal.documents import live
        from kkr_portal.year import due
        from meetings import deciding, decision_kinds, search_sources
        from meetings.due_dates import due_dates
        from meetings.live_kinds import KINDS

        due.register("meetings", due_dates)
        for kind in KINDS:
            live.register(kind)
        for decision in decision_kinds.KINDS:
            deciding.register(decision)
        search_sources.register()
