"""What closes with its meeting (``models.closing``), in the admin."""

from django.db import IntegrityError

from kkr_portal.closed_admin import ClosedAdmin
from meetings.models.closing import refusal


class ClosedMeetingAdmin(ClosedAdmin):
    @staticmethod
    def refusal(error: IntegrityError) -> str:
        return refusal(error)
