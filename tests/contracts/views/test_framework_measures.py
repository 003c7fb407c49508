"""What KL writes that the agreement asks for: measures with targets, baselines, town and rural ones."""

from datetime import date
from decimal import Decimal

import pytest

from contracts.models import Baseline, FrameworkAgreement, FrameworkTarget, Measure, TownOrRural
from kkr_portal.demonstration import contracts
from kkr_portal.registry.models import BusinessHouse, Municipality
from tests.contracts.agreements import EDIT, at, at_goal, measure, the_agreement
from tests.contracts.written import fields_of, form_at

PLACES = f"{EDIT}places/"


@pytest.fixture
def agreement(db) -> FrameworkAgreement:
    contracts.load_framework()
    return the_agreement()


@pytest.fixture
def client(client_as, agreement):
    return client_as("kl")


def point(place: int, **fields: object) -> dict[str, object]:
    given = {
        "kind": "share",
        "wording": "Nyt krav",
        "value": "45",
        "segments": "together",
        "due_year": "2022",
    }
    return {f"points-{place}-{name}": value for name, value in (given | fields).items()} | {
        "points-TOTAL_FORMS": place + 1
    }


def asked(one: Measure) -> list[tuple[str, Decimal | None, int | None]]:
    return list(one.targets.order_by("due_year", "pk").values_list("kind", "value", "due_year"))


def test_a_measure_with_targets_for_two_years(client, agreement):
    goal = agreement.goals.get(number=2)
    url = f"{at_goal(goal)}measures/new/"
    typed = form_at(client, url, name="Spørgeskemaer", source="afsnit 7.1") | point(0) | point(
        1, value="1.417", kind="count", unit_noun="svar", due_year=""
    )  # fmt: skip
    answer = client.post(url, typed)
    made = goal.measures.get(name="Spørgeskemaer")
    assert answer.url == f"{at_goal(goal)}#measures"
    assert made.position == 2
    assert asked(made) == [("share", Decimal(45), 2022), ("count", Decimal(1417), None)]


REFUSED = [
    ("share", "N/A", "«N/A» kan ikke læses som et tal."),
    ("share", "45 pct", "Skriv kun tallet, uden enhed"),
    ("share", "110", "110,0 pct. er ikke mellem 0 og 100 pct."),
    ("share", "", "Målepunktet mangler et tal."),
    ("count", "1,417", "Mener du 1.417, så skriv det uden komma."),
    ("net_promoter_score", "120", "En Net Promoter Score er mellem -100 og 100, ikke 120."),
    ("rise", "5", "Skriv året for den måling, stigningen regnes fra."),
]


@pytest.mark.parametrize(("kind", "value", "sentence"), REFUSED)
def test_figures_that_cannot_be(client, agreement, kind, value, sentence):
    one = measure("Kendskab til huset")
    before = asked(one)
    typed = form_at(client, at(one), measured_by="Os selv") | point(2, kind=kind, value=value)
    html = client.post(at(one), typed).content.decode()
    assert sentence in html
    assert 'value="Os selv"' in html
    assert asked(one) == before
    assert Measure.objects.get(pk=one.pk).measured_by == one.measured_by


def test_two_targets_for_one_year_and_segment(client, agreement):
    one = measure("Kendskab til huset")
    answer = client.post(at(one), form_at(client, at(one)) | point(2, due_year="2023"))
    assert "Der er allerede et målepunkt for det år og segment." in answer.content.decode()
    assert "due_year" in answer.context["rows"].forms[2].errors
    assert client.post(at(one), form_at(client, at(one)) | point(2, due_year="2022")).status_code == 302


def test_two_targets_change_years(client, agreement):
    """Neither is in the other's way while both are saved."""
    one = measure("Brugte henvisninger")
    years = {0: "2023", 1: "2021"}
    typed = form_at(client, at(one)) | {f"points-{n}-due_year": year for n, year in years.items()}
    assert client.post(at(one), typed).status_code == 302
    assert asked(one) == [("share", Decimal(50), 2021), ("share", Decimal(45), 2023)]


def test_a_row_is_added_without_losing_what_was_typed(client, agreement):
    one = measure("Kendskab til huset")
    typed = form_at(client, at(one), measured_by="Os selv") | {"points-0-value": "x", "add_point": "1"}
    answer = client.post(at(one), typed)
    fields = fields_of(answer.content.decode())
    assert (fields["points-TOTAL_FORMS"], fields["measured_by"], fields["points-0-value"]) == (
        "3", "Os selv", "x"
    )  # fmt: skip
    assert answer.context["problems"] == []


