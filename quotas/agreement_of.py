"""What an agreement comes to: every municipality before and after, the sums, and what stands in its way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from kkr_portal.danish_order import sort_key
from kkr_portal.law import Breach, Citation
from kkr_portal.registry.models import Council, Municipality, MunicipalityName
from quotas.models import Agreement, Issue, MunicipalQuota, RegionQuota
from quotas.rules import agreement as rule
from quotas.rules.agreement import Transfer
from quotas.sentences import Names, told


@dataclass(frozen=True)
class Basis:
    """What an agreement is made on: the region's municipalities, their calculated quotas, the region's quota.

    ``calculated`` by name; municipalities without a calculated quota are left out. ``stored`` are the quotas
    of the issue that are in force, for agreements whose numbers before the transfers are not known.
    """

    municipalities: tuple[Municipality, ...]
    calculated: dict[str, int]
    stored: dict[str, int]
    region_quota: int | None

    @property
    def names(self) -> list[str]:
        return [one.name for one in self.municipalities]

    @property
    def is_known(self) -> bool:
        """Whether every municipality's calculated quota is."""
        return len(self.calculated) == len(self.municipalities)


def basis_of(issue: Issue, council: Council) -> Basis:
    """Four queries, however many municipalities."""
    municipalities = tuple(Municipality.objects.filter(region=council.region_id))
    quotas = MunicipalQuota.objects.filter(issue=issue, municipality__region=council.region_id)
    calculated = quotas.filter(kind=MunicipalQuota.Kind.CALCULATED).select_related("municipality")
    in_force = quotas.in_force().values_list("municipality__name", "persons")
    region = RegionQuota.objects.filter(issue=issue, council=council).first()
    return Basis(
        municipalities,
        {one.municipality.name: one.persons for one in calculated},
        dict(in_force),
        region.persons if region else None,
    )


def names_for(council: Council) -> Names:
    """Every spelling of every municipality, so that one of another region is named as such; two queries."""
    rows = list(Municipality.objects.all())
    other = MunicipalityName.objects.values_list("name", "municipality__name")
    spellings = {sort_key(name): official for name, official in other}
    spellings |= {sort_key(one.name): one.name for one in rows}
    inside = [one.name for one in rows if one.region_id == council.region_id]
    return Names(spellings, inside, str(council.region))


@dataclass(frozen=True)
class Row:
    """A municipality in the table. None: not known."""

    name: str
    code: str
    before: int | None
    gives: int | None
    gets: int | None
    after: int | None

    @property
    def changes(self) -> bool:
        return self.gives != 0 or self.gets != 0


@dataclass(frozen=True)
class Check:
    """One condition of § 6 or § 8. ``state``: «ok», «missing» (not yet), «wrong», «unknown»."""

    label: str
    state: str
    said: tuple[str, ...]
    citation: Citation

    @property
    def word(self) -> str:
        return {"ok": "Opfyldt", "missing": "Mangler", "wrong": "Ikke opfyldt", "unknown": "Ikke oplyst"}[
            self.state
        ]


@dataclass(frozen=True)
class Comes:
    """``wrong``: transfers that can't be; without them ``rows`` and ``total`` are what it gives."""

    basis: Basis
    transfers: tuple[Transfer, ...]
    wrong: tuple[Breach, ...]
    rows: tuple[Row, ...]

    @cached_property
    def sentences(self) -> list[str]:
        return told(self.transfers)

    @property
    def before(self) -> int | None:
        return _sum([row.before for row in self.rows])

    @property
    def total(self) -> int | None:
        return _sum([row.after for row in self.rows])

    @property
    def moved(self) -> int | None:
        return _sum([row.gives for row in self.rows])

    @property
    def quotas(self) -> dict[str, int]:
        return {row.name: row.after for row in self.rows if row.after is not None}

    @property
    def fits(self) -> bool:
        return self.total is not None and self.total == self.basis.region_quota

    @property
    def difference(self) -> int | None:
        if self.total is None or self.basis.region_quota is None:
            return None
        return self.total - self.basis.region_quota


def comes_to(basis: Basis, transfers: Sequence[Transfer]) -> Comes:
    """Pure but for the rows it was given."""
    wrong: list[Breach] = []
    after: dict[str, int] = {}
    if basis.is_known:
        regions = dict.fromkeys(basis.names, "")
        wrong = rule.transfer_breaches(basis.calculated, transfers, regions=regions)
        after = rule.agreed(basis.calculated, transfers) if not wrong else {}
    elif len(basis.stored) == len(basis.municipalities):
        after = basis.stored
    gives, gets = _moved(basis, transfers) if not wrong else ({}, {})
    rows = tuple(
        Row(
            one.name, one.code, basis.calculated.get(one.name), gives.get(one.name, 0), gets.get(one.name, 0),
            after.get(one.name),
        )
        for one in basis.municipalities
    )  # fmt: skip
    return Comes(basis, tuple(transfers), tuple(wrong), rows)


def _moved(
    basis: Basis, transfers: Sequence[Transfer]
) -> tuple[dict[str, int | None], dict[str, int | None]]:
    """Persons given and got by name; None where a whole quota moved whose size is not known."""
    gives: dict[str, int | None] = {}
    gets: dict[str, int | None] = {}
    left = dict(basis.calculated)
    for one in transfers:
        persons = left.get(one.giver) if one.persons is None else one.persons
        if one.giver in left and persons is not None:
            left[one.giver] -= persons
        gives[one.giver] = _plus(gives.get(one.giver, 0), persons)
        gets[one.taker] = _plus(gets.get(one.taker, 0), persons)
    return gives, gets


