"""Every kind of measurable point that the contract of 2022 has, met and missed at the edge."""

from fractions import Fraction as F

import pytest

from contracts.rules.targets import Kind, Measurement, Target, Verdict, judge, worst

MET, NOT_MET, AWAITING = Verdict.MET, Verdict.NOT_MET, Verdict.AWAITING
NEW_CUSTOMERS = Target(Kind.SHARE, F(50, 100))
AWARENESS = Target(Kind.RISE, F(5, 100))  # Midtjylland was at 36 % in September 2020
GUIDED = Target(Kind.COUNT, F(5000))
SCORE = Target(Kind.NET_PROMOTER_SCORE, F(70))
TURNOVER = Target(Kind.CONTROL_GROUP, F(10, 100))
PRODUCTIVITY = Target(Kind.CONTROL_GROUP)
EQUAL = Target(Kind.ROUGHLY_EQUAL, F(10, 100))


@pytest.mark.parametrize(
    ("target", "measured", "verdict"),
    [
        (NEW_CUSTOMERS, Measurement(numerator=500, denominator=1000), MET),
        (NEW_CUSTOMERS, Measurement(numerator=499, denominator=1000), NOT_MET),
        (NEW_CUSTOMERS, Measurement(value=F(1, 2)), MET),
        (NEW_CUSTOMERS, Measurement(numerator=0, denominator=0), AWAITING),
        (NEW_CUSTOMERS, Measurement(), AWAITING),
        (AWARENESS, Measurement(value=F(41, 100), before=F(36, 100)), MET),
        (AWARENESS, Measurement(value=F(409, 1000), before=F(36, 100)), NOT_MET),
        (AWARENESS, Measurement(value=F(41, 100)), AWAITING),
        (GUIDED, Measurement(value=F(5000)), MET),
        (GUIDED, Measurement(value=F(4999)), NOT_MET),
        (SCORE, Measurement(value=F(70)), MET),
        (SCORE, Measurement(value=F(-20)), NOT_MET),
        (Target(Kind.ACTIVITY), Measurement(done=True), MET),
        (Target(Kind.ACTIVITY), Measurement(done=False), NOT_MET),
        (Target(Kind.ACTIVITY), Measurement(), AWAITING),
        (TURNOVER, Measurement(value=F(14, 100), control=F(4, 100)), MET),
        (TURNOVER, Measurement(value=F(13, 100), control=F(4, 100)), NOT_MET),
        (TURNOVER, Measurement(value=F(13, 100)), AWAITING),
        (PRODUCTIVITY, Measurement(value=F(1, 100), control=F(1, 100)), NOT_MET),
        (PRODUCTIVITY, Measurement(value=F(-1, 100), control=F(-2, 100)), MET),
        (EQUAL, Measurement(numerator=400, denominator=1000), MET),
        (EQUAL, Measurement(numerator=399, denominator=1000), NOT_MET),
    ],
)
def test_met_missed_or_awaited(target, measured, verdict):
    assert judge(target, [measured]).verdict is verdict


def test_each_segment_must_pass_by_itself():
    target = Target(Kind.SHARE, F(80, 100), segments=("drift", "vækst"))
    operation = Measurement("drift", numerator=90, denominator=100)
    growth = Measurement("vækst", numerator=79, denominator=100)
    better = Measurement("vækst", numerator=80, denominator=100)
    assert judge(target, [operation]).verdict is AWAITING
    assert judge(target, [operation, growth]).verdict is NOT_MET
    assert judge(target, [growth]).verdict is NOT_MET
    assert judge(target, [operation, growth, better]).verdict is MET  # the latest of a segment counts


def test_one_missed_point_misses_the_goal():
    assert worst([MET, AWAITING, NOT_MET]) is NOT_MET
    assert worst([MET, AWAITING]) is AWAITING
    assert worst([MET, MET]) is MET
    assert worst([]) is AWAITING


@pytest.mark.parametrize(
    ("kind", "measured", "message"),
    [
        (Kind.SHARE, Measurement(value=F(101, 100)), "En andel er mellem 0 og 100 pct., ikke 101,0 pct."),
        (Kind.SHARE, Measurement(numerator=3, denominator=2), "Tælleren 3 er større end nævneren 2"),
        (Kind.SHARE, Measurement(numerator=-1, denominator=2), "Tæller og nævner kan ikke være negative"),
        (Kind.COUNT, Measurement(value=F(-1)), "Et antal kan ikke være negativt"),
        (
            Kind.NET_PROMOTER_SCORE,
            Measurement("drift", value=F(120)),
            "En Net Promoter Score er mellem -100 og 100, ikke 120 (drift)",
        ),
    ],
)
def test_figures_that_cannot_be_are_named_and_not_judged(kind, measured, message):
    assert [one.message for one in measured.breaches(kind)] == [message]
    segments = (measured.segment,) if measured.segment else ()
    assert judge(Target(kind, F(1, 2), segments=segments), [measured]).verdict is AWAITING


@pytest.mark.parametrize(
    ("target", "fine"),
    [
        (Target(Kind.SHARE), False),
        (Target(Kind.SHARE, F(2)), False),
        (Target(Kind.NET_PROMOTER_SCORE, F(120)), False),
        (Target(Kind.COUNT, F(-1)), False),
        (Target(Kind.ROUGHLY_EQUAL, F(1, 2)), False),
        (Target(Kind.ACTIVITY), True),
        (PRODUCTIVITY, True),
        (SCORE, True),
        (EQUAL, True),
    ],
)
def test_targets_that_cannot_be(target, fine):
    assert (target.breaches() == []) is fine
