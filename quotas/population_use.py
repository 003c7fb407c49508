"""What follows in this room from populations that are about to be written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kkr_portal.registry.models import Population

COMPARED = (
    "Flygtningekvoter: Kortet og «Hvad nu hvis» viser personer pr. 10.000 indbyggere efter de nye tal, også "
    "i gemte beregninger. Kvoter, modellens statistik og bilag, der er sendt, ændres ikke."
)


def told(newest: Sequence[Population]) -> Iterable[str]:
    """``newest``: counts that become their municipality's latest."""
    if newest:
        yield COMPARED
