"""Somebody is put in a seat, leaves it, and either is taken back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from boards.actions.written import lock_board, refuse, remove, write
from boards.models import Board, Correction, DeputyChair, Nominator, Seat, Tenure, Term
from boards.rules.composition import Candidate, lasting, person_breaches
from boards.rules.elections import next_election
from boards.rules.statutes import COMPOSITION
from boards.rules.terms import tenure_breaches
from kkr_portal.access.predicates import AnyUser
from kkr_portal.law import Breach
from kkr_portal.registry.models import Municipality, Organisation
from meetings.actions.people import Who
from meetings.actions.periods import Refused, in_words
from meetings.models import AgendaItem

ANOTHER_SEAT = "Udpeget til en anden plads"


@dataclass(frozen=True)
class Eligible:
    """What makes the person eligible, and how they count."""

    municipality: Municipality | None = None
    active_in_business: bool = False
    from_sme: bool = False
    nominators: tuple[Organisation, ...] = ()
    counts_as: str = ""


@transaction.atomic
def appoint(
    *,
    seat: Seat,
    who: Who,
    term: Term,
    since: date,
    until: date | None = None,
    eligible: Eligible | None = None,
    decided_at: AgendaItem | None = None,
    anyway: bool = False,
) -> Tenure:
    """Put a person in a seat until the term ends or ``until``; from within the term for the rest of it.

    Who was carried over leaves the seat that day. ``anyway``: although the person lacks what the statutes
    ask for, as when somebody else appoints; the board then shows the breach. The director is never taken.
    Raises Refused. A form sent twice appoints once.
    """
    board, eligible = lock_board(seat.seat_kind.board_id), eligible or Eligible()
    same = seat.tenures.filter(period__startswith=since).select_related("person").first()
    if same and who.is_like(same.person):
        return same
    until = until or term.period.upper
    _check_time(board, term, since, until)
    check_person(board, seat, who, eligible, anyway=anyway)
    _make_room(seat, since)
    following = seat.tenures.filter(period__startswith__gt=since).order_by("period").first()
    person = who.stored()
    _leave_other_seats(board, person.pk, since)
    tenure = write(
        Tenure(
            seat=seat, board=board, term=term, person=person, until=until, decided_at=decided_at,
            period=DateRange(since, following.since if following else None),
            began=Tenure.Began.APPOINTED if since <= term.period.lower else Tenure.Began.REST,
            municipality=eligible.municipality, active_in_business=eligible.active_in_business,
            from_sme=eligible.from_sme, counts_as=eligible.counts_as,
        )
    )  # fmt: skip
    set_nominators(tenure=tenure, organisations=eligible.nominators)
    return tenure


def set_nominators(*, tenure: Tenure, organisations: Iterable[Organisation]) -> None:
    """These and no others."""
    wanted = {one.pk for one in organisations}
    tenure.nominators.exclude(organisation__in=wanted).delete()
    there = set(tenure.nominators.values_list("organisation", flat=True))
    for pk in sorted(wanted - there):
        Nominator.objects.create(tenure=tenure, organisation_id=pk)


@transaction.atomic
def end_tenure(*, tenure: Tenure, day: date, because: str, note: str = "") -> Tenure:
    """``day``: the first on which the person does not sit; nor is deputy chair. Raises Refused."""
    lock_board(tenure.board_id)
    tenure = Tenure.objects.select_related("person").get(pk=tenure.pk)
    if day <= tenure.since:
        raise Refused(f"{tenure} tiltrådte {in_words(tenure.since)}. Datoen skal ligge efter.", "day")
    if tenure.period.upper and (day > tenure.period.upper or tenure.is_past(timezone.localdate())):
        raise Refused(f"{tenure} er allerede ophørt {in_words(tenure.period.upper)}.", "day")
    if because == Tenure.Ended.REMOVED and not note.strip():
        raise Refused(str(Breach(COMPOSITION, "Skriv, hvad ministerens indstilling siger")), "note")
    tenure.period = DateRange(tenure.since, day)
    tenure.ended_because, tenure.ended_note = because, note
    for deputy in DeputyChair.objects.filter(tenure=tenure):
        if deputy.period.lower >= day:
            remove(deputy)
        elif deputy.period.upper is None or deputy.period.upper > day:
            deputy.period = DateRange(deputy.period.lower, day)
            write(deputy)
    return write(tenure)


def open_past(*, seat: Seat, reason: str, by: AnyUser | None) -> Correction:
    """Write why a seat's past is changed: from here until the transaction ends it can be. Raises Refused."""
    if not reason.strip():
        raise Refused("Skriv, hvorfor der rettes.", "reason")
    who = by.pk if by else None
    return write(Correction(seat=seat, reason=reason.strip(), by_id=who))


