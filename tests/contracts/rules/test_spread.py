"""«+/- 10 %» read in both ways."""

from fractions import Fraction as F

import pytest

from contracts.rules.spread import Reading, spread, together

PERSONS = {"Aarhus": 350, "Viborg": 100, "Samsø": 50}
TENTH = F(1, 10)


def test_relative_and_points_differ_for_the_small():
    guided = {"Aarhus": 700, "Viborg": 220, "Samsø": 80}  # 70 %, 22 % and 8 % of 1,000
    relative = spread(guided, PERSONS, band=TENTH, reading=Reading.RELATIVE)
    points = spread(guided, PERSONS, band=TENTH, reading=Reading.POINTS)
    assert [place.name for place in relative.outside] == ["Samsø"]
    assert (relative.met, points.met) == (False, True)
    viborg = relative.places[1]
    assert (viborg.low, viborg.high, viborg.share_of_guidance) == (F(18, 100), F(22, 100), F(22, 100))


def test_nobody_guided_in_a_municipality_and_nobody_at_all():
    assert [p.name for p in spread({"Aarhus": 1}, PERSONS, band=TENTH, reading=Reading.POINTS).outside] == [
        "Aarhus",
        "Viborg",
    ]
    nothing = spread({}, PERSONS, band=TENTH, reading=Reading.POINTS)
    assert (nothing.places, nothing.met) == ((), None)


@pytest.mark.parametrize(("guided", "persons"), [({"Odense": 1}, PERSONS), ({"Aarhus": -1}, PERSONS)])
def test_what_cannot_be_is_refused(guided, persons):
    with pytest.raises(ValueError, match="every municipality"):
        spread(guided, persons, band=TENTH, reading=Reading.POINTS)


def test_towns_and_rural_municipalities_together():
    found = spread({"Aarhus": 3, "Samsø": 1}, PERSONS, band=TENTH, reading=Reading.POINTS)
    towns = together(found, {"Aarhus": "by", "Viborg": "land", "Samsø": "land"})
    assert towns == {"by": (F(3, 4), F(7, 10)), "land": (F(1, 4), F(3, 10))}