def _plus(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one + other


def _sum(numbers: Sequence[int | None]) -> int | None:
    known = [number for number in numbers if number is not None]
    return sum(known) if known and len(known) == len(numbers) else None


def transfers_of(agreement: Agreement) -> tuple[Transfer, ...]:
    rows = agreement.transfers.select_related("giver", "taker")
    return tuple(Transfer(one.giver.name, one.taker.name, one.persons) for one in rows)


def checks(agreement: Agreement, comes: Comes, signed_by: Sequence[str]) -> list[Check]:
    """The conditions one by one: possible, whole, adding up, decided, signed, told in time."""
    recorded, names = bool(agreement.recorded_from), comes.basis.names
    quota = comes.basis.region_quota
    sums = ["Regionskvoten er ikke skrevet ind for denne udmelding"]
    if quota is not None:
        sums = [one.message for one in rule.breaches_of_the_sum(comes.quotas, quota)]
    whole = [one.message for one in rule.breaches_of_naming(comes.quotas, names)]
    if not comes.quotas:
        whole, sums = ["Kvoterne kan ikke regnes ud"], ["Kvoterne kan ikke regnes ud"]
    unsigned = [one.message for one in rule.breaches_of_signing(names, signed_by)]
    return [
        _possible(comes),
        _check("Alle regionens kommuner er nævnt", whole, rule.VALID),
        _check("Kvoterne giver regionskvoten", sums, rule.VALID),
        _state(
            "KKR har besluttet aftalen", agreement.decided_on is not None, recorded,
            "Skriv, hvornår eller på hvilket punkt den blev besluttet", rule.AGREEING,
        ),
        _state(
            "Skriftlig og underskrevet af alle", not unsigned, recorded and not signed_by,
            " ".join(unsigned), rule.VALID,
        ),
        _in_time(agreement),
    ]  # fmt: skip


def _possible(comes: Comes) -> Check:
    """Nobody gives more than it has, in a circle, or to itself; unknown where the quotas before are."""
    label = "Overtagelserne kan lade sig gøre"
    if comes.transfers and not comes.basis.is_known:
        told = ("De beregnede kvoter er ikke kendt for alle kommuner",)
        return Check(label, "unknown", told, rule.AGREEING)
    return _check(label, [one.message for one in comes.wrong], rule.AGREEING)


def _check(label: str, said: Sequence[str], citation: Citation) -> Check:
    return Check(label, "wrong" if said else "ok", tuple(said), citation)


def _state(label: str, holds: bool, unknown: bool, said: str, citation: Citation) -> Check:
    if holds:
        return Check(label, "ok", (), citation)
    if unknown:
        return Check(label, "unknown", ("Kilden siger det ikke",), citation)
    return Check(label, "missing", (said,), citation)


def _in_time(agreement: Agreement) -> Check:
    """The deadline of 10 September is of the year's first number; of a changed one the authority sets it."""
    label = "Meddelt Udlændingestyrelsen i tide"
    if agreement.issue.kind == Issue.Kind.CHANGED:
        told = ("Ved et ændret landstal sætter Udlændingestyrelsen selv fristen",)
        return Check(label, "ok" if agreement.notified_on else "missing", told, rule.AGREEING)
    if agreement.notified_on is None:
        told = (f"Skal ske inden den 10. september {agreement.issue.year.year - 1}",)
        return Check(label, "missing", told, rule.AGREEING)
    late = too_late(agreement.issue, agreement.notified_on)
    said = tuple(late) or (f"Meddelt den {agreement.notified_on:%d.%m.%Y}",)
    return Check(label, "wrong" if late else "ok", said, rule.AGREEING)


def too_late(issue: Issue, notified: date) -> list[str]:
    """The sentences that say so; none when it is in time, or when the deadline isn't known."""
    if issue.kind == Issue.Kind.CHANGED:
        return []
    return [one.message for one in rule.breaches_of_the_deadline(notified, issue.year.year)]


@dataclass(frozen=True)
class Later:
    """A later issue of the same year, and what becomes of the agreement under it."""

    issue: Issue
    lapses: bool
    known_beforehand: bool
    comes: Comes | None
    successor: Agreement | None


def later_issues(agreement: Agreement, issues: Sequence[Issue]) -> list[Later]:
    """``issues``: those that may be told of; the later ones of the agreement's year are chosen from them."""
    found = []
    for issue in issues:
        if issue.year_id != agreement.issue.year_id or issue.number <= agreement.issue.number:
            continue
        told = issue.announcement.dated
        known = agreement.notified_on is not None and (told is None or agreement.notified_on < told)
        lapses = rule.lapses(says_how=agreement.says_how, known_beforehand=known)
        basis = None if lapses else basis_of(issue, agreement.council)
        comes = comes_to(basis, transfers_of(agreement)) if basis and basis.is_known else None
        successor = Agreement.objects.with_places().filter(issue=issue, council=agreement.council).first()
        found.append(Later(issue, lapses, known, comes, successor))
    return found
