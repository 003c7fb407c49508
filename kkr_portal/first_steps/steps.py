"""What a KKR does from the municipal election until its new term runs: in order, with why and by when."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from boards.rules.process import PROCESS
from boards.rules.statutes import COMPOSITION as BOARD
from boards.rules.terms import term_end
from contracts.rules.life import PARTIES
from kkr_portal.law import Citation
from meetings.rules.deadlines import ALLIANCES, CONSTITUTION, constitution_deadline
from meetings.rules.editions import cite
from meetings.rules.plan import PLAN
from quotas.rules.agreement import AGREEING
from quotas.rules.national_number import ANNOUNCEMENT, dates


@dataclass(frozen=True)
class FirstStep:
    """``by``: the last day on which it is in time, from the day of the election; None where no rule says.

    ``help_page`` is the help on how it is done.
    """

    name: str
    title: str
    why: str
    when: str
    rules: tuple[Citation, ...]
    by: Callable[[date], date] | None = None
    help_page: str = ""


def first_contract_year(election: date) -> int:
    """The first year whose contract the new KKR agrees: its predecessor agreed that of its first year."""
    return election.year + 2


def _quotas_notified(election: date) -> date:
    """The last day on which the first agreement of the new KKR can be notified."""
    before = next(one for one in dates(first_contract_year(election)) if one.citation == AGREEING)
    return before.day - timedelta(days=1)


STEPS = (
    FirstStep(
        "votes", "Skriv stemmetallene ind",
        "KKR skal svare til stemmerne ved kommunalvalget i regionens kommuner. Opret funktionsperioden, og "
        "læg stemmer, mandater og borgmestre ind, som tabel eller kommune for kommune.",
        "Når valget er talt op", (cite(3, 1),), help_page="composition",
    ),
    FirstStep(
        "composition", "Beregn og fastlæg sammensætningen",
        "Portalen regner hvert partis medlemmer ud, trin for trin. Når sammensætningen er fastlagt, er "
        "pladserne oprettet.",
        "Før pladserne kan besættes", (cite(3, 1), cite(3, 2)), help_page="composition",
    ),
    FirstStep(
        "members", "Sæt medlemmer og stedfortrædere ind",
        "Borgmestrene er medlemmer, og partierne vælger de øvrige. Hvert medlem har en personlig "
        "stedfortræder.",
        "Før det konstituerende møde", (cite(3, 1), cite(3, 3)), help_page="composition",
    ),
    FirstStep(
        "constitution", "Hold det konstituerende møde",
        "Den borgmester, der har været det længst, indkalder; ved lighed den ældste. Valgforbund meddeles "
        "sekretariatet senest tre hverdage før.",
        "Senest 31. januar efter valget", (CONSTITUTION, ALLIANCES),
        by=lambda election: constitution_deadline(election).day, help_page="agenda",
    ),
    FirstStep(
        "chair", "Vælg formand og næstformand",
        "De vælges blandt medlemmerne ved forholdstalsvalg på stemmetallene. Indkalderen leder valget.",
        "På det konstituerende møde", (cite(4, 2),), help_page="elections",
    ),
    FirstStep(
        "rules", "Læg forretningsordenen frem",
        "KL's bestyrelse vedtager den. Læg den som bilag på et punkt, så de nye medlemmer har den.",
        "På et af de første møder", (cite(6, 1, "Ikrafttrædelse"),), help_page="live-documents",
    ),
    FirstStep(
        "plan", "Planlæg årets møder",
        "KKR lægger en mødeplan for året, som udgangspunkt fem møder. Fristerne regnes ud fra datoerne.",
        "Når perioden begynder", (PLAN,), help_page="agenda",
    ),
    FirstStep(
        "boards", "Besæt erhvervshusets bestyrelse",
        "Bestyrelsens periode slutter den første 1. april efter valget. Runden har otte trin, fra det "
        "afgående KKR's indstilling til de nye bestyrelser begynder.",
        "Den første 1. april efter valget", (BOARD, PROCESS), by=term_end, help_page="rounds",
    ),
    FirstStep(
        "contract", "Aftal næste års resultatkontrakt",
        "Det afgående KKR har aftalt kontrakten for det første år. Den næste kopieres fra den, forhandles, "
        "godkendes og underskrives af begge formænd.",
        "Inden nytår i det første år", (PARTIES,),
        by=lambda election: date(first_contract_year(election) - 1, 12, 31), help_page="contract",
    ),
    FirstStep(
        "quotas", "Aftal næste års flygtningekvoter",
        "Landstallet meldes ud senest 1. maj. Kommunerne i regionen kan aftale en anden fordeling end den "
        "beregnede; ellers fastsætter Udlændingestyrelsen kvoterne.",
        "Meddelt inden 10. september i det første år", (ANNOUNCEMENT, AGREEING), by=_quotas_notified,
        help_page="quota-agreement",
    ),
)  # fmt: skip
