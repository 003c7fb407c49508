"""A term of a KKR begins, ends and gets its seats. Each action is one transaction.

The council's row serialises terms, the term's row its seats.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from kkr_portal.access.predicates import AnyUser
from kkr_portal.registry.models import Council
from meetings.actions import extra_seats
from meetings.actions.vote_counts import drop_lot_unless, lot_of
from meetings.composition import Composed, composed
from meetings.models import Absence, Ending, Membership, Officer, Seat, Substitute, Term
from meetings.rules.party_change import PartyChange, mayor_leaves_party


class TermRefused(Exception):
    """Nothing was changed; the message is a Danish sentence that says why."""


@dataclass(frozen=True)
class Ended:
    """What ends when a new term begins: the rows that still run on that day."""

    term: Term | None
    members: int = 0
    substitutes: int = 0
    officers: int = 0
    absences: int = 0
    too_late: int = 0  # members, stand-ins, officers and absences that begin on or after that day


def _rows(term: Term) -> list[models.QuerySet]:
    return [
        Membership.objects.filter(seat__term=term),
        Substitute.objects.filter(seat__term=term),
        Officer.objects.filter(term=term),
        Absence.objects.filter(membership__seat__term=term),
    ]


def _running(rows: models.QuerySet, day: date) -> models.QuerySet:
    return rows.filter(Q(period__endswith__isnull=True) | Q(period__endswith__gt=day))


def earlier_term(council: Council, begins: date) -> Term | None:
    """The term that runs on the day on which a new one would begin."""
    return council.terms.filter(period__contains=begins, period__startswith__lt=begins).first()


def what_ends(council: Council, begins: date) -> Ended:
    """What ``create_term`` would end; for the page that asks first."""
    term = earlier_term(council, begins)
    if term is None:
        return Ended(None)
    numbers = [_running(rows, begins).count() for rows in _rows(term)]
    late = sum(rows.filter(period__startswith__gte=begins).count() for rows in _rows(term))
    members, substitutes, officers, absences = numbers
    return Ended(term, members, substitutes, officers, absences, too_late=late)


@transaction.atomic
def create_term(*, council: Council, term: Term, begins: date) -> Term:
    """Save a new ``term`` from ``begins``; the one before it ends that day, with all that ran in it.

    The same form twice makes one term. Raises TermRefused when another term stands in the way.
    """
    council = Council.objects.select_for_update(no_key=True).get(pk=council.pk)
    there = council.terms.filter(election_date__year=term.election_date.year).first()
    if there and (there.election_date, there.period.lower) == (term.election_date, begins):
        return there
    if there:
        raise TermRefused(
            f"{council} har allerede en funktionsperiode efter valget i {there.election_date.year}."
        )
    if council.terms.filter(period__startswith=begins).exists():
        raise TermRefused("En anden funktionsperiode begynder samme dag.")
    after = council.terms.filter(period__startswith__gt=begins).order_by("period").first()
    if earlier := earlier_term(council, begins):
        _end(earlier, begins)
    term.council, term.period = council, (begins, after.period.lower if after else None)
    term.save()
    term.refresh_from_db()
    return term


def _end(term: Term, day: date) -> None:
    """Cut the term and what runs in it at ``day``."""
    late = sum(rows.filter(period__startswith__gte=day).count() for rows in _rows(term))
    if late:
        raise TermRefused(
            f"Perioden {term.years} har {late} medlemskaber, stedfortrædere eller andet, der begynder "
            "den dag eller senere. Ret dem først."
        )
    for rows in _rows(term):
        for row in _running(rows, day):
            row.period = (row.period.lower, day)
            if hasattr(row, "ended_because"):
                row.ended_because = Ending.TERM_ENDED
            row.save()
    term.period = (term.period.lower, day)
    term.save(update_fields=["period"])


@transaction.atomic
def save_term(*, term: Term, begins: date) -> Term:
    """Save what a form has changed in ``term``; a lot that no longer fits is forgotten.

    Raises TermRefused when the composition is fixed and would come out differently.
    """
    stored = Term.objects.select_related("council").select_for_update(of=("self",)).get(pk=term.pk)
    changed = (stored.election_date, stored.method) != (term.election_date, term.method)
    if stored.fixed_on and changed:
        raise TermRefused("Sammensætningen er fastlagt, så valgets dato og metoden kan ikke ændres.")
    before = lot_of(stored)
    for name in ("election_date", "method", "votes_source", "votes_lack"):
        setattr(stored, name, getattr(term, name))
    stored.save(update_fields=["election_date", "method", "votes_source", "votes_lack"])
    move_beginning(term=stored, begins=begins)
    stored.refresh_from_db()
    drop_lot_unless(stored, before)
    return stored


@transaction.atomic
def move_beginning(*, term: Term, begins: date) -> None:
    """The constitutive meeting is on another day: the term, and the end of the one before, move along."""
    council = Council.objects.select_for_update(no_key=True).get(pk=term.council_id)
    term = Term.objects.select_for_update(of=("self",)).get(pk=term.pk)
    old = term.period.lower
    if begins == old:
        return
    if any(rows.exists() for rows in _rows(term)):
        raise TermRefused("Perioden har allerede medlemmer, så dens første dag kan ikke flyttes.")
    if term.period.upper and begins >= term.period.upper:
        raise TermRefused("Perioden må begynde, før den næste begynder.")
    before = council.terms.filter(period__endswith=old).first()
    if before and begins <= before.period.lower:
        raise TermRefused(f"Perioden må begynde efter, at perioden {before.years} er begyndt.")
    others = council.terms.exclude(pk__in=[term.pk, before.pk if before else None])
    if begins < old and others.filter(period__overlap=(begins, old)).exists():
        raise TermRefused("En anden funktionsperiode løber den dag.")
    new = (begins, term.period.upper)
    if begins > old:
        Term.objects.filter(pk=term.pk).update(period=new)
    if before:
        _move_end(before, old, begins)
    Term.objects.filter(pk=term.pk).update(period=new)


def _move_end(term: Term, old: date, new: date | None) -> None:
    """Give the term's end, and the ends that came with it, another day; None opens them."""
    if new and any(rows.filter(period__startswith__gte=new).exists() for rows in _rows(term)):
        raise TermRefused(f"Perioden {term.years} har medlemmer, der begynder den dag eller senere.")
    term.period = (term.period.lower, new)
    term.save(update_fields=["period"])
    for rows in _rows(term):
        ended = rows.filter(period__endswith=old)
        if hasattr(rows.model, "ended_because"):
            ended = ended.filter(ended_because=Ending.TERM_ENDED)
        for row in ended:
            row.period = (row.period.lower, new)
            if new is None and hasattr(row, "ended_because"):
                row.ended_because = ""
            row.save()


