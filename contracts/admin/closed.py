"""What closes when it is signed or accepted (``models.signed``), in the admin."""

from django.db import IntegrityError

from contracts.models.signed import refusal
from kkr_portal.closed_admin import ClosedAdmin


class ClosedContractAdmin(ClosedAdmin):
    list_per_page = 50

    @staticmethod
    def refusal(error: IntegrityError) -> str:
        return refusal(error)
