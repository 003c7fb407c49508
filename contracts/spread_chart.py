"""The geographic spread drawn: each municipality's band, share of the inhabitants and of the guidance."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from contracts.drawing import Tick, at, axis
from contracts.rules.spread import Spread

WIDTH, LEFT, RIGHT, TOP, ROW = 420, 142, 404, 28, 22
BAND, TICK = 12, 16  # heights


@dataclass(frozen=True)
class Bar:
    """``y`` is the row's middle; ``band`` is left out where the point has no band."""

    name: str
    y: str
    text_y: str
    band_x: str
    band_y: str
    band_width: str
    people_x: str
    people_top: str
    people_bottom: str
    guided_x: str
    within: bool
    kind: str


@dataclass(frozen=True)
class Chart:
    width: int
    height: int
    left: int
    bottom: int
    top: int
    ticks: tuple[Tick, ...]
    bars: tuple[Bar, ...]
    has_band: bool


def chart(spread: Spread, *, has_band: bool, kinds: dict[str, str] | None = None) -> Chart | None:
    """None where nobody was guided."""
    if not spread.places:
        return None
    shares = [
        share * 100
        for place in spread.places
        for share in (place.share_of_guidance, place.share_of_population, place.high)
    ]
    scale, ticks = axis(shares, start=LEFT, end=RIGHT)

    def x(share: Fraction) -> Fraction:
        return scale.place(share * 100)

    bars = []
    for number, place in enumerate(spread.places):
        middle = TOP + ROW * number + Fraction(ROW, 2)
        bars.append(
            Bar(
                place.name, at(middle), at(middle + 4), at(x(place.low)), at(middle - Fraction(BAND, 2)),
                at(x(place.high) - x(place.low)), at(x(place.share_of_population)),
                at(middle - Fraction(TICK, 2)), at(middle + Fraction(TICK, 2)),
                at(x(place.share_of_guidance)),
                place.within if has_band else place.guided > 0, (kinds or {}).get(place.name, ""),
            )
        )  # fmt: skip
    bottom = TOP + ROW * len(bars)
    return Chart(WIDTH, bottom + 24, LEFT, bottom, TOP, tuple(ticks), tuple(bars), has_band)
