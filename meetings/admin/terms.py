"""Terms, votes and seats in the admin. Votes are written on the pages, which ask the rules."""

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from meetings.admin.closed import ClosedMeetingAdmin
from meetings.models import ListCooperation, Seat, Term, VoteCount


class ReadOnly(admin.ModelAdmin):
    """To look things up; the pages of the meeting room write them."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


@admin.register(Term)
class TermAdmin(ClosedMeetingAdmin):
    list_display = ["council", "election_date", "period", "method", "fixed_on"]
    list_filter = ["council"]
    list_select_related = ["council"]
    search_fields = ["council__name", "votes_source"]
    fields = [
        "council", "election_date", "period", "method", "votes_source", "votes_lack", "drawn", "drawn_note",
        "fixed_on",
    ]  # fmt: skip
    readonly_fields = ["method", "drawn", "drawn_note", "fixed_on"]  # the pages ask what the rules ask


@admin.register(VoteCount)
class VoteCountAdmin(ReadOnly):
    list_display = ["term", "municipality", "party", "votes", "council_seats", "mayors"]
    list_filter = ["term__council", "municipality"]
    list_select_related = ["term__council", "municipality", "party"]
    search_fields = ["party__name", "municipality__name", "source"]


@admin.register(ListCooperation)
class ListCooperationAdmin(ReadOnly):
    list_display = ["term", "name", "party"]
    list_filter = ["term__council"]
    list_select_related = ["term__council", "party"]
    search_fields = ["name", "party__name"]


@admin.register(Seat)
class SeatAdmin(admin.ModelAdmin):
    """Terms before the rules in the portal have no computed seats; theirs are made here."""

    list_display = ["term", "kind", "municipality", "group", "number", "beyond_cap"]
    list_filter = ["term__council", "kind", "beyond_cap"]
    list_select_related = ["term__council", "municipality"]
    search_fields = ["group", "municipality__name"]
    autocomplete_fields = ["term", "municipality"]
    readonly_fields = ["beyond_cap"]
