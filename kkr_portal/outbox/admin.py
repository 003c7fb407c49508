from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from kkr_portal.outbox.models import Mail


@admin.register(Mail)
class MailAdmin(admin.ModelAdmin):
    """To look at only: the outbox' own pages know what may be done to a mail.

    Of a person's own mail the administrator sees where it stands, and not what it says.
    """

    list_display = ["made_at", "batch", "to_name", "shown_subject", "state", "sent_at"]
    list_filter = ["state", "council"]
    search_fields = ["to_name", "to_address", "batch", "message_id"]
    date_hierarchy = "made_at"

    @admin.display(description="Emne")
    def shown_subject(self, mail: Mail) -> str:
        return "(personlig)" if mail.subscriber_id else mail.subject

    def get_fields(self, request: HttpRequest, obj: Mail | None = None) -> list[Any]:
        fields = list(super().get_fields(request, obj))
        return (
            [one for one in fields if one not in ("subject", "body")] if obj and obj.subscriber_id else fields
        )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Mail | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Mail | None = None) -> bool:
        return False
