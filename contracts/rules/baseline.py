"""The agreed level of a share against the house's own baseline (rammeaftalen afsnit 7.1).

The agreement gives each house's baseline of September 2020 and lets the targets rise from there. It does not
forbid a lower one; asking for less than is there already is taken for a slip of the pen unless a reason is
given [computed].
"""

from __future__ import annotations

from fractions import Fraction

from contracts.rules.sources import computed, section
from kkr_portal.danish_numbers import percent
from kkr_portal.law import Breach

BASELINE = computed(section("7.1"), "et lavere mål end udgangspunktet kræver en begrundelse")


def below_baseline(share: Fraction, baseline: Fraction, *, when: str) -> list[Breach]:
    """Both as shares of one; ``when`` in words («september 2020»). Equal is not below."""
    if share >= baseline:
        return []
    text = f"{percent(share)} er lavere end husets udgangspunkt, {percent(baseline)} i {when}"
    return [Breach(BASELINE, text)]
