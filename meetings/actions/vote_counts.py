"""The votes of a term: written by hand or imported, counted together, and the lot that people draw.

While the composition is fixed, nothing of this changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import models, transaction

from kkr_portal.apportionment import Tie
from kkr_portal.importing.plans import Refused
from kkr_portal.registry.models import Municipality
from meetings.composition import composed, counted_twice
from meetings.models import ListCooperation, Term, VoteCount

FIXED = (
    "Sammensætningen er fastlagt, så stemmetal, listesamarbejder og metode kan ikke ændres. "
    "Ophæv fastlæggelsen først."
)


class VotesRefused(Exception):
    """Nothing was changed; the message is a Danish sentence that says why."""


@dataclass(frozen=True)
class Count:
    """What a party got in one place."""

    party: int
    votes: int = 0
    council_seats: int = 0
    mayors: int = 0
    source: str = ""


def locked_open_term(term: Term) -> Term:
    """The term's row, held until the transaction ends. Raises VotesRefused while it is fixed."""
    locked = Term.objects.select_related("council").select_for_update(of=("self",)).get(pk=term.pk)
    if locked.fixed_on:
        raise VotesRefused(FIXED)
    return locked


def lot_of(term: Term) -> tuple[frozenset[str], int] | None:
    """What must be drawn, whether or not it has been: among whom, and for how many seats."""
    tie: Tie[str] | None = composed(term).tie
    return (frozenset(tie.among), tie.seats) if tie else None


def drop_lot_unless(term: Term, before: tuple[frozenset[str], int] | None) -> bool:
    """Forget the lot unless exactly the same must be drawn as ``before``; True if one was forgotten."""
    if not term.drawn or lot_of(term) == before:
        return False
    term.drawn, term.drawn_note = [], ""
    term.save(update_fields=["drawn", "drawn_note"])
    return True


def _refuse_counting_twice(term: Term) -> None:
    if twice := counted_twice(term):
        raise VotesRefused(" ".join(twice))


@transaction.atomic
def save_votes(*, term: Term, municipality: Municipality | None, counts: Sequence[Count]) -> bool:
    """Make ``counts`` the whole of what is known of this place. True if a lot had to be forgotten."""
    term = locked_open_term(term)
    before = lot_of(term)
    stored = {row.party_id: row for row in term.votes.filter(municipality=municipality)}
    wanted = {count.party: count for count in counts}
    for party, row in stored.items():
        if party not in wanted:
            row.delete()
    _write(term, municipality.pk if municipality else None, wanted.values(), stored)
    _refuse_counting_twice(term)
    return drop_lot_unless(term, before)


@transaction.atomic
def import_votes(*, term: Term, counts: Mapping[int | None, Sequence[Count]]) -> bool:
    """Write the counts of several places; what is not named stays. All of them, or none.

    True if a lot had to be forgotten.
    """
    term = locked_open_term(term)
    before = lot_of(term)
    for place, wanted in counts.items():
        _write(term, place, wanted, {row.party_id: row for row in term.votes.filter(municipality=place)})
    _refuse_counting_twice(term)
    return drop_lot_unless(term, before)


@contextmanager
def taking_back(rows: Sequence[models.Model]) -> Iterator[None]:
    """Guards counts whose import is undone, as writing them is guarded. A lot that is put back stays."""
    try:
        terms = [
            locked_open_term(one)
            for one in Term.objects.filter(votes__in=[row.pk for row in rows]).distinct()
        ]
        before = [(term.drawn, lot_of(term)) for term in terms]
        yield
        for term, (drawn, tie) in zip(terms, before, strict=True):
            now = locked_open_term(term)
            _refuse_counting_twice(now)
            if now.drawn == drawn:
                drop_lot_unless(now, tie)
    except VotesRefused as reason:
        raise Refused(str(reason)) from reason


def _write(term: Term, place: int | None, wanted: Iterable[Count], stored: Mapping[int, VoteCount]) -> None:
    for count in wanted:
        row = stored.get(count.party) or VoteCount(term=term, municipality_id=place, party_id=count.party)
        old = (row.votes, row.council_seats, row.mayors, row.source)
        row.votes, row.council_seats, row.mayors, row.source = (
            count.votes, count.council_seats, count.mayors, count.source,
        )  # fmt: skip
        if row.pk is None or old != (row.votes, row.council_seats, row.mayors, row.source):
            row.save()


@transaction.atomic
def save_cooperations(*, term: Term, names: Mapping[int, str]) -> bool:
    """Party id → the name it counts under together with others; all other cooperations end.

    True if a lot had to be forgotten.
    """
    term = locked_open_term(term)
    before = lot_of(term)
    stored = {row.party_id: row for row in term.cooperations.all()}
    for party, row in stored.items():
        if party not in names:
            row.delete()
        elif row.name != names[party]:
            row.name = names[party]
            row.save()
    ListCooperation.objects.bulk_create(
        ListCooperation(term=term, party_id=party, name=name)
        for party, name in names.items()
        if party not in stored
    )
    return drop_lot_unless(term, before)


@transaction.atomic
def record_lot(*, term: Term, drawn: Sequence[str], note: str) -> None:
    """Keep the order that people drew. Raises VotesRefused unless it settles what is to be drawn."""
    term = locked_open_term(term)
    tie = composed(term).tie
    if tie is None:
        raise VotesRefused("Der er ikke længere noget at trække lod om.")
    try:
        tie.winners(drawn)
    except ValueError:
        among = ", ".join(tie.among)
        raise VotesRefused(
            f"Lodtrækningen passer ikke: der trækkes {tie.seats} blandt {among}, og hver kan kun trækkes "
            "én gang."
        ) from None
    term.drawn, term.drawn_note = list(drawn), note
    term.save(update_fields=["drawn", "drawn_note"])


@transaction.atomic
def forget_lot(*, term: Term) -> None:
    """Take back a lot that was written down wrongly. Doing it twice changes nothing."""
    term = locked_open_term(term)
    term.drawn, term.drawn_note = [], ""
    term.save(update_fields=["drawn", "drawn_note"])
