"""A contract as its document reads: every part in order, footnotes numbered through, in constant queries.

The page and the PDF are made of the same ``Document``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.db.models import Prefetch
from django.utils.safestring import SafeString

from contracts.asked_of import asked_of
from contracts.models import (
    Addendum,
    Approval,
    ContractPart,
    FocusArea,
    FundingRow,
    Goal,
    Obligation,
    ResultContract,
    Signature,
    Target,
    TargetRevision,
)
from contracts.rules.funding_key import FundingKey, Share
from contracts.rules.told_points import Kind
from kkr_portal.richtext import Footnotes

PARTS = ContractPart.Kind
COUNCIL, BOARD = Signature.Party.COUNCIL, Signature.Party.BOARD


@dataclass(frozen=True)
class PointShown:
    """``asked`` is what the point asks for in a few words; ``revisions`` the latest first."""

    target: Target
    asked: str
    revisions: Sequence[TargetRevision]

    @property
    def told(self) -> str:
        """In the overview: what is measured and how much; an activity, and a local point, by their words."""
        target = self.target
        if target.kind == Kind.ACTIVITY.value or target.measure is None:
            return target.wording
        return f"{target.measure}: {self.asked}"

    @property
    def due(self) -> str:
        year = str(self.target.due_year or "")
        return " ".join(filter(None, [self.target.due_note, year]))


@dataclass(frozen=True)
class GoalShown:
    goal: Goal
    motivation: SafeString
    aim: SafeString
    method: SafeString
    reporting: SafeString
    points: Sequence[PointShown]


@dataclass(frozen=True)
class AreaShown:
    number: int
    area: FocusArea
    text: SafeString


@dataclass(frozen=True)
class SignatureLine:
    """A line under the contract; ``signature`` is None until somebody has signed."""

    heading: str
    office: str
    signature: Signature | None


@dataclass(frozen=True)
class Document:
    contract: ResultContract
    parts: dict[str, SafeString]
    focus_areas: Sequence[AreaShown]
    goals: Sequence[GoalShown]
    rows: Sequence[FundingRow]
    key: FundingKey | None
    obligations: Sequence[Obligation]
    signatures: Sequence[SignatureLine]
    approvals: Sequence[Approval]
    addenda: Sequence[tuple[Addendum, SafeString]]
    notes: list[tuple[int, SafeString]] = field(default_factory=list)

    @property
    def national(self) -> list[GoalShown]:
        return [one for one in self.goals if one.goal.scope == Goal.Scope.NATIONAL]

    @property
    def local(self) -> list[GoalShown]:
        return [one for one in self.goals if one.goal.scope == Goal.Scope.LOCAL]

    @property
    def undecided(self) -> list[Target]:
        """Points that somebody has to take a decision about before the contract can be approved."""
        return [one.target for goal in self.goals for one in goal.points if one.target.to_decide]


def document_of(contract: ResultContract, *, printed: bool = False) -> Document:
    """``printed``: for the PDF, where footnotes stand at the foot of their sheet."""
    notes = Footnotes(printed=printed)
    stored = {part.kind: part.text for part in contract.parts.all()}
    parts = {kind: notes.html(stored.get(kind, "")) for kind in _before_goals()}
    areas = [
        AreaShown(number, area, notes.html(area.text))
        for number, area in enumerate(contract.focus_areas.order_by("position"), 1)
    ]
    for kind in (PARTS.ECONOMY, PARTS.ENTRY, PARTS.GOALS):
        parts[kind] = notes.html(stored.get(kind, ""))
    goals = [_goal(goal, notes) for goal in goals_of(contract)]
    rows = list(contract.funding_rows.select_related("municipality").order_by("municipality__sort_key"))
    return Document(
        contract=contract,
        parts=parts,
        focus_areas=areas,
        goals=goals,
        rows=rows,
        key=key_of(contract, rows),
        obligations=list(contract.obligations.all()),
        signatures=_signature_lines(contract),
        approvals=list(contract.approvals.all()),
        addenda=[
            (one, notes.html(one.text))
            for one in contract.addenda.order_by("number")
            if one.status == Addendum.Status.SIGNED
        ],
        notes=notes.notes,
    )


def goals_of(contract: ResultContract) -> list[Goal]:
    """The goals by number, with their points and the points' revisions; three queries."""
    revisions = Prefetch("revisions", TargetRevision.objects.order_by("-number"))
    rows = Target.objects.select_related("measure").order_by("position")
    targets = Prefetch("targets", rows.prefetch_related(revisions))
    return list(contract.goals.order_by("number").prefetch_related(targets))


def key_of(contract: ResultContract, rows: Sequence[FundingRow]) -> FundingKey | None:
    """The funding key as the rule takes it; None where there is neither row nor total."""
    if not rows and contract.grant is None:
        return None
    shares = [Share(str(row.municipality), row.amount) for row in rows]
    return FundingKey(shares, contract.grant if contract.grant is not None else sum(s.amount for s in shares))


def _before_goals() -> Iterator[str]:
    yield from (PARTS.PREAMBLE, PARTS.ABOUT, PARTS.REPORTING, PARTS.FOCUS)


def _goal(goal: Goal, notes: Footnotes) -> GoalShown:
    return GoalShown(
        goal,
        notes.html(goal.motivation),
        notes.html(goal.aim),
        notes.html(goal.method),
        notes.html(goal.reporting),
        [PointShown(one, asked_of(one), list(one.revisions.all())) for one in goal.targets.all()],
    )


def _signature_lines(contract: ResultContract) -> list[SignatureLine]:
    signed = {one.party: one for one in contract.signatures.all()}
    return [
        SignatureLine(f"For {contract.council}", f"Formand for {contract.council}", signed.get(COUNCIL)),
        SignatureLine(
            f"For {contract.business_house}", f"Formand for {contract.business_house}", signed.get(BOARD)
        ),
    ]
