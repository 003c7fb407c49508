"""The model by hand, its sums at every level, lots, and what is stored of it."""

from fractions import Fraction as F
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from kkr_portal.registry.models import Municipality
from quotas.actions.calculations import store_calculation
from quotas.model_of import Reading, facts_of, modelled
from quotas.models import CalculatedRow, Calculation, Issue, MunicipalQuota, Statistics, StatisticsRow
from quotas.refused import Refused
from quotas.rules.distribution import Facts, Key
from quotas.rules.rounding import Order
from tests.quotas.made import SOURCE, an_issue, set_status, with_quotas, with_statistics

MIDT, NORD = "Region Midtjylland", "Region Nordjylland"
THREE = [
    Facts("751", MIDT, population=600, immigrants=80, reunified=10),  # Aarhus
    Facts("727", MIDT, population=300, immigrants=15, reunified=0),  # Odder
    Facts("851", NORD, population=100, immigrants=5, reunified=0),  # Aalborg
]


@pytest.mark.django_db
def test_three_municipalities_by_hand():
    found = modelled(THREE, 91, Reading(), annex={"751": 30})
    aarhus, odder, aalborg = (
        next(line for line in found.lines if line.municipality.code == code) for code in ("751", "727", "851")
    )
    # p = 0.6, 0.3, 0.1 and i = 0.8, 0.15, 0.05; L + F = 101; a·101 = 40.4, 45.45, 15.15
    assert (aarhus.population_share, aarhus.immigrant_share, aarhus.row.share) == (
        F(6, 10),
        F(8, 10),
        F(4, 10),
    )
    assert [line.row.calculated for line in (aarhus, odder, aalborg)] == [
        F(304, 10),
        F(4545, 100),
        F(1515, 100),
    ]
    # regions 75.85 and 15.15: 76 and 15; inside Midtjylland 76 shared as 30.4 and 45.45
    assert [line.persons for line in (aarhus, odder, aalborg)] == [30, 46, 15]
    assert [line.rank for line in (aarhus, odder)] == [2, 1]
    assert aarhus.difference == 0
    assert (found.base, found.sums.persons, found.sums.distributed, found.sums.share) == (101, 91, 91, 1)
    assert [region.sums.persons for region in found.regions] == [76, 15]
    assert [region.remainder.rest for region in found.regions] == [F(85, 100), F(15, 100)]


@pytest.mark.django_db
def test_all_at_once_is_another_reading():
    facts = [
        Facts("751", MIDT, 34, 34, 0), Facts("727", MIDT, 34, 34, 0), Facts("740", MIDT, 14, 14, 0),
        Facts("851", NORD, 18, 18, 0),
    ]  # fmt: skip
    # exactly 3.4, 3.4, 1.4 and 1.8 of 10; the regions are 8.2 and 1.8
    found = modelled(facts, 10, Reading(order=Order.ALL_AT_ONCE))
    assert [region.remainder for region in found.regions] == [None, None]
    assert next(line.persons for line in found.lines if line.municipality.code == "851") == 2
    assert found.open_lots == ["1 person mellem Aarhus, Odder, Silkeborg"]
    # inside Midtjylland 8 persons are shared as 3.317, 3.317 and 1.366
    first = {line.municipality.name: line.persons for line in modelled(facts, 10, Reading()).lines}
    assert first == {"Odder": 3, "Silkeborg": 2, "Aarhus": 3, "Aalborg": 2}


@pytest.mark.django_db
def test_all_immigrants_in_one_municipality():
    facts = [
        Facts("751", MIDT, 400, 100, 0), Facts("727", MIDT, 300, 0, 0), Facts("851", NORD, 200, 0, 0),
        Facts("773", NORD, 100, 0, 0),
    ]  # fmt: skip
    found = modelled(facts, 100, Reading())
    assert [str(line.municipality) for line in found.zeroed] == ["Aarhus"]
    assert found.surplus == 20
    assert {line.municipality.name: line.row.distributed for line in found.lines}["Odder"] == 50


@pytest.mark.django_db
@pytest.mark.parametrize("national", [0, 1, 50_000])
def test_a_national_number_of_nothing_one_and_many(national):
    statistics = with_statistics(an_issue(national=national))
    found = modelled(facts_of(statistics), national, Reading())
    assert found.sums.distributed == national
    assert sum(line.persons for line in found.lines) == national


