"""Terms and votes in the admin: to look up; written only where the pages have no button."""

import pytest
from django.urls import reverse

from kkr_portal.access.models import User
from meetings.actions import terms as actions
from meetings.models import ListCooperation
from tests.meetings.terms import START, make_term, nineteen, party


@pytest.fixture
def administrator(db, client):
    client.force_login(User.objects.create_superuser("admin@example.dk", "en-lang-kode-til-test"))
    return client


@pytest.mark.parametrize(
    ("model", "writes"), [("term", True), ("votecount", False), ("listcooperation", False), ("seat", True)]
)
def test_lists_and_rows_open_and_votes_are_not_written_here(administrator, council, model, writes):
    term = make_term(council)
    nineteen(term)
    cooperation = ListCooperation.objects.create(term=term, party=party("A"), name="Sammen")
    actions.fix_composition(term=term, on=START)
    row = {"term": term, "votecount": term.votes.first(), "listcooperation": cooperation,
           "seat": term.seats.first()}[model]  # fmt: skip
    opened = [
        administrator.get(reverse(f"admin:meetings_{model}_changelist") + "?q=x").status_code,
        administrator.get(reverse(f"admin:meetings_{model}_change", args=[row.pk])).status_code,
    ]
    assert opened == [200, 200]
    change = administrator.post(reverse(f"admin:meetings_{model}_change", args=[row.pk]), {})
    assert (change.status_code == 403) == (not writes)
    assert (administrator.get(reverse(f"admin:meetings_{model}_add")).status_code == 200) == writes


def test_a_term_with_votes_is_not_deleted_here(administrator, council):
    term = make_term(council)
    nineteen(term)
    answer = administrator.post(reverse("admin:meetings_term_delete", args=[term.pk]), {"post": "yes"})
    assert (answer.status_code, term.votes.count()) == (403, 4)