@transaction.atomic
def delete_term(*, term: Term) -> None:
    """Undo a term that was created by mistake: only without seats. The one before it runs on again."""
    council = Council.objects.select_for_update(no_key=True).get(pk=term.council_id)
    locked = Term.objects.select_for_update(of=("self",)).filter(pk=term.pk).first()
    if locked is None:  # the second click of two
        return
    if locked.fixed_on or locked.seats.exists():
        raise TermRefused("Perioden har pladser og kan ikke slettes. Ophæv fastlæggelsen først.")
    before = council.terms.filter(period__endswith=locked.period.lower).first()
    begins, until = locked.period.lower, locked.period.upper
    locked.delete()
    if before:
        _move_end(before, begins, until)


def why_not_fix(found: Composed) -> list[str]:
    """What stands in the way of fixing this composition; empty where nothing does."""
    if found.composition is None:
        return [found.before]
    if not found.has_votes:
        return ["Der er ingen stemmetal endnu."]
    reasons = []
    mayors = sum(line.mayors for line in found.lines)
    if mayors != len(found.municipalities):
        reasons.append(
            f"Der er {mayors} {'borgmester' if mayors == 1 else 'borgmestre'} og "
            f"{len(found.municipalities)} kommuner. Hver kommune har én "
            "borgmester, så pladserne kan først dannes, når tallene stemmer."
        )
    if found.lot_is_open:
        reasons.append("Lodtrækningen mangler.")
    return reasons