def test_a_deleted_target_comes_back(client, agreement):
    one = measure("Kendskab til huset")
    before = asked(one)
    client.post(at(one), form_at(client, at(one)) | {"points-1-DELETE": "on"})
    assert asked(one) == before[:1]
    event = client.get(at(one)).context["deleted"].get()
    client.post(f"{at(one)}restore/", {"event": event.pgh_id})
    assert asked(one) == before


def test_a_deleted_target_does_not_come_back_on_top_of_another(client, agreement):
    one = measure("Kendskab til huset")
    client.post(at(one), form_at(client, at(one)) | {"points-1-DELETE": "on"})
    client.post(at(one), form_at(client, at(one)) | point(1, due_year="2023"))
    event = client.get(at(one)).context["deleted"].get()
    answer = client.post(f"{at(one)}restore/", {"event": event.pgh_id}, follow=True)
    assert "Målingen har nu et andet målepunkt for det år og segment." in answer.content.decode()
    assert len(asked(one)) == 2


def test_two_write_in_one_measure(client, agreement):
    one = measure("Kendskab til huset")
    typed = form_at(client, at(one), name="Kendskab", **{"points-1-value": "55"})
    Measure.objects.filter(pk=one.pk).update(name="Kendskab til husene")
    FrameworkTarget.objects.filter(measure=one, due_year=2023).update(value=60)
    answer = client.post(at(one), typed)
    assert {(one.mine, one.stored) for one in answer.context["differences"]} == {
        ("Kendskab", "Kendskab til husene"), ("55", "60")
    }  # fmt: skip
    chosen = fields_of(answer.content.decode()) | {"choose_name": "stored", "points-1-choose_value": "mine"}
    assert client.post(at(one), chosen).status_code == 302
    one.refresh_from_db()
    assert (one.name, asked(one)[-1][1]) == ("Kendskab til husene", Decimal(55))


def test_a_measure_deleted_while_somebody_writes_becomes_a_new_one(client, agreement):
    one = measure("Kendskab til huset")
    url, new = at(one), f"{at_goal(one.goal)}measures/new/"
    typed = form_at(client, url, name="Reddet")
    one.delete()
    answer = client.post(url, typed)
    assert "slettet af en anden, mens du skrev" in answer.content.decode()
    assert f'action="{new}"' in answer.content.decode()
    assert client.post(new, fields_of(answer.content.decode())).status_code == 302
    assert len(asked(measure("Reddet"))) == 2


def test_the_same_name_twice(client, agreement):
    one = measure("Nye virksomheder")
    html = client.post(at(one), form_at(client, at(one), name="kendskab til huset")).content.decode()
    assert "Målet har allerede en måling med det navn." in html


def test_a_deleted_measure_comes_back_with_its_targets_and_baselines(client, agreement):
    one = measure("Kendskab til huset")
    targets, baselines = asked(one), one.baselines.count()
    client.post(f"{at(one)}delete/")
    assert not Measure.objects.filter(pk=one.pk).exists()
    event = client.get(at_goal(one.goal)).context["deleted_measures"].get()
    client.post(f"{at_goal(one.goal)}measures/restore/", {"event": event.pgh_id})
    back = Measure.objects.get(pk=one.pk)
    assert (asked(back), back.baselines.count(), back.position) == (targets, baselines, 3)


def test_a_measure_in_a_contract_is_not_deleted(client_as, db):
    contracts.load()
    one = measure("Kendskab til huset")
    answer = client_as("kl").post(f"{at(one)}delete/", follow=True)
    assert "kan ikke slettes: Den bruges i en resultatkontrakt" in answer.content.decode()
    assert Measure.objects.filter(pk=one.pk).exists()


def grid_at(one: Measure) -> str:
    return f"{at(one)}baselines/"


def row(place: int, **fields: str) -> dict[str, str]:
    return {f"baselines-{place}-{name}": value for name, value in fields.items()}


