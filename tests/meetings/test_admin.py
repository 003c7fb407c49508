import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kkr_portal.access.models import User
from meetings.models import Meeting

MODELS = ["meeting", "section", "agendaitem", "attachment"]


@pytest.fixture
def administrator(db, client):
    client.force_login(User.objects.create_superuser("admin@example.dk", "en-lang-kode-til-test"))
    return client


@pytest.mark.parametrize("model", MODELS)
def test_every_list_and_form_opens(administrator, model, new_item, new_attachment):
    row = {"attachment": lambda i, a: a, "agendaitem": lambda i, a: i, "section": lambda i, a: i.section}.get(
        model, lambda i, a: i.section.meeting
    )(item := new_item(), new_attachment(item))
    addresses = [
        reverse(f"admin:meetings_{model}_changelist") + "?q=x",
        reverse(f"admin:meetings_{model}_add"),
        reverse(f"admin:meetings_{model}_change", args=[row.pk]),
    ]
    assert [administrator.get(address).status_code for address in addresses] == [200, 200, 200]


def test_a_change_in_the_admin_is_in_the_history_and_counts_as_a_revision(administrator, meeting, council):
    administrator.post(
        reverse("admin:meetings_meeting_change", args=[meeting.pk]),
        {
            "council": council.pk, "kind": "ordinary", "status": "preparation", "date": "07.03.2022",
            "starts_at": "", "place": "Viborg", "note": "",
            "sections-TOTAL_FORMS": 0, "sections-INITIAL_FORMS": 0,
        },
    )  # fmt: skip
    stored = Meeting.objects.get()
    page = administrator.get(f"/history/meetings/meeting/{meeting.pk}/").content.decode()
    assert (stored.place, stored.revision, "admin@example.dk" in page, "Viborg" in page) == (
        "Viborg", 2, True, True,
    )  # fmt: skip


def test_the_history_of_a_meeting_tells_of_its_items_too(client_as, meeting, new_item, new_attachment):
    item = new_item("Sag om Ærø")
    new_attachment(item, "Kvoter")
    item.delete()
    page = client_as("secretariat").get(f"/history/meetings/meeting/{meeting.pk}/").content.decode()
    assert [text in page for text in ("Sag om Ærø", "Kvoter", "slettet")] == [True, True, True]
    assert client_as("member").get(f"/history/meetings/meeting/{meeting.pk}/").status_code == 404


@pytest.mark.parametrize("model", MODELS)
def test_as_many_queries_for_many_rows_as_for_one(administrator, model, section, new_item, new_attachment):
    address = reverse(f"admin:meetings_{model}_changelist")

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert administrator.get(address).status_code == 200
        return len(queries)

    new_attachment(item := new_item())
    count()
    one = count()
    for n in range(2, 12):
        new_attachment(item, f"Bilag {n}")
        new_item(f"Punkt {n}")
        section.meeting.sections.create(title=f"Afsnit {n}", position=n)
        Meeting.objects.create(council=section.meeting.council, date=f"2040-01-{n:02}")
    assert count() == one
