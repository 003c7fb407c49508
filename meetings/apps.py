from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "meetings"
    verbose_name = "Møder"

    def ready(self) -> None:
        from kkr_portal.documents import live
        from kkr_portal.importing import undoing
        from kkr_portal.year import due
        from meetings import deciding, decision_kinds, search_sources
        from meetings.actions.vote_counts import taking_back
        from meetings.due_dates import due_dates
        from meetings.live_kinds import KINDS
        from meetings.models import VoteCount

        due.register("meetings", due_dates)
        for kind in KINDS:
            live.register(kind)
        for decision in decision_kinds.KINDS:
            deciding.register(decision)
        undoing.register(VoteCount, taking_back)
        search_sources.register()
