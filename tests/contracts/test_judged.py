"""How points stand: revised targets, later years, earlier measurements, the spread; and the calendar."""

from datetime import date

import pytest
from django.db import IntegrityError
from django.utils import timezone

from contracts.actions.reporting import accept
from contracts.due_dates import due_dates
from contracts.judged import report_status
from contracts.models import Baseline, FrameworkGoal, Measure, Report, ResultContract, Target, TargetRevision
from contracts.population_use import told
from contracts.rules.targets import Verdict
from kkr_portal.registry.models import Municipality, Population
from tests.contracts.reported import a_contract, a_report, measured, point, publish


@pytest.fixture
def report(db):
    return a_report(a_contract())


def status(report, kind):
    return next(one for one in report_status(report).points if one.target.kind == kind)


def revise(report, value, day):
    return TargetRevision.objects.create(
        target=point(report.contract, "share"), number=1, old_value=80, new_value=value, holds_from=day,
        reason="Spørgeskemaet er ændret.", decision="KKR den 1. juni 2022.",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("measured_on", "verdict", "asked", "before"),
    [
        (date(2022, 3, 1), Verdict.NOT_MET, "mindst 80 pct.", ""),
        (date(2022, 9, 1), Verdict.MET, "mindst 75 pct.", "mindst 80 pct."),
        (None, Verdict.MET, "mindst 75 pct.", "mindst 80 pct."),  # what the report covers counts
    ],
)
def test_a_revised_target_holds_from_its_day(report, measured_on, verdict, asked, before):
    revise(report, 75, date(2022, 6, 1))
    measured(report, "share", value=78, measured_on=measured_on)
    found = status(report, "share")
    assert (found.verdict, found.asked, found.asked_before) == (verdict, asked, before)


@pytest.mark.parametrize(
    ("kind", "figures", "verdict"),
    [
        ("share", {"numerator": 312, "denominator": 360}, Verdict.MET),
        ("count", {"value": 1399}, Verdict.NOT_MET),
        ("activity", {"done": True}, Verdict.MET),
        ("control_group", {"value": 15, "control": 2}, Verdict.AWAITING),  # due in 2024
        ("control_group", {"value": 15, "control": 2, "measured_on": date(2024, 5, 1)}, Verdict.MET),
        ("roughly_equal", {"value": 50}, Verdict.AWAITING),  # nobody has said how far from a half
        ("net_promoter_score", {"value": 80, "segment": "drift"}, Verdict.AWAITING),
        ("net_promoter_score", {"value": 60, "segment": "drift"}, Verdict.NOT_MET),
    ],
)
def test_verdicts(report, kind, figures, verdict):
    measured(report, kind, **figures)
    assert status(report, kind).verdict is verdict


def test_a_rise_is_counted_from_the_houses_own_baseline(report):
    goal = FrameworkGoal.objects.create(agreement=report.contract.framework, number=1, title="Kendskab")
    measure = Measure.objects.create(goal=goal, position=1, name="Kendskab", source="prøve")
    Target.objects.filter(pk=point(report.contract, "rise").pk).update(measure=measure)
    for house, per_cent in ((report.contract.business_house, 36), (None, 29)):
        Baseline.objects.create(
            measure=measure,
            business_house=house,
            month=date(2020, 9, 1),
            per_cent=per_cent,
            source="Målingen",
        )
    measured(report, "rise", value=41)
    row = status(report, "rise").rows[0]
    assert row.told == "41 pct. − 36 pct. = 5 procentpoint ≥ 5 procentpoint"
    assert (row.verdict, row.note) == (Verdict.MET, "Tidligere måling: Målingen, 01.09.2020.")


@pytest.mark.parametrize(("reading", "outside"), [("relative", True), ("points", False)])
def test_the_band_is_read_as_the_point_says(report, reading, outside):
    """Samsø with three times its share: far outside 10 pct. of it, and well inside 10 points."""
    Target.objects.filter(pk=point(report.contract, "spread").pk).update(reading=reading)
    places = Municipality.objects.filter(business_house=report.contract.business_house_id)
    for one in places.with_latest_population():
        times = 3 if one.code == "741" else 1
        measured(report, "spread", municipality=one, value=one.population * times)
    found = status(report, "spread")
    assert [place.name for place in found.spread.spread.outside] == (["Samsø"] if outside else [])
    assert found.verdict is (Verdict.NOT_MET if outside else Verdict.MET)


def told_of_samsoe(report):
    shown = status(report, "spread").spread
    place = next(one for one in shown.spread.places if one.name == "Samsø")
    return place.share_of_population, shown.counted_on


def test_later_populations_change_no_accepted_report(report, user_with):
    """And the database keeps what it was judged by."""
    samsoe = Municipality.objects.get(code="741")
    measured(report, "spread", municipality=samsoe, value=5)
    then = told_of_samsoe(report)
    Report.objects.filter(pk=report.pk).update(status="submitted", submitted_at=timezone.now())
    accept(report=report, by=user_with("secretariat"))
    count = Population.objects.create(
        municipality=samsoe, date=date(2030, 1, 1), persons=90_000, source="prøve"
    )
    assert told_of_samsoe(report) == then
    kept = report.inhabitants.get(municipality=samsoe)
    assert (kept.persons, kept.counted_on) == (samsoe.populations.last().persons, then[1])
    with pytest.raises(IntegrityError, match="kan ikke ændres"):
        report.inhabitants.update(persons=count.persons)


def test_a_report_that_is_not_accepted_follows_the_latest_count(report):
    samsoe = Municipality.objects.get(code="741")
    measured(report, "spread", municipality=samsoe, value=5)
    Population.objects.create(municipality=samsoe, date=date(2030, 1, 1), persons=90_000, source="prøve")
    share, day = told_of_samsoe(report)
    assert (share > 0.05, day) == (True, date(2030, 1, 1))
    newest = list(Population.objects.filter(municipality=samsoe)[:1])
    assert str(report.contract) in " ".join(told(newest))


@pytest.mark.parametrize("role", ["secretariat", "kl", "business_house", "board_member", "other_secretariat"])
def test_deadlines_on_the_calendar(user_with, report, role):
    publish(ResultContract.objects.get(pk=report.contract_id))
    told = [one for one in due_dates(user_with(role), date(2023, 1, 1), date(2023, 12, 31))
            if one.key == f"report-{report.pk}"]  # fmt: skip
    assert [(one.day, one.done) for one in told] == (
        [] if role == "other_secretariat" else [(date(2023, 6, 30), False)]
    )