@pytest.mark.django_db
def test_equal_remainders_are_a_lot_and_nobodys_yet():
    facts = [Facts("751", MIDT, 1, 1, 0), Facts("727", MIDT, 1, 1, 0), Facts("851", NORD, 2, 2, 0)]
    found = modelled(facts, 6, Reading())  # 1.5, 1.5 and 3 persons
    assert found.open_lots == ["1 person i Region Midtjylland mellem Odder, Aarhus"] or found.open_lots == [
        "1 person i Region Midtjylland mellem Aarhus, Odder"
    ]
    assert sorted(str(line.persons) for line in found.lines) == ["3", "None", "None"]
    between = modelled(facts, 3, Reading())  # 1.5 for each region
    assert between.open_lots[0] == f"1 person mellem {MIDT}, {NORD}"
    assert all(line.persons is None for line in between.lines)
    assert between.sums.persons is None


def of_aarhus(model):
    return model.objects.filter(municipality__code="751")


def stored(issue, **reading) -> Calculation:
    return store_calculation(issue=issue, reading=Reading(**reading), by=None)


@pytest.mark.django_db
def test_a_stored_result_is_computed_again_to_the_digit():
    issue = an_issue(national=500)
    with_statistics(issue)
    for reading in ({}, {"order": Order.ALL_AT_ONCE}, {"key": Key.SHARE}):
        calculation = stored(issue, **reading)
        assert calculation.rows.count() == 98
        assert sum(row.persons for row in calculation.rows.all()) == 500
        assert sum(row.exact[2] for row in calculation.rows.all()) == 500
        out = StringIO()
        call_command("verify", "calculations", stdout=out)
        assert "kvoteberegninger: 1 set igennem, ingen forskelle" in out.getvalue()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("tamper", "told"),
    [
        (lambda: of_aarhus(CalculatedRow).update(persons=99), "Aarhus: 99 personer er gemt"),
        (lambda: of_aarhus(CalculatedRow).update(distributed="1/3"), "Aarhus: fordelt er gemt som 1/3"),
        (lambda: of_aarhus(CalculatedRow).delete(), "Aarhus mangler i det gemte"),
        (lambda: of_aarhus(StatisticsRow).update(immigrants=1), "Odder: andel er gemt som"),
        (lambda: Issue.objects.update(national_number=501), "beregnet for landstallet 500, som nu er 501"),
    ],
)  # fmt: skip
def test_any_difference_is_named_and_fails(tamper, told):
    issue = an_issue(national=500)
    with_statistics(issue)
    stored(issue)
    tamper()
    err = StringIO()
    with pytest.raises(CommandError, match="forskel"):
        call_command("verify", "calculations", "sums", stderr=err)
    assert told in err.getvalue()


@pytest.mark.django_db
def test_the_sums_of_a_closed_issue_are_compared_too():
    issue = with_quotas(an_issue())
    MunicipalQuota.objects.filter(municipality__code="751").update(persons=3)
    set_status(issue, "closed")
    err = StringIO()
    with pytest.raises(CommandError, match="1 forskel"):
        call_command("verify", "calculations", "sums", stderr=err)
    assert "2030, udmelding 1: Region Midtjylland: kommunekvoterne giver 39" in err.getvalue()


@pytest.mark.django_db
def test_what_can_not_be_stored():
    issue = an_issue(national=500)
    with pytest.raises(Refused, match="statistikken"):
        stored(issue)
    with_statistics(issue)
    set_status(issue, "closed")
    with pytest.raises(Refused, match="afsluttet"):
        stored(issue)


@pytest.mark.django_db
def test_no_more_queries_for_98_than_for_one(django_assert_num_queries):
    statistics = with_statistics(an_issue())
    one = Statistics.objects.create(issue=an_issue(2031, national=5), source=SOURCE)
    StatisticsRow.objects.create(
        statistics=one, municipality=Municipality.objects.get(code="751"), population=1, immigrants=1,
        reunified=0,
    )  # fmt: skip
    for found in (one, statistics):
        with django_assert_num_queries(3):
            modelled(facts_of(found), 5, Reading())
