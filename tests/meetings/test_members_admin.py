"""Members in the admin: to be looked up, and changed on the pages alone."""

import pytest
from django.urls import reverse

from kkr_portal.access.models import User
from meetings.models import Absence
from tests.meetings.members import START


@pytest.mark.parametrize("model", ["membership", "substitute", "absence", "officer"])
def test_lists_open_and_nothing_can_be_changed(model, client, house):
    client.force_login(User.objects.create_superuser("admin@example.dk", "en-lang-kode-til-test"))
    seat = house.elected_seat()
    anna = house.put(seat, "Anna Øst")
    rows = {
        "membership": anna,
        "substitute": house.stand_in(seat, "Bo Ås"),
        "absence": Absence.objects.create(membership=anna, kind="exempt", period=(START, None)),
        "officer": house.officer(anna),
    }
    listed = client.get(reverse(f"admin:meetings_{model}_changelist") + "?q=x")
    shown = client.get(reverse(f"admin:meetings_{model}_change", args=[rows[model].pk]))
    adding = client.get(reverse(f"admin:meetings_{model}_add"))
    assert (listed.status_code, shown.status_code, adding.status_code) == (200, 200, 403)
    assert b'name="_save"' not in shown.content
