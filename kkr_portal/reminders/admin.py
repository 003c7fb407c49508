from django.contrib import admin
from django.http import HttpRequest

from kkr_portal.reminders.models import Choice


@admin.register(Choice)
class ChoiceAdmin(admin.ModelAdmin):
    """To see who gets mails; each person chooses on their own page."""

    list_display = ["user", "reminds", "digest", "weekday", "looked_on"]
    list_filter = ["reminds", "digest"]
    search_fields = ["user__email"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Choice | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Choice | None = None) -> bool:
        return False
