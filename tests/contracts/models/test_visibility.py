"""Who reads which contract: everyone the published ones, the others the KKR's and the house's own people."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from contracts.models import FrameworkAgreement, ResultContract
from kkr_portal.registry.models import BusinessHouse
from tests.conftest import ROLES

READS_DRAFTS = {"secretariat", "kl", "business_house", "board_member"}


@pytest.fixture
def draft(db):
    house = BusinessHouse.objects.get(slug="midtjylland")
    agreement = FrameworkAgreement.objects.create(
        title="Rammer", slug="rammer", first_year=2021, last_year=2023, source="prøve"
    )
    return ResultContract.objects.create(
        council=house.council, business_house=house, year=2022, framework=agreement,
        in_force_on=date(2022, 1, 1),
    )  # fmt: skip


@pytest.mark.parametrize("role", ROLES)
def test_drafts(draft, user_with, role):
    user = user_with(role) or AnonymousUser()
    assert ResultContract.objects.visible_to(user).exists() is (role in READS_DRAFTS)
    assert ResultContract.objects.editable_by(user).exists() is (role == "secretariat")


@pytest.mark.parametrize("role", ROLES)
def test_published_ones(draft, user_with, role):
    ResultContract.objects.filter(pk=draft.pk).update(status="published", published_on=date(2022, 1, 2))
    assert ResultContract.objects.visible_to(user_with(role) or AnonymousUser()).exists()
