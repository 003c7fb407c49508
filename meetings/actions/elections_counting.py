"""What is counted at an election: alliances, candidates, rounds and lots. Each action is one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction

from kkr_portal.registry.models import Person
from meetings.actions.elections import hold
from meetings.actions.elections_refused import Refused
from meetings.counting import count
from meetings.counting_majority import MajorityCount, kept_round
from meetings.lots_of import OpenLot, together
from meetings.models import Alliance, Election, ElectionLine, ElectionLot, ElectionRound, RoundResult
from meetings.rules import deadlines
from meetings.rules.proportional_election import alliance_breaches


@transaction.atomic
def add_alliance(*, election: Election, groups: Sequence[str], notified_on: date) -> Alliance:
    """Keep an alliance. One told too late is kept too, and left out of the count; the same twice is one.

    Refuses one that no alliance can be: a group alone, one that is not there, or one in two in time.
    """
    held = hold(election.pk)
    for one in held.alliances.all():
        if set(one.groups) == set(groups) and one.notified_on == notified_on:
            return one
    day = held.meeting.date
    in_time = {
        tuple(one.groups): one.notified_on
        for one in held.alliances.all()
        if not deadlines.alliance_deadline(day).breaches(one.notified_on)
    }
    late = deadlines.alliance_deadline(day).breaches(notified_on)
    told = {tuple(groups): notified_on} if late else {**in_time, tuple(groups): notified_on}
    if tuple(groups) in in_time:
        raise Refused(f"Valgforbundet mellem {together(groups)} står der allerede.")
    represented = [line.name for line in held.lines.all()]
    wrong = [
        breach
        for breach in alliance_breaches(told, represented=represented, meeting=day)
        if breach not in late
    ]
    if wrong:
        raise Refused(*(str(breach) for breach in wrong))
    return Alliance.objects.create(election=held, groups=list(groups), notified_on=notified_on)


@transaction.atomic
def add_candidate(*, election: Election, person: Person, where: str) -> ElectionLine:
    """Put somebody up. The same person twice is one; two of the same name are told apart by ``where``."""
    held = hold(election.pk)
    lines = {line.name: line for line in held.lines.all()}
    for line in lines.values():
        if line.person_id == person.pk:
            return line
    name = str(person)
    if name in lines:
        name = f"{person} ({where})"[:120]
    if name in lines:
        raise Refused(f"{name} står der allerede.")
    return ElectionLine.objects.create(election=held, name=name, person=person)


@transaction.atomic
def save_round(
    *, election: Election, number: int, present: int, votes: Mapping[int, int], seen: str
) -> ElectionRound:
    """Keep a round's numbers, new or corrected; ``votes`` by candidate, ``seen`` the round as it was shown.

    Refuses a round that can't be held now, numbers that can't be, and a round that somebody else has
    written meanwhile.
    """
    held = hold(election.pk)
    counted = count(held)
    if not isinstance(counted, MajorityCount):
        raise Refused("Valget har ingen afstemninger.")
    there = next((one for one in counted.rounds if one.round.number == number), None)
    new = kept_round(present, votes)
    if there and there.kept == new:
        return there.round
    if (there.kept if there else "") != seen:
        told = f"{there.round.present} til stede, " if there else ""
        told += ", ".join(f"{line} {n}" for line, n in there.votes) if there else "fjernet"
        raise Refused(f"En anden har imens skrevet {number}. afstemning: {told}. Kontrollér, og gem igen.")
    if there is None and counted.next_round != number:
        raise Refused(f"{number}. afstemning kan ikke holdes nu.", *counted.obstacles)
    if sum(votes.values()) > present:
        raise Refused(f"Der er {sum(votes.values())} stemmer, men kun {present} er til stede.")
    row = there.round if there else ElectionRound(election=held, number=number)
    row.present = present
    row.save()
    allowed = {line.pk: line for line in counted.candidates_of(number)}
    row.results.exclude(line__in=votes).delete()
    kept = {one.line_id: one for one in row.results.all()}
    for pk, n in votes.items():
        if pk not in allowed and pk not in kept:
            raise Refused("En kandidat er fjernet af en anden. Kontrollér stemmerne, og gem igen.")
        result = kept.get(pk) or RoundResult(round=row, line_id=pk)
        if result.pk is None or result.votes != n:
            result.votes = n
            result.save()
    return row


@transaction.atomic
def draw_lot(
    *, election: Election, within: Sequence[str], number: int, order: Sequence[str], note: str
) -> ElectionLot:
    """Keep a lot that people drew. Refuses one that nobody asks for, and an order that does not settle it."""
    held = hold(election.pk)
    for kept in held.lots.all():
        if (kept.within, kept.number) == (list(within), number):
            if (kept.order, kept.note) == (list(order), note):
                return kept
            raise Refused("Lodtrækningen er allerede skrevet ind. Fjern den, hvis den skal rettes.")
    asked = open_lot(count(held).open_lots, within, number)
    if asked is None:
        raise Refused("Der er ingen lodtrækning at foretage her mere.")
    names = {name for name, _ in asked.choices}
    if len(order) < asked.places or len(set(order)) < len(order) or not set(order) <= names:
        raise Refused(
            f"Lodtrækningen er mellem {asked.among}, og der trækkes {asked.places}, hver kun én gang."
        )
    return ElectionLot.objects.create(
        election=held, within=list(within), number=number, order=list(order), note=note
    )


def open_lot(lots: Sequence[OpenLot], within: Sequence[str], number: int) -> OpenLot | None:
    """The lot under that name among those that are asked for now."""
    return next((lot for lot in lots if lot.key == (tuple(within), number)), None)


CHILDREN = {"alliance": Alliance, "candidate": ElectionLine, "round": ElectionRound, "lot": ElectionLot}


@transaction.atomic
def remove(*, election: Election, kind: str, pk: int) -> None:
    """Remove an alliance, a candidate, a round or a lot. Removed already: nothing is done.

    A candidate with votes stays, and so does a round that another came after.
    """
    held = hold(election.pk)
    row = CHILDREN[kind].objects.filter(election=held, pk=pk).first()  # type: ignore[attr-defined]
    if row is None:
        return
    if isinstance(row, ElectionLine):
        if held.kind != Election.Kind.MAJORITY:
            raise Refused("Kun en kandidat kan fjernes her.")
        if row.results.filter(votes__gt=0).exists():
            raise Refused(f"{row} har fået stemmer. Ret afstemningen først.")
    if isinstance(row, ElectionRound) and held.rounds.filter(number__gt=row.number).exists():
        raise Refused(f"Der er holdt en afstemning efter {row}. Fjern den først.")
    row.delete()
