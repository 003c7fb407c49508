"""Attendance, votes and decisions in the admin: to look up. The pages write them, and ask the rules."""

from django.contrib import admin
from django.http import HttpRequest

from meetings.models import Decision, MarkedAbsent, Stay, Vote, Voter


class ToLookUp(admin.ModelAdmin):
    """Nothing is added, changed or deleted here."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


@admin.register(Stay)
class StayAdmin(ToLookUp):
    list_display = ["person", "seat", "meeting", "first", "last"]
    list_filter = ["meeting__council"]
    list_select_related = ["person", "seat__municipality", "meeting__council", "first", "last"]
    search_fields = ["person__given_name", "person__family_name"]


@admin.register(MarkedAbsent)
class MarkedAbsentAdmin(ToLookUp):
    list_display = ["seat", "meeting"]
    list_filter = ["meeting__council"]
    list_select_related = ["seat__municipality", "meeting__council"]


@admin.register(Decision)
class DecisionAdmin(ToLookUp):
    list_display = ["item", "text"]
    list_filter = ["item__section__meeting__council"]
    list_select_related = ["item"]
    search_fields = ["item__title", "text"]


@admin.register(Vote)
class VoteAdmin(ToLookUp):
    list_display = ["question", "item", "number", "form", "in_favour", "against", "abstained"]
    list_filter = ["form", "item__section__meeting__council"]
    list_select_related = ["item"]
    search_fields = ["question", "item__title"]


@admin.register(Voter)
class VoterAdmin(ToLookUp):
    list_display = ["name", "member_name", "party", "answer", "vote"]
    list_filter = ["answer", "vote__item__section__meeting__council"]
    list_select_related = ["vote"]
    search_fields = ["name", "member_name"]
