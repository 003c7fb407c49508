"""What a contract obliges to outside its goals."""

import pytest

from contracts.models import Obligation, ResultContract
from tests.contracts.written import BASE, form_at, the_contract

NEW = f"{BASE}obligations/new/"


@pytest.fixture
def contract(db) -> ResultContract:
    return the_contract()


@pytest.fixture
def client(client_as, contract):
    return client_as("secretariat")


def test_added_changed_deleted_and_brought_back(client, contract):
    typed = form_at(client, NEW, title="Projektporteføljen", place="aftalt", due_month="12", year_offset="0")
    assert client.post(NEW, typed).status_code == 302
    row = contract.obligations.get(title="Projektporteføljen")
    assert str(row.due_on(2022)) == "2022-12-31"
    url = f"{BASE}obligations/{row.pk}/"
    client.post(url, form_at(client, url, due_month="6", year_offset="1"))
    row.refresh_from_db()
    assert str(row.due_on(2022)) == "2023-06-30"
    client.post(f"{url}delete/")
    event = client.get(BASE).context["deleted_obligations"].get()
    client.post(f"{BASE}obligations/restore/", {"event": event.pgh_id})
    assert contract.obligations.get(title="Projektporteføljen").due_month == 6


@pytest.mark.parametrize("changed", [{"title": ""}, {"place": ""}, {"due_month": "13"}, {"year_offset": "9"}])
def test_what_cannot_be(client, contract, changed):
    count = contract.obligations.count()
    typed = form_at(client, NEW, title="Pligt", place="aftalt") | changed
    assert client.post(NEW, typed).status_code == 200
    assert contract.obligations.count() == count


def test_two_write_in_one(client, contract):
    row = contract.obligations.first()
    url = f"{BASE}obligations/{row.pk}/"
    typed = form_at(client, url, who="Sekretariatet")
    Obligation.objects.filter(pk=row.pk).update(who="Direktøren")
    answer = client.post(url, typed)
    assert [one.stored for one in answer.context["form"].differences] == ["Direktøren"]
