"""What closes with its issue (``models.closing``), in the admin."""

from django.db import IntegrityError

from kkr_portal.closed_admin import ClosedAdmin
from quotas.models.closing import refusal


class ClosedIssueAdmin(ClosedAdmin):
    list_per_page = 100

    @staticmethod
    def refusal(error: IntegrityError) -> str:
        return refusal(error)