def test_baselines_of_a_new_survey(client, agreement):
    one = measure("Nye virksomheder")
    url = grid_at(one)
    fyn = BusinessHouse.objects.get(slug="fyn")
    fields = form_at(client, url)
    assert [fields[f"baselines-{n}-area"] for n in range(7)] == ["land", *[
        str(pk) for pk in BusinessHouse.objects.order_by("sort_key").values_list("pk", flat=True)
    ]]  # fmt: skip
    typed = (
        fields
        | row(0, month="09.2021", per_cent="33,5", source="Målingen")
        | row(1, month="september 2021", per_cent="30", source="Målingen")
    )
    assert client.post(url, typed).status_code == 302
    assert list(one.baselines.values_list("business_house", "month", "per_cent")) == [
        (fyn.pk, date(2021, 9, 1), Decimal(30)), (None, date(2021, 9, 1), Decimal("33.5"))
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"per_cent": "101"}, "Tallet må højst være 100."),
        ({"per_cent": "-1"}, "Tallet skal være mindst 0."),
        ({"per_cent": "N/A"}, "«N/A» kan ikke læses som et tal."),
        ({"per_cent": "36 pct."}, "Skriv kun tallet, uden enhed"),
        ({"per_cent": ""}, "Skriv procenten, eller sæt kryds ved «Fjern»."),
        ({"month": "efteråret"}, "«efteråret» kan ikke læses som en måned."),
        ({"month": "13.2020"}, "kan ikke læses som en måned."),
        ({"month": ""}, "Skriv måneden, der blev målt i."),
        ({"source": ""}, "Skriv, hvor tallet kommer fra."),
        ({"area": ""}, "Vælg et erhvervshus eller hele landet."),
        ({"area": "land"}, "Området har allerede et udgangspunkt for den måned."),
    ],
)
def test_baselines_that_cannot_be(client, agreement, changed, sentence):
    one = measure("Kendskab til huset")
    before = list(one.baselines.values_list("business_house", "month", "per_cent"))
    typed = form_at(client, grid_at(one)) | row(1, source="Min kilde") | row(0, **changed)
    html = client.post(grid_at(one), typed).content.decode()
    assert sentence in html
    assert 'value="Min kilde"' in html
    assert list(one.baselines.values_list("business_house", "month", "per_cent")) == before


def test_more_rows_keep_what_was_typed(client, agreement):
    one = measure("Kendskab til huset")
    typed = form_at(client, grid_at(one)) | row(0, per_cent="x") | {"add_rows": "3"}
    fields = fields_of(client.post(grid_at(one), typed).content.decode())
    assert (fields["baselines-TOTAL_FORMS"], fields["baselines-0-per_cent"]) == ("10", "x")


def test_two_write_in_the_baselines(client, agreement):
    one = measure("Kendskab til huset")
    typed = form_at(client, grid_at(one)) | row(0, per_cent="41")
    Baseline.objects.filter(measure=one, business_house=None).update(per_cent=34)
    answer = client.post(grid_at(one), typed)
    assert "En anden har gemt udgangspunkterne" in answer.content.decode()
    assert answer.context["meanwhile"] == [
        "Erhvervshus Fyn, september 2020: 33 pct.", "Hele landet, september 2020: 34 pct."
    ]  # fmt: skip
    assert client.post(grid_at(one), fields_of(answer.content.decode())).status_code == 302
    assert one.baselines.get(business_house__slug="fyn").per_cent == 41


def test_a_removed_baseline(client, agreement):
    one = measure("Kendskab til huset")
    client.post(grid_at(one), form_at(client, grid_at(one)) | {"baselines-0-DELETE": "on"})
    assert not one.baselines.filter(business_house__slug="fyn").exists()
    assert one.baselines.count() == 6


def test_the_list_of_towns_and_rural_ones(client, agreement):
    samsoe, odder = Municipality.objects.get(name="Samsø"), Municipality.objects.get(name="Odder")
    typed = form_at(client, PLACES, **{f"place-{samsoe.pk}": "town", f"place-{odder.pk}": ""})
    assert client.post(PLACES, typed).status_code == 302
    listed = dict(agreement.towns_and_rural.values_list("municipality", "kind"))
    assert listed[samsoe.pk] == "town"
    assert odder.pk not in listed
    assert len(listed) == 97
    assert agreement.towns_and_rural.get(municipality=samsoe).business_house.slug == "midtjylland"


def test_a_place_that_is_neither(client, agreement):
    samsoe = Municipality.objects.get(name="Samsø")
    answer = client.post(PLACES, form_at(client, PLACES, **{f"place-{samsoe.pk}": "sea"}))
    assert f"place-{samsoe.pk}" in answer.context["form"].errors
    assert agreement.towns_and_rural.get(municipality=samsoe).kind == "rural"


def test_two_write_in_the_list(client, agreement):
    samsoe, odder = Municipality.objects.get(name="Samsø"), Municipality.objects.get(name="Odder")
    typed = form_at(client, PLACES, **{f"place-{samsoe.pk}": "town"})
    TownOrRural.objects.filter(municipality=odder).update(kind="rural")
    answer = client.post(PLACES, typed)
    assert answer.context["meanwhile"] == ["Odder: Land", "Samsø: Land"]
    assert client.post(PLACES, fields_of(answer.content.decode())).status_code == 302
    assert agreement.towns_and_rural.get(municipality=samsoe).kind == "town"
