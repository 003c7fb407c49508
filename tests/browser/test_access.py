"""Signing in by hand, the user's own pages, the history page and the admin, in a real browser."""

import re

import pytest
from django.contrib.admin import site
from django_otp.plugins.otp_totp.models import TOTPDevice
from playwright.sync_api import expect

from kkr_portal.access import two_step
from kkr_portal.access.models import User
from kkr_portal.registry.models import Organisation
from tests.access.test_two_step import code_of
from tests.conftest import PASSWORD


@pytest.fixture
def administrator(transactional_db) -> User:
    return User.objects.create_superuser("admin@example.dk", PASSWORD, first_name="Ida", last_name="Ås")


@pytest.fixture
def organisation(transactional_db) -> Organisation:
    """With something in its history of every kind that the page shows."""
    row = Organisation.objects.create(name="Prøveforeningen", kind="business", source="test")
    row.note = "Foreningen indstiller to personer, en kvinde og en mand, til hver plads i bestyrelsen."
    row.save()
    row.note = (
        row.note.replace("to personer", "tre personer")
        + "\nEller en begrundelse, hvis det ikke kan lade sig gøre."
    )
    row.kind = "other"
    row.save()
    return row


def test_a_text_that_has_changed(page, administrator, organisation, sign_in, flaws):
    sign_in(page, administrator)
    assert flaws(page, f"/history/registry/organisation/{organisation.pk}/") == []


def test_signing_in_with_two_steps_without_script(page_without_script, administrator, axe_violations):
    device = TOTPDevice.objects.create(user=administrator, name="Kodeapp", confirmed=True)
    page = page_without_script
    page.goto("/access/account/")
    page.get_by_label("E-mail").fill(administrator.email)
    page.get_by_label("Adgangskode").fill("forkert")
    page.get_by_role("button", name="Log ind").click()
    expect(page.get_by_text("E-mail og adgangskode passer ikke sammen.").first).to_be_visible()
    page.get_by_label("Adgangskode").fill(PASSWORD)
    page.get_by_role("button", name="Log ind").click()
    page.get_by_label("Kode").fill(code_of(device.key))
    page.get_by_role("button", name="Fortsæt").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Din konto")
    page.get_by_role("button", name="Log ud").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Log ind")


def test_turning_two_step_sign_in_on(page, administrator, sign_in, axe_violations):
    sign_in(page, administrator)
    page.goto("/access/account/two-step/on/")
    assert page.get_by_role("img", name="QR-kode til din kodeapp").bounding_box()["width"] > 150
    from base64 import b32decode
    from binascii import hexlify

    key = hexlify(b32decode(page.locator("main code").inner_text().replace(" ", ""))).decode()
    page.get_by_label("Kode").fill(code_of(key))
    page.get_by_role("button", name="Fortsæt").click()
    expect(page.locator("main li code")).to_have_count(two_step.RECOVERY_CODES)
    assert axe_violations(page) == []


def test_too_many_attempts(page, administrator, axe_violations, complaints):
    page.goto("/access/sign-in/")
    for _ in range(5):
        page.get_by_label("E-mail").fill(administrator.email)
        page.get_by_label("Adgangskode").fill("forkert")
        page.get_by_role("button", name="Log ind").click()
    expect(page.get_by_text("Vent 15 minutter")).to_be_visible()
    assert axe_violations(page) == []
    assert [re.sub(r"\W+\(.*", "", complaint) for complaint in complaints] == [
        "console: Failed to load resource: the server responded with a status of 429"
    ]
    complaints.clear()


def test_the_admin_holds_the_content_security_policy(page, administrator, organisation, sign_in):
    """No page may complain; see ``new_context``."""
    sign_in(page, administrator)
    page.goto("/admin/")
    for model in site._registry:
        address = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        page.goto(address)
        if page.locator(f"a[href='{address}add/']").count():
            page.goto(address + "add/")
    page.goto(f"/admin/access/user/{administrator.pk}/change/")
    page.get_by_text("Tilføj endnu en Rolle").click()
    expect(page.locator("#id_roles-0-kind")).to_be_visible()
    page.goto(f"/admin/access/user/{administrator.pk}/change/")
    page.locator(".object-tools").get_by_role("link", name="Historik").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Historik")
