"""Statistics for the model: all 98 municipalities with three numbers each, or nothing."""

import pytest

from kkr_portal.registry.models import Municipality
from quotas.actions.imports import import_statistics
from quotas.models import Calculation, Statistics
from quotas.places import Places
from quotas.refused import Refused
from quotas.statistics_import import plan_statistics, read
from tests.quotas.made import SOURCE, an_issue, with_statistics

THREE = "Aarhus: der skal være tre tal (indbyggere, indvandrere, familiesammenførte)"
HEAD = "Kode\tKommune\tIndbyggere\tIndvandrere\tFamiliesammenførte"


def table(*, change=None, leave_out=(), head=HEAD, total=None) -> str:
    lines = [head]
    for n, one in enumerate(Municipality.objects.order_by("code")):
        numbers = (change or {}).get(one.code, f"{10_000 + n}\t{300 + n}\t-")
        if one.code not in leave_out:
            lines.append(f"{one.code}\t{one.name}\t{numbers}")
    return "\n".join([*lines, *([total] if total else [])])


def planned(text, stored=None):
    places = Places()
    return plan_statistics(read(text, places), places, stored or {})


@pytest.mark.django_db
def test_ninety_eight_rows():
    plan = planned(table(total="I alt\t984.753\t34.153\t0"))
    assert (plan.may_be_done, len(plan.numbers)) == (True, 98)
    assert plan.totals == [("indbyggere", 984_753), ("indvandrere", 34_153), ("familiesammenførte", 0)]
    statistics = import_statistics(issue=an_issue(), rows=plan.numbers, source=SOURCE, constructed=False)
    assert statistics.rows.count() == 98


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("made", "said"),
    [
        ({"change": {"751": "10.000\t300"}}, THREE),
        ({"change": {"751": "10.000\t-3\t0"}}, "«-3» er negativt; en kvote er mindst 0"),
        ({"change": {"751": "10.000\t3,5\t0"}}, "«3,5» er ikke et helt tal"),
        ({"change": {"751": "90.000.000\t3\t0"}}, "90.000.000 er flere, end der bor i landet"),
        ({"total": "I alt\t984.753\t34.154\t0"}, "Indvandrere giver 34.153, men der står 34.154"),
        ({"total": "999\tAtlantis\t1\t2\t3"}, "Der findes ingen kommune med koden 999"),
    ],
)  # fmt: skip
def test_a_row_that_stops_it(made, said):
    plan = planned(table(**made))
    assert not plan.may_be_done
    assert said in [row.note for row in plan.stopped]


@pytest.mark.django_db
def test_missing_twice_and_nobody_anywhere():
    assert planned(table(leave_out=["751"])).faults == ["Der mangler tal for Aarhus."]
    assert "står også i linje" in planned(table() + "\n751\tAarhus\t1\t2\t3").stopped[0].note
    nobody = {one.code: "0\t0\t0" for one in Municipality.objects.all()}
    assert "Der er ingen indbyggere" in planned(table(change=nobody)).faults[0]
    assert planned("Hej\nmed dig").faults == ["Portalen kan ikke finde nogen kommuner i tabellen."]


@pytest.mark.django_db
def test_columns_in_another_order_are_found_by_their_headings():
    head = "Kode\tKommune\tFamiliesammenførte\tIndvandrere fra ikke-vestlige lande\tFolketal"
    plan = planned(table(head=head, change={"751": "4\t500\t350.000"}))
    aarhus = Municipality.objects.get(code="751")
    assert plan.numbers[aarhus.pk] == (350_000, 500, 4)


@pytest.mark.django_db
def test_new_statistics_take_the_place_of_the_old_with_what_was_calculated():
    issue = an_issue()
    Calculation.objects.create(statistics=with_statistics(issue), national_number=196)
    plan = planned(table())
    import_statistics(issue=issue, rows=plan.numbers, source=SOURCE, constructed=False)
    assert (Statistics.objects.count(), Calculation.objects.count()) == (1, 0)
    closed = an_issue(2031, national=5, status="closed")
    with pytest.raises(Refused, match="afsluttet"):
        import_statistics(issue=closed, rows=plan.numbers, source=SOURCE, constructed=False)
