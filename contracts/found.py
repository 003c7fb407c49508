"""What an address names, for those who may read or edit it. Others learn nothing: 404."""

from __future__ import annotations

from django.db import transaction
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from contracts.models import FrameworkAgreement, ResultContract
from kkr_portal.access import predicates


def visible_contract(request: HttpRequest, house: str, year: int) -> ResultContract:
    found = ResultContract.objects.visible_to(request.user).select_related(
        "council", "business_house", "framework"
    )
    return get_object_or_404(found, business_house__slug=house, year=year)


def editable_contract(request: HttpRequest, house: str, year: int) -> ResultContract:
    """Its row is held until the transaction ends when there is one."""
    found = ResultContract.objects.editable_by(request.user).select_related(
        "council", "business_house", "framework"
    )
    if transaction.get_connection().in_atomic_block:
        found = found.select_for_update(of=("self",))
    return get_object_or_404(found, business_house__slug=house, year=year)


def editable_agreement(request: HttpRequest, slug: str) -> FrameworkAgreement:
    """For KL. Its row is held until the transaction ends when there is one."""
    keeps_agreements(request)
    found = FrameworkAgreement.objects.all()
    if transaction.get_connection().in_atomic_block:
        found = found.select_for_update(of=("self",))
    return get_object_or_404(found, slug=slug)


def keeps_agreements(request: HttpRequest) -> None:
    if not predicates.may_edit_national(request.user):
        raise Http404


def may_edit(request: HttpRequest, contract: ResultContract) -> bool:
    return predicates.may_edit_council(request.user, contract.council_id)


def is_inside(request: HttpRequest, contract: ResultContract) -> bool:
    """Whether the reader reads the contract before publication: secretariat, KL, the house's people."""
    return predicates.may_read_drafts(request.user, contract.council_id) or (
        contract.business_house_id in predicates.houses_of(request.user)
    )


def has_originals(request: HttpRequest, contract: ResultContract) -> bool:
    """Whether the reader has Office files as they were sent in, which may hold more than their PDF shows:
    the secretariat, KL, and whoever reports for the house.
    """
    return predicates.may_read_drafts(request.user, contract.council_id) or predicates.may_report(
        request.user, contract.business_house_id
    )