@transaction.atomic
def fix_composition(*, term: Term, on: date) -> Term:
    """Make the seats: one for each municipality's mayor, and each group's elected ones.

    Doing it twice changes nothing. Raises TermRefused with the reasons of ``why_not_fix``.
    """
    term = Term.objects.select_related("council").select_for_update(of=("self",)).get(pk=term.pk)
    if term.fixed_on:
        return term
    found = composed(term)
    reasons = why_not_fix(found)
    if reasons or found.composition is None:
        raise TermRefused(" ".join(reasons))
    if term.seats.exists():
        raise TermRefused("Perioden har allerede pladser, som er oprettet uden om beregningen.")
    seats = [Seat(term=term, kind=Seat.Kind.MAYOR, municipality=one) for one in found.municipalities]
    seats += [
        Seat(term=term, kind=Seat.Kind.ELECTED, group=group, number=number)
        for group, elected in found.composition.elected.items()
        for number in range(1, elected + 1)
    ]
    Seat.objects.bulk_create(seats)
    term.fixed_on = on
    term.save(update_fields=["fixed_on"])
    return term


@transaction.atomic
def unfix_composition(*, term: Term) -> None:
    """Take the seats away again: only while nobody has been put in one. Doing it twice changes nothing."""
    term = Term.objects.select_for_update(of=("self",)).get(pk=term.pk)
    if not term.fixed_on:
        return
    if any(rows.exists() for rows in _rows(term)):
        raise TermRefused("Pladserne er taget i brug af medlemmer eller stedfortrædere, så de må blive.")
    term.seats.all().delete()
    term.fixed_on = None
    term.save(update_fields=["fixed_on"])


def answer_on_leaving(*, term: Term, group: str, on: date) -> PartyChange:
    """§ 3, stk. 8–10: what follows when a mayor of ``group`` leaves it on ``on``.

    The group's members are its elected seats and the mayors who sat for it the day before. Raises
    TermRefused where the portal can't tell, since mayors have not been put in their seats.
    """
    found = composed(term)
    on = max(on, term.period.lower)
    day_before = max(on - timedelta(days=1), term.period.lower)
    sitting = Membership.objects.filter(
        seat__term=term, seat__kind=Seat.Kind.MAYOR, period__contains=day_before
    )
    mayors = sitting.filter(party__in=found.groups.get(group, ())).count()
    vacant = term.seats.filter(kind=Seat.Kind.MAYOR).count() - sitting.count()
    of_votes = sum(line.mayors for line in found.lines if line.party == group)
    unknown = min(vacant, max(of_votes - mayors, 0))
    elected = term.seats.filter(kind=Seat.Kind.ELECTED, group=group).count()
    if mayors + elected <= 1 and unknown:
        raise TermRefused(
            f"Portalen kan ikke se, om borgmesteren var det eneste medlem for {group}: {unknown} af partiets "
            f"borgmestre var ikke sat på en plads dagen før. Gør det først."
        )
    if mayors + elected <= 1 and not mayors:
        raise TermRefused(f"{group} havde ingen borgmester i KKR dagen før.")
    return mayor_leaves_party(members_of_party=mayors + elected, share_of_votes=found.share_of(group), on=on)


@transaction.atomic
def add_seat_beyond_cap(*, term: Term, group: str, by: AnyUser | None = None, on: date | None = None) -> Seat:
    """§ 3, stk. 9–10: the group's mayor left it, was its only member, and it elects one more.

    ``on`` is the day the mayor left (today). ``by`` is in the history already. Called twice it gives the
    same seat: afterwards the group has a member of its own, so the case can't arise again.
    """
    term = Term.objects.select_related("council").select_for_update(of=("self",)).get(pk=term.pk)
    there = term.seats.filter(group=group, beyond_cap=True).first()
    if there:
        return there
    if not term.fixed_on:
        raise TermRefused("Sammensætningen er ikke fastlagt endnu.")
    answer = answer_on_leaving(term=term, group=group, on=on or timezone.localdate())
    if not answer.elects_one_more:
        raise TermRefused(" ".join(f"{text.rstrip('.')} ({citation})." for citation, text in answer.reasons))
    return extra_seats.add_seat_beyond_cap(term=term, group=group)


@transaction.atomic
def remove_seat_beyond_cap(*, seat: Seat) -> bool:
    """Undo ``add_seat_beyond_cap`` while nobody has been put in the seat; False where somebody has."""
    Term.objects.select_for_update().get(pk=seat.term_id)
    locked = Seat.objects.filter(pk=seat.pk, beyond_cap=True).first()
    if locked and (locked.memberships.exists() or locked.substitutes.exists()):
        return False
    if locked:
        locked.delete()
    return True
