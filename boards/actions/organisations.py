"""Which organisations may nominate in a round, and to which seats."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import ProtectedError

from boards.actions.rounds import lock_round
from boards.actions.written import write
from boards.models import NominatingOrganisation, Round, SeatKind
from kkr_portal.registry.models import Organisation
from meetings.actions.periods import Refused
from meetings.models import AgendaItem


@transaction.atomic
def entitle(
    *,
    opened: Round,
    organisations: Sequence[Organisation],
    seat_kinds: Iterable[SeatKind],
    decided_at: AgendaItem | None = None,
    together: bool = False,
) -> list[NominatingOrganisation]:
    """Each of them, to each of these kinds of seats. Those that are entitled already stay as they are.

    ``together``: the two nominate as one, as FH and AC do. Raises Refused.
    """
    opened = lock_round(opened.pk)
    own = {board.pk for board in opened.boards()}
    if together and len(organisations) != 2:
        raise Refused("Vælg netop to organisationer, når de indstiller i fællesskab.", "organisations")
    pairs: list[tuple[Organisation, Organisation | None]] = [(one, None) for one in organisations]
    if together:
        pairs = [(organisations[0], organisations[1])]
    made = []
    for kind in seat_kinds:
        if kind.board_id not in own:
            raise Refused(f"«{kind}» hører ikke til en bestyrelse i runden.", "seat_kinds")
        there = set(opened.nominating.filter(seat_kind=kind).values_list("organisation", flat=True))
        made += [
            write(
                NominatingOrganisation(
                    round=opened, seat_kind=kind, organisation=one, together_with=other, decided_at=decided_at
                )
            )
            for one, other in pairs
            if one.pk not in there
        ]
    return made


@transaction.atomic
def import_nominating(*, opened: Round, rows: Iterable[NominatingOrganisation]) -> None:
    """Rows with an id are changed, the others added: all of them, or none. Raises Refused."""
    lock_round(opened.pk)
    for row in rows:
        write(row)


@transaction.atomic
def save_nominating(*, nominating: NominatingOrganisation) -> NominatingOrganisation:
    """Raises Refused."""
    lock_round(nominating.round_id)
    return write(nominating)


@transaction.atomic
def no_longer_entitled(*, nominating: NominatingOrganisation) -> None:
    """Raises Refused once it was asked: the request and the answer rest on the decision."""
    lock_round(nominating.round_id)
    try:
        with transaction.atomic():
            nominating.delete()
    except ProtectedError as error:
        told = f"{nominating} er allerede bedt om at indstille og kan ikke fjernes fra listen."
        raise Refused(told) from error
