"""What a measurable point asks for, and whether it is met: rammeaftalen afsnit 7.1–7.2.

The kind decides what is measured and how «met» is judged. Shares and differences are exact: a share is a
Fraction of one, a rise is a difference of two shares, a score is a number from -100 to 100.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from contracts.rules.sources import computed, heading, section
from kkr_portal.danish_numbers import decimal, percent
from kkr_portal.law import Breach

GOALS = section("7.1")
LOCAL_GOALS = section("7.2")
ROUGHLY = computed(
    heading("Mål 8"), "«nogenlunde ligelig» har intet tal i kilden; målepunktet siger selv hvor meget"
)
LOWEST_SCORE, HIGHEST_SCORE = -100, 100


class Kind(Enum):
    SHARE = "mindst så stor en andel"
    RISE = "mindst så mange procentpoint over en tidligere måling"
    COUNT = "mindst så mange"
    NET_PROMOTER_SCORE = "Net Promoter Score på mindst"
    ACTIVITY = "gennemført"
    CONTROL_GROUP = "så mange procentpoint bedre end en kontrolgruppe"
    ROUGHLY_EQUAL = "nogenlunde lige meget af to slags"


class Verdict(Enum):
    MET = "nået"
    NOT_MET = "ikke nået"
    AWAITING = "afventer"


@dataclass(frozen=True)
class Target:
    """``value``: a share (0.8), a difference of shares (0.05), a count or a score, as the kind says.

    CONTROL_GROUP without a value: better than the group, by however little. ROUGHLY_EQUAL: how far the two
    shares may lie from a half. With ``segments`` every one of them must pass by itself. ``due`` is the year
    of the result, which may lie after the contract's.
    """

    kind: Kind
    value: Fraction | None = None
    segments: tuple[str, ...] = ()
    due: int | None = None

    def breaches(self) -> list[Breach]:
        """A target that nobody could meet or measure, or that asks for nothing."""
        needs_value = self.kind not in (Kind.ACTIVITY, Kind.CONTROL_GROUP)
        if self.value is None:
            return [Breach(GOALS, "Målepunktet mangler et tal")] if needs_value else []
        if self.kind in (Kind.SHARE, Kind.RISE) and not 0 <= self.value <= 1:
            return [Breach(GOALS, f"{percent(self.value)} er ikke mellem 0 og 100 pct.")]
        if self.kind is Kind.NET_PROMOTER_SCORE and not LOWEST_SCORE <= self.value <= HIGHEST_SCORE:
            return [
                Breach(GOALS, f"En Net Promoter Score er mellem -100 og 100, ikke {decimal(self.value, 0)}")
            ]
        if self.kind is Kind.COUNT and self.value < 0:
            return [Breach(GOALS, "Et antal kan ikke være negativt")]
        if self.kind is Kind.ROUGHLY_EQUAL and not 0 <= self.value < Fraction(1, 2):
            return [Breach(ROUGHLY, "Afvigelsen fra halvdelen er mellem 0 og 50 procentpoint")]
        return []


@dataclass(frozen=True)
class Measurement:
    """One reported figure. Which fields matter, the target's kind says.

    SHARE: numerator and denominator, or value. RISE: value (or the fraction) and ``before``. COUNT and the
    score: value. ACTIVITY: done. CONTROL_GROUP: value and ``control``. ROUGHLY_EQUAL: the fraction, which
    is the one kind's part of both.
    """

    segment: str = ""
    value: Fraction | None = None
    numerator: int | None = None
    denominator: int | None = None
    before: Fraction | None = None
    control: Fraction | None = None
    done: bool | None = None

    @property
    def share(self) -> Fraction | None:
        """The part of the whole; None where it is not known or the whole is nothing."""
        if self.numerator is not None and self.denominator:
            return Fraction(self.numerator, self.denominator)
        return self.value if self.denominator is None else None

    def breaches(self, kind: Kind) -> list[Breach]:
        """Figures that cannot be."""
        where = f" ({self.segment})" if self.segment else ""
        wrong = []
        if self.numerator is not None and self.denominator is not None and self.numerator > self.denominator:
            text = (
                f"Tælleren {decimal(self.numerator, 0)} er større end nævneren {decimal(self.denominator, 0)}"
            )
            wrong.append(Breach(GOALS, text + where))
        if any(n is not None and n < 0 for n in (self.numerator, self.denominator)):
            wrong.append(Breach(GOALS, f"Tæller og nævner kan ikke være negative{where}"))
        if self.denominator == 0:
            wrong.append(
                Breach(GOALS, f"Nævneren kan ikke være 0: Så er der ingen at regne en andel af{where}")
            )
        if (self.numerator is None) != (self.denominator is None):
            wrong.append(Breach(GOALS, f"Tæller og nævner hører sammen: Skriv begge eller ingen{where}"))
        if self.value is None:
            return wrong
        if kind in (Kind.SHARE, Kind.RISE) and not 0 <= self.value <= 1:
            wrong.append(
                Breach(GOALS, f"En andel er mellem 0 og 100 pct., ikke {percent(self.value)}{where}")
            )
        if kind is Kind.NET_PROMOTER_SCORE and not LOWEST_SCORE <= self.value <= HIGHEST_SCORE:
            text = f"En Net Promoter Score er mellem -100 og 100, ikke {decimal(self.value, 0)}"
            wrong.append(Breach(GOALS, text + where))
        if kind is Kind.COUNT and self.value < 0:
            wrong.append(Breach(GOALS, f"Et antal kan ikke være negativt{where}"))
        return wrong


@dataclass(frozen=True)
class Judged:
    """One segment (or the whole): what was achieved, in the target's unit, and the verdict."""

    segment: str
    achieved: Fraction | None
    verdict: Verdict


