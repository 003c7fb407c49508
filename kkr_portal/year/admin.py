from django.contrib import admin

from kkr_portal.year.models import CalendarFeed


@admin.register(CalendarFeed)
class CalendarFeedAdmin(admin.ModelAdmin):
    """To see who subscribes, and to stop it; an address can only be made by its owner."""

    list_display = ["user", "council", "made_at", "read_at"]
    list_filter = ["council"]
    readonly_fields = ["user", "council", "made_at", "read_at"]

    def has_add_permission(self, request: object) -> bool:
        return False
