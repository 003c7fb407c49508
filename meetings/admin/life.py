"""Proposals, absence notices and moves in the admin: to look up; the pages ask what the rules ask."""

from django.contrib import admin
from django.http import HttpRequest

from meetings.admin.closed import ClosedMeetingAdmin
from meetings.models import AbsenceNotice, Move, Proposal


@admin.register(Proposal)
class ProposalAdmin(ClosedMeetingAdmin):
    list_display = ["title", "meeting", "person", "received_on", "status"]
    list_filter = ["status", "meeting__council"]
    list_select_related = ["meeting__council", "person"]
    search_fields = ["title", "text", "person__given_name", "person__family_name"]
    autocomplete_fields = ["meeting"]
    raw_id_fields = ["person"]
    readonly_fields = ["status", "item", "reason"]


@admin.register(AbsenceNotice)
class AbsenceNoticeAdmin(ClosedMeetingAdmin):
    list_display = ["membership", "meeting", "at", "note"]
    list_filter = ["meeting__council"]
    list_select_related = ["membership__person", "meeting__council"]
    search_fields = ["membership__person__given_name", "membership__person__family_name"]
    autocomplete_fields = ["meeting"]
    raw_id_fields = ["membership"]
    readonly_fields = ["at", "by"]


@admin.register(Move)
class MoveAdmin(ClosedMeetingAdmin):
    """Written by moving a meeting, and never changed."""

    list_display = ["meeting", "from_date", "to_date", "at", "by"]
    list_filter = ["meeting__council"]
    list_select_related = ["meeting__council", "by"]
    search_fields = ["reason"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Move | None = None) -> bool:
        return False