@dataclass(frozen=True)
class Judgement:
    rows: tuple[Judged, ...]

    @property
    def verdict(self) -> Verdict:
        """Missed as soon as one segment is; met when all are; else it awaits figures."""
        found = {row.verdict for row in self.rows}
        if Verdict.NOT_MET in found:
            return Verdict.NOT_MET
        return Verdict.MET if found == {Verdict.MET} else Verdict.AWAITING


def judge(target: Target, measurements: Iterable[Measurement]) -> Judgement:
    """The latest measurement of each segment counts; the others are history."""
    latest = {one.segment: one for one in measurements}
    return Judgement(
        tuple(_judged(target, segment, latest.get(segment)) for segment in target.segments or ("",))
    )


def worst(verdicts: Sequence[Verdict]) -> Verdict:
    """Of a goal or a contract with several points: one missed misses, one awaited awaits."""
    for verdict in (Verdict.NOT_MET, Verdict.AWAITING):
        if verdict in verdicts:
            return verdict
    return Verdict.MET if verdicts else Verdict.AWAITING


def _judged(target: Target, segment: str, measured: Measurement | None) -> Judged:
    if measured is None or measured.breaches(target.kind):
        return Judged(segment, None, Verdict.AWAITING)
    if target.kind is Kind.ACTIVITY:
        verdict = {None: Verdict.AWAITING, True: Verdict.MET, False: Verdict.NOT_MET}[measured.done]
        return Judged(segment, None, verdict)
    achieved = _achieved(target.kind, measured)
    if achieved is None:
        return Judged(segment, None, Verdict.AWAITING)
    if target.kind is Kind.ROUGHLY_EQUAL and target.value is None:
        return Judged(segment, achieved, Verdict.AWAITING)  # nobody has said how far from a half it may lie
    return Judged(segment, achieved, Verdict.MET if _passes(target, achieved) else Verdict.NOT_MET)


def _achieved(kind: Kind, measured: Measurement) -> Fraction | None:
    if kind is Kind.RISE:
        now, before = measured.share, measured.before
        return None if now is None or before is None else now - before
    if kind is Kind.CONTROL_GROUP:
        if measured.value is None or measured.control is None:
            return None
        return measured.value - measured.control
    if kind in (Kind.SHARE, Kind.ROUGHLY_EQUAL):
        return measured.share
    return measured.value


def _passes(target: Target, achieved: Fraction) -> bool:
    if target.value is None:
        return target.kind is Kind.CONTROL_GROUP and achieved > 0
    if target.kind is Kind.ROUGHLY_EQUAL:
        return abs(achieved - Fraction(1, 2)) <= target.value
    return achieved >= target.value
