"""Every step of a contract's life, sent again from a page left open: nothing is written a second time."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from contracts.models import ResultContract
from tests.closed.forms import forms_of
from tests.closed.replay import post
from tests.contracts import lives

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_prints")]
LIFE = f"{lives.ADDRESS}life/"
WHOLE_LIFE = [
    ("negotiate", {}),
    ("approve-board", {"on": "05-10-2021"}),
    ("approve-council", {}),
    ("sign", {"party": "council", "name": "Torben Hansen", "office": "Formand for KKR Midtjylland"}),
    ("sign", {"party": "board", "name": "Søren Olesen", "office": "Formand for Erhvervshus Midtjylland"}),
    ("send", {"receiver": "kl", "on": "02-11-2021"}),
    ("send", {"receiver": "agency", "on": "02-11-2021"}),
    ("publish", {}),
]  # fmt: skip


def values(client: Client, name: str, typed: dict[str, str]) -> dict[str, list[str]]:
    """What a browser sends from the page of a step, with this typed."""
    page = client.get(f"{LIFE}{name}/")
    (form,) = [one for one in forms_of(page.text) if "seen" in one.fields]
    return form.fields | {key: [value] for key, value in typed.items()}


def test_every_step_of_a_life_sent_again(client_as):
    client, contract = client_as("secretariat"), lives.settled()
    item = lives.an_item()
    sent: list[tuple[str, dict[str, list[str]]]] = []
    for name, typed in WHOLE_LIFE:
        more: dict[str, Any] = {"approve-council": {"item": str(item.pk)}, "sign": {"on": "01-11-2021"}}
        sent.append((f"{LIFE}{name}/", values(client, name, typed | more.get(name, {}))))
        answer, written = post(client, *sent[-1])
        assert (name, answer.status_code) == (name, 302)
        assert written
        for earlier in sent:
            again, written = post(client, *earlier)
            assert again.status_code == 200, earlier
            assert "form-error-message" in again.text or "error-summary" in again.text
            assert written - {"access_kept"} == set(), earlier
    contract.refresh_from_db()
    assert contract.status == ResultContract.Status.IN_FORCE  # at once: its year has begun
    assert [one.on for one in contract.signatures.all()] == [date(2021, 11, 1)] * 2
