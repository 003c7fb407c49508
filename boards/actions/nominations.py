"""What an organisation nominates: written in by the secretariat, or sent by the organisation's own link."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import ProtectedError, Q
from django.utils import timezone

from boards.actions.rounds import lock_round
from boards.actions.written import refuse, write
from boards.models import Candidate, Nomination, NominationRequest, Round, SeatKind, Tenure
from boards.rules.nominations import Link, entitlement_breaches, link_state, pair_breaches, time_breaches
from kkr_portal.registry.models import Organisation
from meetings.actions.periods import Refused

Source = Nomination.Source


@dataclass(frozen=True)
class Nominee:
    """``counts_as``: "woman" or "man"."""

    given_name: str
    family_name: str
    counts_as: str
    position: str = ""
    email: str = ""
    phone: str = ""
    active_in_business: bool = False
    from_sme: bool = False
    grounds: str = ""


class LinkClosed(Exception):
    """A personal link that can't be used; ``state`` says why."""

    def __init__(self, state: Link) -> None:
        super().__init__(state.value)
        self.state = state


@transaction.atomic
def receive(
    *,
    request: NominationRequest,
    nominees: Sequence[Nominee],
    received_on: date,
    reason: str = "",
    answered_by: str = "",
    source: str = Source.SECRETARIAT,
) -> Nomination:
    """Raises Refused: too late, nobody, one sex without the reason, or answered already."""
    rows = NominationRequest.objects.select_for_update(no_key=True, of=("self",))
    request = rows.select_related("nominating__round").get(pk=request.pk)
    if request.withdrawn_on:
        raise Refused("Anmodningen er trukket tilbage.")
    if received_on > timezone.localdate():
        raise Refused("Datoen ligger i fremtiden. Skriv den dag, indstillingen kom.", "received_on")
    on_time = time_breaches(received_on=received_on, sent_on=request.sent_on, deadline=request.deadline)
    refuse(on_time, "received_on")
    women = sum(one.counts_as == Tenure.CountsAs.WOMAN for one in nominees)
    men = len(nominees) - women
    refuse(pair_breaches(women=women, men=men, reason=reason, by=str(request.nominating)), "reason")
    nomination = write(
        Nomination(
            request=request, received_on=received_on, deadline=request.deadline, source=source,
            answered_by=answered_by, women=women, men=men, reason=reason.strip(),
        )
    )  # fmt: skip
    invented = request.nominating.round.invented
    for one in nominees:
        write(Candidate(nomination=nomination, invented=invented, **vars(one)))
    return nomination


@transaction.atomic
def answer(
    *, token_hash: str, nominees: Sequence[Nominee], reason: str = "", answered_by: str = ""
) -> Nomination:
    """By the personal link, which is spent with it. Raises Refused, LinkClosed, or DoesNotExist.

    Two answers at the same moment come one after the other: the second finds the link spent.
    """
    request = NominationRequest.objects.select_for_update(no_key=True).get(token_hash=token_hash)
    if (state := state_of_link(request)) is not Link.OPEN:
        raise LinkClosed(state)
    nomination = receive(
        request=request, nominees=nominees, received_on=timezone.localdate(), reason=reason,
        answered_by=answered_by, source=Source.LINK,
    )  # fmt: skip
    NominationRequest.objects.filter(pk=request.pk).update(used_at=timezone.now())
    return nomination


def state_of_link(request: NominationRequest) -> Link:
    """Answered on paper is answered: the link is then as good as used."""
    used = request.used_at is not None or request.nominations.exists()
    return link_state(
        expires_on=request.expires_on or request.deadline, used=used,
        withdrawn=request.withdrawn_on is not None, day=timezone.localdate(),
    )  # fmt: skip


def request_to(opened: Round, organisation: Organisation, seat_kind: SeatKind) -> NominationRequest:
    """The open request to it for such seats. Raises Refused for who is not entitled, or was not asked."""
    nominating = opened.nominating.filter(
        Q(organisation=organisation) | Q(together_with=organisation), seat_kind=seat_kind
    ).first()
    if nominating is None:
        wrong = entitlement_breaches(organisation=str(organisation), seat=str(seat_kind), entitled=False)
        raise Refused(" ".join(map(str, wrong)), "organisation")
    found = nominating.requests.filter(withdrawn_on=None).first()
    if found is None:
        told = f"{nominating} er ikke bedt om at indstille endnu. Send først en anmodning."
        raise Refused(told, "organisation")
    return found


@transaction.atomic
def take_back_nomination(*, nomination: Nomination) -> None:
    """Written in by mistake: it goes with its candidates. Raises Refused once one of them is appointed."""
    lock_round(nomination.request.nominating.round_id)
    try:
        with transaction.atomic():
            nomination.delete()
    except ProtectedError as error:
        told = "En af kandidaterne er udpeget. Fortryd først udpegningen på pladsens side."
        raise Refused(told) from error


@transaction.atomic
def withdraw_candidate(*, candidate: Candidate, withdrawn: bool) -> Candidate:
    """The person is no candidate any more, or is again. Raises Refused for who is appointed."""
    candidate = Candidate.objects.select_for_update(no_key=True, of=("self",)).get(pk=candidate.pk)
    if withdrawn and hasattr(candidate, "appointment"):
        raise Refused(f"{candidate} er udpeget. Registrér i stedet på pladsens side, at personen ophører.")
    candidate.withdrawn_on = timezone.localdate() if withdrawn else None
    return write(candidate)
