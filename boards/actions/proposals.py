"""Somebody is put before the KKR for a seat; the decision appoints them, and undoing it takes that back."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from boards.actions.appointments import appoint_candidate, appoint_politician
from boards.actions.rounds import lock_round
from boards.actions.tenures import Eligible, check_person, take_back
from boards.actions.written import write
from boards.models import Appointment, Candidate, Proposal, Round, Seat
from kkr_portal.access.predicates import AnyUser
from kkr_portal.registry.models import Person
from meetings.actions.people import Who
from meetings.actions.periods import Refused
from meetings.models import AgendaItem

ANNOUNCED = "Udpegningen er allerede meddelt. Afslut posten på pladsens side i stedet."


@transaction.atomic
def propose_candidate(
    *, candidate: Candidate, seat: Seat, since: date, known: Person | None = None
) -> Proposal:
    """In the place of whoever was proposed for the seat before. Raises Refused."""
    opened = lock_round(candidate.nomination.request.nominating.round_id)
    if candidate.withdrawn_on:
        raise Refused(f"{candidate} har trukket sig som kandidat.")
    if seat.seat_kind_id != candidate.seat_kind.pk:
        raise Refused(f"{candidate} er indstillet til en anden slags plads.", "seat")
    Proposal.objects.filter(candidate=candidate).delete()
    return _propose(opened, Proposal(seat=seat, since=since, candidate=candidate, person=known))


@transaction.atomic
def propose_politician(
    *, opened: Round, seat: Seat, who: Who, eligible: Eligible, since: date
) -> Proposal:  # fmt: skip
    """The chair or a municipal member, in the place of whoever was proposed before. Raises Refused."""
    opened = lock_round(opened.pk)
    check_person(seat.seat_kind.board, seat, who, eligible)
    return _propose(opened, Proposal(
        seat=seat, since=since, person=who.known, given_name=who.given_name, family_name=who.family_name,
        email=who.email, phone=who.phone, municipality=eligible.municipality, counts_as=eligible.counts_as,
    ))  # fmt: skip


def _propose(opened: Round, proposal: Proposal) -> Proposal:
    seat = proposal.seat
    if opened.appointments.filter(tenure__seat=seat).exists():
        raise Refused("KKR har allerede udpeget til pladsen i runden.", "seat")
    opened.proposals.filter(seat=seat).delete()
    proposal.round = opened
    return write(proposal)


@transaction.atomic
def withdraw_proposal(*, proposal: Proposal) -> None:
    """Nobody is proposed for the seat any more; who was appointed stays appointed."""
    lock_round(proposal.round_id)
    proposal.delete()


@transaction.atomic
def appoint_proposed(*, proposal: Proposal, item: AgendaItem) -> Appointment:
    """The KKR followed the proposal at this item. Raises Refused, as every appointment in a round."""
    if proposal.candidate:
        return appoint_candidate(
            candidate=proposal.candidate, seat=proposal.seat, decided_at=item, since=proposal.since,
            known=proposal.person,
        )  # fmt: skip
    names = (proposal.given_name, proposal.family_name, proposal.email, proposal.phone)
    return appoint_politician(
        opened=proposal.round, seat=proposal.seat, decided_at=item, since=proposal.since,
        who=Who(proposal.person) if proposal.person else Who(None, *names),
        eligible=Eligible(municipality=proposal.municipality, counts_as=proposal.counts_as),
    )  # fmt: skip


@transaction.atomic
def take_back_appointment(*, proposal: Proposal, item: AgendaItem, reason: str, by: AnyUser | None) -> None:
    """The decision is taken back. Raises Refused once it was announced, or where somebody has followed."""
    opened = lock_round(proposal.round_id)
    made = opened.appointments.filter(tenure__seat=proposal.seat, decided_at=item).first()
    if made is None:
        raise Refused("Udpegningen er allerede fortrudt på pladsens side.")
    if made.announced_on:
        raise Refused(ANNOUNCED)
    take_back(tenure=made.tenure, reason=reason, by=by)
