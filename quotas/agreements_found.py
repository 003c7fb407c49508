"""The agreement that an address names, for those who may read or edit it. Others learn nothing: 404."""

from __future__ import annotations

from django.db import transaction
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from kkr_portal.access import predicates
from quotas.models import Agreement


def visible_agreement(request: HttpRequest, year: int, number: int, council: str) -> Agreement:
    found = Agreement.objects.visible_to(request.user).with_places().select_related("issue__announcement")
    return get_object_or_404(found, issue__year__year=year, issue__number=number, council__slug=council)


def editable_agreement(request: HttpRequest, year: int, number: int, council: str) -> Agreement:
    """To the region's own secretariat. Its row is held until the transaction ends when there is one."""
    found = Agreement.objects.editable_by(request.user).with_places()
    if transaction.get_connection().in_atomic_block:
        found = found.select_for_update(of=("self",))
    return get_object_or_404(found, issue__year__year=year, issue__number=number, council__slug=council)


def may_edit(request: HttpRequest, agreement: Agreement) -> bool:
    return predicates.may_edit_council(request.user, agreement.council_id)
