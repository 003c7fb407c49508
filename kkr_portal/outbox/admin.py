from django.contrib import admin
from django.http import HttpRequest

from kkr_portal.outbox.models import Mail


@admin.register(Mail)
class MailAdmin(admin.ModelAdmin):
    """To look at only: the outbox' own pages know what may be done to a mail."""

    list_display = ["made_at", "batch", "to_name", "subject", "state", "sent_at"]
    list_filter = ["state", "council"]
    search_fields = ["to_name", "to_address", "subject", "message_id"]
    date_hierarchy = "made_at"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Mail | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Mail | None = None) -> bool:
        return False
