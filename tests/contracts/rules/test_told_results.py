"""The arithmetic of a result, as the reader sees it."""

from fractions import Fraction as F

import pytest

from contracts.rules.targets import Kind, Measurement, Target, judge
from contracts.rules.told_results import sentence

CASES = [
    (Target(Kind.SHARE, F(4, 5)), Measurement(numerator=312, denominator=360),
     "312 af 360 = 86,7 pct. ≥ 80 pct."),
    (Target(Kind.SHARE, F(4, 5)), Measurement(value=F(4, 5)), "80 pct. ≥ 80 pct."),
    # 79,96 pct. must not be told as «80 pct. < 80 pct.»
    (Target(Kind.SHARE, F(4, 5)), Measurement(numerator=1999, denominator=2500),
     "1.999 af 2.500 = 79,96 pct. < 80 pct."),
    (Target(Kind.RISE, F(1, 20)), Measurement(value=F(39, 100), before=F(36, 100)),
     "39 pct. − 36 pct. = 3 procentpoint < 5 procentpoint"),
    (Target(Kind.RISE, F(1, 20)), Measurement(value=F(39, 100)), "39 pct.; den tidligere måling mangler"),
    (Target(Kind.COUNT, F(1400)), Measurement(value=F(1417)), "1.417 virksomheder ≥ 1.400 virksomheder"),
    (Target(Kind.NET_PROMOTER_SCORE, F(70)), Measurement(value=F(-5)), "-5 NPS < 70 NPS"),
    (Target(Kind.ACTIVITY), Measurement(done=True), "Gennemført"),
    (Target(Kind.ACTIVITY), Measurement(), ""),
    (Target(Kind.CONTROL_GROUP), Measurement(value=F(1, 10), control=F(1, 10)),
     "10 pct. − 10 pct. = 0 procentpoint ≤ 0 procentpoint"),
    (Target(Kind.CONTROL_GROUP, F(1, 10)), Measurement(value=F(1, 10)),
     "10 pct.; kontrolgruppens tal mangler"),
    (Target(Kind.ROUGHLY_EQUAL, F(1, 10)), Measurement(numerator=45, denominator=100),
     "45 af 100 = 45 pct., 5 procentpoint fra halvdelen ≤ 10 procentpoint"),
    (Target(Kind.ROUGHLY_EQUAL), Measurement(value=F(45, 100)),
     "45 pct., 5 procentpoint fra halvdelen; målepunktet siger ikke, hvor langt der må være"),
]  # fmt: skip


@pytest.mark.parametrize(("target", "measured", "told"), CASES)
def test_sentences(target, measured, told):
    judged = judge(target, [measured]).rows[0]
    noun = "virksomheder" if target.kind is Kind.COUNT else ""
    assert sentence(target, measured, judged, noun=noun) == told
