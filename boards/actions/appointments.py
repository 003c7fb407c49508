"""The KKR appoints in a round: never without the decision that it rests on. Then it is announced."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from boards.actions.rounds import lock_round
from boards.actions.tenures import Eligible, appoint
from boards.actions.written import write
from boards.letters import announcement_mail, appointed_line
from boards.models import Appointment, Candidate, Round, Seat, Term
from boards.rules.statutes import COMPOSITION
from kkr_portal.law import Breach
from kkr_portal.outbox import actions as outbox
from kkr_portal.registry.models import Person
from meetings.actions.people import Who
from meetings.actions.periods import Refused
from meetings.models import AgendaItem

NOMINATED_BY = (
    "nomination__request__nominating__seat_kind",
    "nomination__request__nominating__organisation",
    "nomination__request__nominating__together_with",
)


@transaction.atomic
def appoint_candidate(
    *,
    candidate: Candidate,
    seat: Seat,
    decided_at: AgendaItem | None,
    since: date,
    known: Person | None = None,
) -> Appointment:
    """``known``: the person whom the portal knows already. Raises Refused. Sent twice, it appoints once."""
    opened = lock_round(candidate.nomination.request.nominating.round_id)
    if there := Appointment.objects.filter(candidate=candidate).first():
        return there
    candidate = Candidate.objects.select_related(*NOMINATED_BY).get(pk=candidate.pk)
    if candidate.withdrawn_on:
        raise Refused(f"{candidate} har trukket sig som kandidat.")
    if seat.seat_kind_id != candidate.seat_kind.pk:
        raise Refused(f"{candidate} er indstillet til en anden slags plads.", "seat")
    eligible = Eligible(
        active_in_business=candidate.active_in_business, from_sme=candidate.from_sme,
        nominators=candidate.nomination.request.nominating.organisations, counts_as=candidate.counts_as,
    )  # fmt: skip
    who = Who(known, candidate.given_name, candidate.family_name, candidate.email, candidate.phone)
    return _appoint(opened, seat, who, eligible, decided_at, since, candidate)


@transaction.atomic
def appoint_politician(
    *, opened: Round, seat: Seat, who: Who, eligible: Eligible, decided_at: AgendaItem | None, since: date
) -> Appointment:
    """The chair and the municipal members, whom nobody nominates. Raises Refused."""
    return _appoint(lock_round(opened.pk), seat, who, eligible, decided_at, since, None)


def _appoint(
    opened: Round, seat: Seat, who: Who, eligible: Eligible, decided_at: AgendaItem | None, since: date,
    candidate: Candidate | None,
) -> Appointment:  # fmt: skip
    if decided_at is None:
        text = "KKR udpeger på et møde: vælg det punkt, hvor det blev besluttet"
        raise Refused(str(Breach(COMPOSITION, text)), "decided_at")
    if decided_at.section.meeting.council_id != opened.council_id:
        raise Refused("Punktet hører til et andet KKR. Vælg et punkt på KKR's egne møder.", "decided_at")
    if decided_at.section.meeting.is_cancelled:
        raise Refused("Mødet er aflyst og har ikke besluttet noget.", "decided_at")
    if decided_at.section.meeting.date > timezone.localdate():
        raise Refused("Mødet er ikke holdt endnu.", "decided_at")
    term = Term.objects.filter(board=seat.seat_kind.board_id, period__startswith=opened.period.lower).first()
    if term is None:
        raise Refused(f"{seat.seat_kind.board} har ingen funktionsperiode, der begynder med runden.", "seat")
    tenure = appoint(seat=seat, who=who, term=term, since=since, eligible=eligible, decided_at=decided_at)
    if candidate and candidate.invented and not who.known:
        Person.objects.filter(pk=tenure.person_id).update(invented=True)
    made, _ = Appointment.objects.get_or_create(
        tenure=tenure, defaults={"round": opened, "candidate": candidate, "decided_at": decided_at}
    )
    return made


@transaction.atomic
def announce(*, opened: Round) -> int:
    """Draft a mail to everybody with an address: those appointed, and the organisations that nominated them.

    What was announced before is not told again. How many appointments were announced now.
    """
    opened = lock_round(opened.pk)
    fresh = list(
        opened.appointments.filter(announced_on=None)
        .select_related(
            "tenure__person", "tenure__board", "tenure__seat__seat_kind",
            "candidate__nomination__request__nominating__organisation",
            "candidate__nomination__request__nominating__together_with",
        )
        .order_by("tenure__seat__seat_kind__position", "pk")
    )  # fmt: skip
    lines = [appointed_line(one) for one in fresh]
    to: dict[str, str] = {}
    for one in fresh:
        if one.tenure.person.email:
            to[one.tenure.person.email] = str(one.tenure.person)
        if one.candidate and (asked := one.candidate.nomination.request).to_address:
            to[asked.to_address] = asked.to_name or str(asked.nominating)
    number = opened.appointments.exclude(announced_on=None).count()
    for address, name in sorted(to.items()):
        outbox.draft(
            council=opened.council, key=f"round-{opened.pk}-appointed-{number}-{address}"[:200],
            batch=f"Udpegninger {opened.years}",
            letter=announcement_mail(opened, to_name=name, to_address=address, lines=lines),
        )  # fmt: skip
    for one in fresh:
        one.announced_on = timezone.localdate()
        write(one)
    return len(fresh)
