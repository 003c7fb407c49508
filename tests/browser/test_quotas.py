"""The quotas' pages at a desk, zoomed and on a phone; an annex pasted, seen and taken in without script."""

from datetime import date

import pytest
from playwright.sync_api import expect

from kkr_portal.registry.models import Council
from quotas.actions.calculations import store_calculation
from quotas.model_of import Reading
from quotas.models import Agreement, MunicipalQuota
from tests.browser.conftest import DESKTOP, PHONE
from tests.quotas.annexes import annex_a
from tests.quotas.made import an_issue, with_quotas, with_statistics


@pytest.fixture
def issue(db):
    """A year before, and 2030 with its change, statistics and a stored result."""
    with_quotas(an_issue(2029, status="published"))
    with_quotas(an_issue(2030, status="published"))
    issue = with_quotas(
        an_issue(2030, number=2, national=294, status="published", reason="Flere ventes"), each=3
    )
    with_statistics(issue)
    store_calculation(issue=issue, reading=Reading(), by=None)
    an_issue(2031, national=500)
    for council in Council.objects.all():
        Agreement.objects.create(
            issue=issue, council=council, decided_on=date(2029, 6, 8), notified_on=date(2029, 6, 28),
            recorded_from="Brev",
        )  # fmt: skip
    return issue


def test_a_changed_year(page, user_with, sign_in, flaws, issue):
    sign_in(page, user_with("kl"))
    addresses = [
        "/quotas/",
        "/quotas/2030/?expected=900",
        "/quotas/2030/2/model/",
        "/quotas/regions/midtjylland/",
    ]
    assert flaws(page, *addresses) == []


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_an_annex_is_mended_and_taken_in(new_context, user_with, sign_in, viewport, issue):
    page = new_context(viewport, java_script_enabled=False).new_page()
    sign_in(page, user_with("kl"))
    page.goto("/quotas/2031/1/import/")
    page.get_by_label("Tabel", exact=True).fill(annex_a(change={"751": "−3"}).replace("2022", "2031"))
    page.get_by_role("button", name="Se efter").click()
    expect(page.get_by_text("«−3» er negativt").first).to_be_visible()
    assert MunicipalQuota.objects.filter(issue__year__year=2031).count() == 0
    page.get_by_label("Tabel", exact=True).fill(annex_a().replace("2022", "2031"))
    page.get_by_role("button", name="Se efter igen").click()
    page.get_by_role("button", name="Indlæs kvoterne").click()
    expect(page.get_by_text("98 kommunekvoter er indlæst.")).to_be_visible()
    assert MunicipalQuota.objects.filter(issue__year__year=2031).count() == 98
