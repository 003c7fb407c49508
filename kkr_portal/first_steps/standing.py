"""How far a KKR is with each first step of a term, read from what the rooms hold. Ten queries at most."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.formats import date_format

from boards.models import Round
from boards.rules.terms import term_end
from contracts.models import ResultContract
from kkr_portal.first_steps.steps import STEPS, FirstStep, first_contract_year
from kkr_portal.registry.models import Council
from meetings.models import Attachment, Meeting, Officer, Term
from meetings.rules.deadlines import constitution_breaches
from meetings.rules.plan import MEETINGS_A_YEAR
from quotas.models import Agreement, Issue, MunicipalQuota

HELD = (
    Meeting.Status.HELD, Meeting.Status.MINUTES_DRAFTED, Meeting.Status.APPROVED, Meeting.Status.CLOSED,
)  # fmt: skip
RULES = "rules_of_procedure"  # the live document's kind


class State(Enum):
    """The value is what the screen says."""

    DONE = "Gjort"
    BEGUN = "I gang"
    NOT_BEGUN = "Ikke begyndt"


@dataclass(frozen=True)
class Standing:
    """``told`` says in Danish what the state rests on; ``url`` is where the step is taken."""

    state: State
    told: str
    url: str


@dataclass(frozen=True)
class StandingStep:
    """``late``: not done, and its last day is past."""

    step: FirstStep
    standing: Standing
    by: date | None
    late: bool


@dataclass(frozen=True)
class NewTerm:
    """``term`` is None until the secretariat has created it; the counts are its rows."""

    council: Council
    election: date
    term: Term | None
    votes: int = 0
    places: int = 0  # municipalities with votes
    seats: int = 0
    filled: int = 0
    backed: int = 0  # seats with a stand-in

    @property
    def first_year(self) -> int:
        return self.election.year + 1


def standing_of(council: Council, election: date, today: date) -> list[StandingStep]:
    """Every step of the term after ``election``, in order."""
    new = _read(council, election)
    found = []
    for step in STEPS:
        standing = READ[step.name](new)
        by = step.by(election) if step.by else None
        late = by is not None and standing.state is not State.DONE and by < today
        found.append(StandingStep(step, standing, by, late))
    return found


def _read(council: Council, election: date) -> NewTerm:
    term = Term.objects.filter(council=council, election_date__year=election.year).first()
    if term is None:
        return NewTerm(council, election, None)
    term.council = council
    votes = term.votes.aggregate(votes=Count("pk"), places=Count("municipality", distinct=True))
    seats = term.seats.aggregate(
        seats=Count("pk", distinct=True),
        filled=Count("pk", filter=Q(memberships__isnull=False), distinct=True),
        backed=Count("pk", filter=Q(substitutes__isnull=False), distinct=True),
    )
    return NewTerm(council, election, term, **votes, **seats)


def _votes(new: NewTerm) -> Standing:
    if new.term is None:
        page = reverse("meetings:terms", args=[new.council.slug])
        return Standing(State.NOT_BEGUN, "Funktionsperioden er ikke oprettet.", page)
    url = new.term.get_absolute_url()
    if not new.votes:
        return Standing(State.BEGUN, "Funktionsperioden er oprettet; der er ingen stemmetal endnu.", url)
    if new.term.votes_lack:
        return Standing(State.BEGUN, f"Det mangler: {new.term.votes_lack}", url)
    places = f"{new.places} {'kommune' if new.places == 1 else 'kommuner'}" if new.places else "hele regionen"
    return Standing(State.DONE, f"Der er tal fra {places}.", url)


def _composition(new: NewTerm) -> Standing:
    if new.term is None:
        page = reverse("meetings:terms", args=[new.council.slug])
        return Standing(State.NOT_BEGUN, "Der er ingen stemmetal at regne på.", page)
    url = new.term.get_absolute_url()
    if new.term.fixed_on:
        return Standing(State.DONE, f"Fastlagt {_day(new.term.fixed_on)} med {new.seats} pladser.", url)
    if new.votes:
        return Standing(State.BEGUN, "Der er stemmetal, men sammensætningen er ikke fastlagt.", url)
    return Standing(State.NOT_BEGUN, "Der er ingen stemmetal at regne på.", url)


def _members(new: NewTerm) -> Standing:
    url = reverse("meetings:members", args=[new.council.slug])
    if new.term is None or not new.seats:
        return Standing(State.NOT_BEGUN, "Pladserne er ikke oprettet.", url)
    url = f"{url}?on={new.term.period.lower:%Y-%m-%d}"
    everyone = new.filled == new.backed == new.seats
    state = State.DONE if everyone else State.BEGUN if new.filled else State.NOT_BEGUN
    told = f"{new.filled} af {new.seats} pladser har fået et medlem, {new.backed} en stedfortræder."
    return Standing(state, told, url)


def _constitution(new: NewTerm) -> Standing:
    meetings = Meeting.objects.filter(
        council=new.council, kind=Meeting.Kind.CONSTITUTIVE, date__gt=new.election,
        date__year__lte=new.first_year,
    ).exclude(status=Meeting.Status.CANCELLED)  # fmt: skip
    meeting = meetings.select_related("council").order_by("-date").first()
    if meeting is None:
        new_meeting = f"{reverse('meetings:create')}?kkr={new.council.slug}"
        return Standing(State.NOT_BEGUN, "Mødet er ikke oprettet.", new_meeting)
    held = meeting.status in HELD
    told = f"{'Holdt' if held else 'Planlagt til'} {_day(meeting.date)}."
    breaches = constitution_breaches(election=new.election, meeting=meeting.date)
    told = " ".join([told, *map(str, breaches)])
    return Standing(State.DONE if held else State.BEGUN, told, meeting.get_absolute_url())


def _chair(new: NewTerm) -> Standing:
    url = reverse("meetings:members", args=[new.council.slug])
    if new.term is None:
        return Standing(State.NOT_BEGUN, "Ingen af dem er valgt.", url)
    officers = {
        one.post: one
        for one in new.term.officers.filter(for_a_time=False).select_related("person").order_by("period")
    }
    told = ". ".join(
        f"{one.get_post_display().capitalize()}: {one.person}" for _, one in sorted(officers.items())
    )
    state = {0: State.NOT_BEGUN, len(Officer.Post): State.DONE}.get(len(officers), State.BEGUN)
    return Standing(state, f"{told}." if told else "Ingen af dem er valgt.", url)


def _rules(new: NewTerm) -> Standing:
    attachments = Attachment.objects.filter(
        live_kind=RULES, item__section__meeting__council=new.council,
        item__section__meeting__date__gt=new.election, item__section__meeting__date__year__lte=new.first_year,
    )  # fmt: skip
    rows = attachments.select_related("item__section__meeting__council")
    found = rows.order_by("item__section__meeting__date").first()
    if found is None:
        url = reverse("meetings:council", args=[new.council.slug])
        return Standing(State.NOT_BEGUN, "Den er ikke bilag til noget møde i periodens første år.", url)
    meeting = found.item.meeting
    state = State.DONE if meeting.status in HELD else State.BEGUN
    return Standing(state, f"Bilag til mødet {_day(meeting.date)}.", meeting.get_absolute_url())


def _plan(new: NewTerm) -> Standing:
    usual = MEETINGS_A_YEAR.on(date(new.first_year, 12, 31))
    planned = Meeting.objects.filter(
        council=new.council, kind=Meeting.Kind.ORDINARY, date__gt=new.election, date__year=new.first_year
    ).exclude(status=Meeting.Status.CANCELLED)
    count = planned.count()
    state = State.DONE if count >= usual else State.BEGUN if count else State.NOT_BEGUN
    meetings = "ordinært møde" if count == 1 else "ordinære møder"
    url = reverse("meetings:plan", args=[new.council.slug, new.first_year])
    return Standing(state, f"{count} {meetings} i {new.first_year}; udgangspunktet er {usual}.", url)


def _boards(new: NewTerm) -> Standing:
    begins = term_end(new.election)
    opened = (
        Round.objects.filter(council=new.council, period__startswith=begins)
        .annotate(all_steps=Count("steps"), done=Count("steps", filter=Q(steps__done_on__isnull=False)))
        .first()
    )
    if opened is None:
        return Standing(
            State.NOT_BEGUN, f"Der er ingen udpegningsrunde til perioden fra {_day(begins)}.",
            reverse("boards:rounds"),
        )  # fmt: skip
    state = State.DONE if opened.done == opened.all_steps else State.BEGUN
    told = f"{opened.done} af {opened.all_steps} trin er gennemført."
    return Standing(state, told, reverse("boards:round", args=[opened.pk]))


def _contract(new: NewTerm) -> Standing:
    year = first_contract_year(new.election)
    houses = list(new.council.business_houses.order_by("sort_key"))
    rows = ResultContract.objects.filter(council=new.council, year=year, invented=False)
    contracts = {one.business_house_id: one for one in rows.select_related("business_house")}
    told = "; ".join(
        f"{house}: {contracts[house.pk].get_status_display().lower() if house.pk in contracts else 'ingen'}"
        for house in houses
    )
    agreed = [one for one in contracts.values() if one.status not in ResultContract.OPEN]
    state = State.DONE if houses and len(agreed) == len(houses) else (
        State.BEGUN if contracts else State.NOT_BEGUN
    )  # fmt: skip
    first = next(iter(contracts.values()), None)
    url = first.get_absolute_url() if first else reverse("contracts:list")
    told = f"Kontrakten for {year}: {told}." if contracts else f"Ingen kontrakt for {year}."
    return Standing(state, told, url)


def _quotas(new: NewTerm) -> Standing:
    year = first_contract_year(new.election)
    known = Issue.objects.filter(year__year=year).exclude(status=Issue.Status.DRAFT)
    issue = known.select_related("year").order_by("-number").first()
    if issue is None:
        told = f"Landstallet for {year} er ikke i portalen."
        return Standing(State.NOT_BEGUN, told, reverse("quotas:list"))
    agreement = Agreement.objects.filter(issue=issue, council=new.council).first()
    url = reverse("quotas:agreements", args=[year, issue.number])
    if agreement and agreement.notified_on:
        return Standing(State.DONE, f"Aftalen er meddelt {_day(agreement.notified_on)}.", url)
    settled = MunicipalQuota.objects.filter(
        issue=issue, municipality__region=new.council.region_id,
        kind__in=(MunicipalQuota.Kind.AGREED, MunicipalQuota.Kind.FIXED),
    )  # fmt: skip
    if settled.exists():
        return Standing(State.DONE, f"Kommunekvoterne for {year} ligger fast.", url)
    if agreement:
        return Standing(State.BEGUN, "Aftalen er begyndt og ikke meddelt.", url)
    return Standing(State.NOT_BEGUN, "Landstallet er meldt ud; der er ingen aftale.", url)


def _day(day: date) -> str:
    return date_format(day, "j. F Y")


READ: dict[str, Callable[[NewTerm], Standing]] = {
    "votes": _votes, "composition": _composition, "members": _members, "constitution": _constitution,
    "chair": _chair, "rules": _rules, "plan": _plan, "boards": _boards, "contract": _contract,
    "quotas": _quotas,
}  # fmt: skip