@transaction.atomic
def reopen(*, tenure: Tenure, reason: str, by: AnyUser | None) -> Tenure:
    """As if it had not been ended. Raises Refused where somebody has entered since."""
    lock_board(tenure.board_id)
    open_past(seat=tenure.seat, reason=reason, by=by)
    tenure = Tenure.objects.get(pk=tenure.pk)
    following = _following(tenure)
    if following and following.since == tenure.period.upper:
        raise Refused(f"Pladsen er siden besat af {following}. Fortryd først den udpegning.")
    tenure.period = DateRange(tenure.since, following.since if following else None)
    tenure.ended_because = tenure.ended_note = ""
    return write(tenure)


@transaction.atomic
def take_back(*, tenure: Tenure, reason: str, by: AnyUser | None) -> Tenure | None:
    """Undo an appointment: the row goes; whoever it succeeded sits on, and is given back. Raises Refused.

    Only the latest of a seat: what came after would hang in the air.
    """
    lock_board(tenure.board_id)
    if not Tenure.objects.filter(pk=tenure.pk).exists():  # the second click of two
        return None
    if following := _following(tenure):
        raise Refused(f"{following} er udpeget efter. Fortryd først den udpegning.")
    open_past(seat=tenure.seat, reason=reason, by=by)
    before = tenure.seat.tenures.filter(
        period__endswith=tenure.since, ended_because=Tenure.Ended.SUCCEEDED
    ).first()
    remove(tenure)
    if before is None:
        return None
    before.period, before.ended_because = DateRange(before.since, None), ""
    return write(before)


def _following(tenure: Tenure) -> Tenure | None:
    return (
        tenure.seat.tenures.filter(period__startswith__gt=tenure.since)
        .select_related("person")
        .order_by("period")
        .first()
    )


def _check_time(board: Board, term: Term, since: date, until: date) -> None:
    if term.board_id != board.pk:
        raise Refused("Vælg en af bestyrelsens egne perioder.", "term")
    if since < term.period.lower:
        raise Refused(f"Funktionsperioden begynder først {in_words(term.period.lower)}.", "since")
    if since >= term.period.upper:
        raise Refused(f"Funktionsperioden sluttede {in_words(term.period.upper)}.", "since")
    if board.by_standard:
        wrong = tenure_breaches(first_day=since, until=until, next_election=next_election(since))
        refuse(wrong, "until")
    if not since < until <= term.period.upper:
        told = f"Skriv en dag efter {in_words(since)} og senest {in_words(term.period.upper)}."
        raise Refused(told, "until")


def check_person(board: Board, seat: Seat, who: Who, eligible: Eligible, *, anyway: bool = False) -> None:
    """The statutes' demands on the person, where the standard statutes hold. Raises Refused."""
    director = bool(who.known and board.director_id == who.known.pk)
    if director:
        text = f"{who} er direktør i erhvervshuset og kan ikke sidde i bestyrelsen"
        refuse([Breach(COMPOSITION, text)], "person")
    kind = seat.seat_kind.kind
    if kind is None or anyway:
        return
    asked = Candidate(
        str(who), kind, council_member=eligible.municipality is not None,
        active_in_business=eligible.active_in_business, from_sme=eligible.from_sme,
        nominated_by=tuple(one.name for one in eligible.nominators),
    )  # fmt: skip
    field = {True: "municipality", False: "nominators"}[kind.name in ("CHAIR", "MUNICIPAL")]
    if kind.name == "BUSINESS" and lasting(asked):
        field = "active_in_business"
    refuse(person_breaches(asked), field)


def _make_room(seat: Seat, since: date) -> None:
    """Whoever is carried over leaves; nobody is pushed out of a term, and nobody sits beside another."""
    now = seat.tenures.filter(period__contains=since).select_related("person").first()
    if now is None:
        return
    if now.until > since or now.since == since:
        raise Refused(
            f"Pladsen er besat af {now}, udpeget til {in_words(now.until)}. Der udpeges ikke suppleanter "
            f"({COMPOSITION}). Afslut først posten, eller vælg en senere dag.",
            "since",
        )
    end_tenure(tenure=now, day=since, because=Tenure.Ended.SUCCEEDED)


def _leave_other_seats(board: Board, person: int, since: date) -> None:
    """A member who is carried over and appointed anew, to another seat, leaves the old one."""
    for tenure in Tenure.objects.filter(board=board, person=person, period__contains=since, until__lte=since):
        end_tenure(tenure=tenure, day=since, because=Tenure.Ended.OTHER, note=ANOTHER_SEAT)
