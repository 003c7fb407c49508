from datetime import date

import pytest
from django.urls import reverse

from kkr_portal.access.models import User
from meetings.models import AbsenceNotice, Move, Proposal
from tests.meetings.seated import seat_members


@pytest.mark.parametrize("model", ["proposal", "absencenotice", "move"])
def test_lists_and_rows_open(model, client, council, meeting):
    client.force_login(User.objects.create_superuser("admin@example.dk", "en-lang-kode-til-test"))
    [membership] = seat_members(council, 1)
    rows = {
        "proposal": Proposal.objects.create(
            meeting=meeting, person=membership.person, title="Tog", text="Tog.", received_on=date(2022, 2, 1)
        ),
        "absencenotice": AbsenceNotice.objects.create(meeting=meeting, membership=membership),
        "move": Move.objects.create(
            meeting=meeting, from_date=date(2022, 3, 1), to_date=meeting.date, reason="Sne."
        ),
    }
    addresses = [
        reverse(f"admin:meetings_{model}_changelist") + "?q=x",
        reverse(f"admin:meetings_{model}_change", args=[rows[model].pk]),
        reverse(f"admin:meetings_{model}_add"),
    ]
    answers = [client.get(address).status_code for address in addresses]
    assert answers == [200, 200, 403 if model == "move" else 200]
