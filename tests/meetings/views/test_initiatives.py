"""Status tables: kept from meeting to meeting, several rows for an initiative, a live document."""

import csv
import io

import pytest

from kkr_portal.documents import live
from meetings.models import Initiative, InitiativeTable
from tests.conftest import ROLES

BASE = "/meetings/midtjylland/initiatives/"
READS, WRITES = {"secretariat", "kl", "member"}, {"secretariat"}


@pytest.fixture
def table(council):
    made = InitiativeTable.objects.create(council=council, title="Status for den nære psykiatri")
    for position, (name, run_by, status) in enumerate(
        [
            ("En borger – ét fælles forløb", "Randersklyngen", "Lab. 14 er slut.\n\nPiloten er begyndt."),
            ("Fremskudt funktion", "", "Ventes at slutte i 2021."),
            ("=HYPERLINK(1)", "Aarhus Kommune", ""),
        ],
        1,
    ):
        Initiative.objects.create(table=made, position=position, name=name, run_by=run_by, status=status)
    return made


def at(table, rest=""):
    return f"{BASE}{table.pk}/{rest}"


def names(table):
    return [one.name for one in table.initiatives.order_by("position")]


@pytest.mark.parametrize("role", ROLES)
def test_its_own_people_and_kl_read_it_the_secretariat_writes_it(table, client_as, role):
    client = client_as(role)
    reads = {200} if role in READS else {302, 404}
    for address in (BASE, at(table), at(table, "table.pdf"), at(table, "table.csv")):
        assert client.get(address).status_code in reads, address
    writes = {200} if role in WRITES else {302, 404}
    first = table.initiatives.first().pk
    for rest in ("edit/", "delete/", "rows/new/", f"rows/{first}/"):
        assert client.get(at(table, rest)).status_code in writes, rest
    if role not in WRITES:
        for rest in (f"rows/{first}/delete/", "order/", "restore/", "delete/"):
            assert client.post(at(table, rest)).status_code in {302, 404}
        assert len(names(table)) == 3


def test_another_kkrs_address_does_not_lead_to_it(table, client_as):
    assert client_as("kl").get(f"/meetings/sjaelland/initiatives/{table.pk}/").status_code == 404


def test_an_initiative_with_two_statuses_has_two_rows(table, client_as):
    client = client_as("secretariat")
    page = client.get(at(table)).content.decode()
    assert page.count('rowspan="2"') == 2  # the initiative and who runs it
    assert "(ikke oplyst)" in page
    rows = list(
        csv.reader(io.StringIO(client.get(at(table, "table.csv")).content.decode("utf-8-sig")), delimiter=";")
    )
    assert rows == [
        ["Initiativ", "Hvem står for det", "Status"],
        ["En borger – ét fælles forløb", "Randersklyngen", "Lab. 14 er slut."],
        ["En borger – ét fælles forløb", "Randersklyngen", "Piloten er begyndt."],
        ["Fremskudt funktion", "", "Ventes at slutte i 2021."],
        ["'=HYPERLINK(1)", "Aarhus Kommune", ""],
    ]


def test_made_filled_ordered_deleted_and_restored(council, client_as):
    client = client_as("secretariat")
    made = client.post(f"{BASE}new/", {"title": "Ny oversigt", "introduction": ""})
    table = InitiativeTable.objects.get()
    assert made["Location"] == at(table)
    for name in ("Første", "Andet", "Tredje"):
        client.post(at(table, "rows/new/"), {"name": name, "run_by": "", "status": ""})
    first, second, third = table.initiatives.order_by("position")
    client.post(at(table, "order/"), {"order": [first.pk, second.pk, third.pk], "move": f"{third.pk}:up"})
    assert names(table) == ["Første", "Tredje", "Andet"]
    client.post(at(table, f"rows/{first.pk}/delete/"))
    assert names(table) == ["Tredje", "Andet"]
    event = client.get(at(table)).context["deleted"].get()
    for _ in range(2):  # twice is once
        client.post(at(table, "restore/"), {"event": event.pgh_id})
    assert names(table) == ["Tredje", "Andet", "Første"]
    assert (
        "Det kan ikke gendannes"
        in client.post(at(table, "restore/"), {"event": "x"}, follow=True).content.decode()
    )


def test_what_is_missing_is_said_and_the_rest_is_kept(table, client_as):
    client = client_as("secretariat")
    page = client.post(at(table, "rows/new/"), {"name": "", "status": "Godt i gang"}).content.decode()
    assert "Skriv initiativets navn." in page
    assert "Godt i gang" in page
    page = client.post(f"{BASE}new/", {"title": table.title, "introduction": "Om"}).content.decode()
    assert "allerede en statusoversigt med den overskrift" in page
    assert len(names(table)) == 3


def test_two_write_the_same_initiative(table, client_as):
    client = client_as("secretariat")
    row = table.initiatives.first()
    shown = client.get(at(table, f"rows/{row.pk}/")).context["form"]["revision"].value()
    Initiative.objects.filter(pk=row.pk).update(status="En andens status")
    answer = client.post(
        at(table, f"rows/{row.pk}/"), {"name": row.name, "run_by": "", "status": "Min", "revision": shown}
    )
    page = answer.content.decode()
    assert "En andens status" in page
    assert "Min" in page
    row.refresh_from_db()
    assert row.status == "En andens status"


def test_a_live_document_follows_the_table_until_it_is_gone(table, client_as, user_with, council):
    user = user_with("secretariat")
    kind = next(one for one in live.kinds() if one.name == "initiatives")
    assert [one.title for one in kind.choices(user, council)] == [table.title]
    before = live.make("initiatives", str(table.pk))
    assert before.pdf().startswith(b"%PDF")
    table.initiatives.update(status="Afsluttet")
    assert live.make("initiatives", str(table.pk)).state != before.state
    table.delete()
    with pytest.raises(live.SourceGone, match="findes ikke længere"):
        live.make("initiatives", str(table.pk))


def test_a_whole_table_is_deleted_after_a_question(table, client_as):
    client = client_as("secretariat")
    assert "3 initiativer" in client.get(at(table, "delete/")).content.decode()
    client.post(at(table, "delete/"))
    assert not InitiativeTable.objects.exists()


def test_as_many_queries_with_a_hundred_rows(table, client_as, django_assert_num_queries):
    client = client_as("secretariat")
    client.get(at(table))
    with django_assert_num_queries(20, exact=False) as few:
        client.get(at(table))
    Initiative.objects.bulk_create(
        Initiative(table=table, position=n, name=f"Nr. {n}", status="a\n\nb") for n in range(10, 110)
    )
    with django_assert_num_queries(len(few)):
        client.get(at(table))
