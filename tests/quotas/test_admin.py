"""The room in the admin: every list opens, and what is closed answers with its sentence."""

import pytest

from kkr_portal.access.models import User
from quotas.models import RegionQuota
from tests.quotas.made import an_issue, set_status, with_quotas, with_statistics

LISTS = ["quotayear", "announcement", "issue", "regionquota", "municipalquota", "reopening", "statistics",
         "statisticsrow", "calculation"]  # fmt: skip


@pytest.fixture
def administrator(client, db):
    client.force_login(
        User.objects.create_superuser("admin@example.dk", "en-lang-kode-til-test"),
        backend="django.contrib.auth.backends.ModelBackend",
    )
    return client


@pytest.mark.parametrize("model", LISTS)
def test_every_list_opens(administrator, model):
    with_statistics(with_quotas(an_issue()))
    assert administrator.get(f"/admin/quotas/{model}/").status_code == 200


def test_what_is_closed_says_so(administrator):
    issue = set_status(with_quotas(an_issue()), "closed")
    row = RegionQuota.objects.first()
    address = f"/admin/quotas/regionquota/{row.pk}/change/"
    typed = {"issue": issue.pk, "council": row.council_id, "persons": "7", "source": "andet"}
    page = administrator.post(address, typed, follow=True).content.decode()
    assert "Udmeldingen er afsluttet" in page
    row.refresh_from_db()
    assert row.persons != 7


def test_others_have_no_admin(client_as):
    for role in ("kl", "secretariat"):
        assert client_as(role).get("/admin/quotas/issue/").status_code != 200
