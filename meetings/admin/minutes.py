"""Minutes, approvals, reopenings and follow-ups in the admin: to look up. The pages guard the rules."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from meetings.models import Approval, FollowUp, MinutesPart


class ReadOnlyAdmin(admin.ModelAdmin):
    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(MinutesPart)
class MinutesPartAdmin(ReadOnlyAdmin):
    list_display = ["meeting", "kind", "item"]
    list_filter = ["kind", "meeting__council"]
    list_select_related = ["meeting__council", "item"]
    search_fields = ["text", "item__title"]


@admin.register(Approval)
class ApprovalAdmin(ReadOnlyAdmin):
    list_display = ["meeting", "item", "at", "by"]
    list_filter = ["meeting__council"]
    list_select_related = ["meeting__council", "item", "by"]
    search_fields = ["item__title", "meeting__council__name"]


@admin.register(FollowUp)
class FollowUpAdmin(ReadOnlyAdmin):
    list_display = ["what", "owner", "due", "done_on", "item"]
    list_filter = ["item__section__meeting__council"]
    list_select_related = ["item"]
    search_fields = ["what", "owner", "item__title"]
    date_hierarchy = "due"
