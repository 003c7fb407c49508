"""The funding key: what adds up, what is refused at its place, what is shared out and pasted."""

import pytest

from contracts.models import FundingRow, ResultContract
from kkr_portal.danish_numbers import whole_number
from kkr_portal.registry.models import Municipality, Population
from tests.contracts.written import BASE, form_at, the_contract

KEY = f"{BASE}key/"


@pytest.fixture
def contract(db) -> ResultContract:
    return the_contract()


@pytest.fixture
def client(client_as, contract):
    return client_as("secretariat")


def stored(contract: ResultContract) -> dict[str, int]:
    return dict(contract.funding_rows.values_list("municipality__name", "amount"))


def test_the_printed_figures_stand_as_they_are(client, contract):
    fields = form_at(client, KEY)
    assert (fields["grant"], fields["key-0-amount"]) == ("39.010", "1.417")
    assert client.post(KEY, fields).status_code == 302
    assert sum(stored(contract).values()) == 39_009


REFUSED = [
    ({"grant": "-39.010"}, "Beløbet kan ikke være negativt."),
    ({"key-0-amount": "-5"}, "Beløbet kan ikke være negativt."),
    ({"key-0-amount": "1,417"}, "Mener du 1.417, så skriv det uden komma."),
    ({"key-0-amount": "N/A"}, "«N/A» kan ikke læses som et tal."),
    ({"key-0-amount": "1417 kr"}, "Skriv kun tallet, uden enhed"),
    (
        {"grant": "39.020"},
        "den anførte sum er 39.020: en forskel på 11 (mere, end afrunding kan forklare).",
    ),
    ({"key-0-amount": "1.500"}, "en forskel på -82 (mere, end afrunding kan forklare)."),
]


@pytest.mark.parametrize(("changed", "sentence"), REFUSED)
def test_what_cannot_be_is_refused_at_its_place_and_kept(client, contract, changed, sentence):
    before = stored(contract)
    html = client.post(KEY, form_at(client, KEY) | {"key_source": "Skrevet nu"} | changed).content.decode()
    assert sentence in html
    for name, value in changed.items() | {"key_source": "Skrevet nu"}.items():
        assert f'name="{name}" value="{value}"' in html
    assert stored(contract) == before


def test_a_municipality_twice_is_refused_at_its_row(client, contract):
    fields = form_at(client, KEY)
    answer = client.post(KEY, fields | {"key-1-municipality": fields["key-0-municipality"]})
    assert answer.context["grid"].forms[1].errors["municipality"] == [
        "Kommunen står allerede i en række ovenfor."
    ]


def test_a_municipality_of_another_house(client, contract):
    foreign = Municipality.objects.exclude(business_house=contract.business_house).first()
    answer = client.post(KEY, form_at(client, KEY) | {"key-0-municipality": str(foreign.pk)})
    assert "municipality" in answer.context["grid"].forms[0].errors
    assert foreign.name not in stored(contract)


def test_rounding_of_half_a_unit_a_row_is_the_limit(client, contract):
    """19 rows: 9½ units."""
    assert client.post(KEY, form_at(client, KEY, grant="39.018")).status_code == 302
    assert client.post(KEY, form_at(client, KEY, grant="39.019")).status_code == 200


def test_a_key_that_is_still_being_written_needs_no_total(client, contract):
    fields = form_at(client, KEY, grant="") | {"key-0-amount": "", "key-1-DELETE": "on"}
    assert client.post(KEY, fields).status_code == 302
    assert len(stored(contract)) == 17
    lacks = [lack.text for lack in client.get(BASE).context["lacks"]]
    assert "Fordelingsnøglen mangler den sum, der trykkes under den" in lacks
    assert "Ikke i fordelingsnøglen: Favrskov, Hedensted" in lacks


def test_more_rows_without_losing_what_is_typed(client, contract):
    fields = form_at(client, KEY) | {"key-0-amount": "ubesluttet", "grant": "40.000", "add_rows": "3"}
    answer = client.post(KEY, fields)
    html = answer.content.decode()
    assert 'value="ubesluttet"' in html
    assert 'name="grant" value="40.000"' in html
    assert len(answer.context["grid"].forms) == 22


def test_shared_out_by_inhabitants(client, contract):
    answer = client.post(KEY, form_at(client, KEY, grant="39.010", fill="1"))
    amounts = [whole_number(form["amount"].value()) for form in answer.context["grid"].forms]
    assert sum(amounts) == 39_010
    assert "er ikke gemt endnu" in answer.content.decode()
    assert sum(stored(contract).values()) == 39_009


def test_equal_remainders_are_shown_and_people_choose(client, contract):
    names = ["Odder", "Samsø"]
    places = list(Municipality.objects.filter(name__in=names).order_by("sort_key"))
    Population.objects.filter(municipality__in=places).delete()
    for one in places:
        Population.objects.create(municipality=one, date="2022-01-01", persons=100, source="prøve")
    rows = {"key-TOTAL_FORMS": "2", "key-INITIAL_FORMS": "0", "grant": "3", "fill": "1"}
    for n, one in enumerate(places):
        rows |= {f"key-{n}-municipality": str(one.pk), f"key-{n}-amount": ""}
    answer = client.post(KEY, rows)
    assert answer.context["tie"] == {"among": [(one.pk, one.name) for one in places], "seats": 1}
    assert [form["amount"].value() for form in answer.context["grid"].forms] == ["1", "1"]
    drawn = client.post(KEY, rows | {"drawn": [str(places[1].pk)]})
    assert [form["amount"].value() for form in drawn.context["grid"].forms] == ["1", "2"]
    assert drawn.context["tie"] is None


def test_pasted_from_a_spreadsheet(client, contract):
    pasted = "Kommune\tBeløb\nÅrhus\t10.331\n0710\t1417\nHjørring\t7\nI alt\t11.748"
    answer = client.post(KEY, form_at(client, KEY, pasted=pasted, paste="1"))
    shown = {form["municipality"].value(): form["amount"].value() for form in answer.context["grid"].forms}
    ids = dict(Municipality.objects.values_list("name", "pk"))
    assert (shown[ids["Aarhus"]], shown[ids["Favrskov"]], shown[ids["Skive"]]) == ("10.331", "1.417", None)
    assert answer.context["unread"] == ["Linje 4: «Hjørring» er ikke en af husets kommuner."]
    assert 'name="grant" value="11748"' in answer.content.decode()
    assert sum(stored(contract).values()) == 39_009


@pytest.mark.parametrize("pasted", ["", "ingen tabel her", "\0"])
def test_what_is_no_table_is_said_and_changes_nothing(client, contract, pasted):
    answer = client.post(KEY, form_at(client, KEY, pasted=pasted, paste="1"))
    assert answer.context["refused"]
    assert form_at(client, KEY)["key-0-amount"] == "1.417"


def test_two_write_in_the_key(client, contract):
    fields = form_at(client, KEY) | {"key-0-amount": "1.418"}
    FundingRow.objects.filter(contract=contract, municipality__name="Skive").update(amount=1331)
    answer = client.post(KEY, fields)
    assert ("Skive", 1331) in answer.context["meanwhile"]
    assert stored(contract)["Favrskov"] == 1417
    again = client.post(KEY, fields | {"seen": answer.context["seen"]})
    assert again.status_code == 302
    assert (stored(contract)["Favrskov"], stored(contract)["Skive"]) == (1418, 1330)
