"""Sent versions in the admin: to look at, never to change."""

from django.contrib import admin
from django.http import HttpRequest

from meetings.models import SentFile, Version


class LookedAtOnly(admin.ModelAdmin):
    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


@admin.register(Version)
class VersionAdmin(LookedAtOnly):
    list_display = ["meeting", "number", "sent_at", "sent_by"]
    list_filter = ["meeting__council"]
    list_select_related = ["meeting__council", "sent_by"]
    date_hierarchy = "sent_at"
    exclude = ["snapshot"]


@admin.register(SentFile)
class SentFileAdmin(LookedAtOnly):
    list_display = ["place", "title", "version", "file_name", "closed"]
    list_filter = ["closed"]
    list_select_related = ["version"]
    search_fields = ["title", "file_name", "file__sha256"]
