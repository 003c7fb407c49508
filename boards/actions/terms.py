"""A board's term is set, or moved. The deputy chair is elected by the board from its midst."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from boards.actions.written import lock_board, refuse, remove, write
from boards.models import Board, DeputyChair, Tenure, Term
from boards.rules.elections import next_election
from boards.rules.terms import board_term_breaches
from meetings.actions.periods import Refused, in_words


@transaction.atomic
def save_term(*, term: Term, first: date, until: date) -> Term:
    """``until``: the first day of the next board. Raises Refused, with the paragraph."""
    board = lock_board(term.board_id)
    tied = next_election(first) if board.by_standard else None
    refuse(board_term_breaches(first_day=first, until=until, next_election=tied), "until")
    if term.pk:
        beyond = term.tenures.filter(until__gt=until) | term.tenures.filter(period__startswith__lt=first)
        if one := beyond.select_related("person").first():
            raise Refused(
                f"{one.person} er udpeget fra {in_words(one.since)} til {in_words(one.until)}, "
                "og det ligger ikke i perioden. Ret først udpegningen.",
                "until",
            )
    term.period = DateRange(first, until)
    return write(term)


@transaction.atomic
def elect_deputy(*, board: Board, tenure: Tenure, since: date) -> DeputyChair:
    """Whoever was it stops that day. Raises Refused for who is no member with a vote, or the chair."""
    lock_board(board.pk)
    kind = tenure.seat.seat_kind
    if tenure.board_id != board.pk or not tenure.sits_on(since):
        raise Refused(f"{tenure} er ikke medlem {in_words(since)}.", "tenure")
    if not kind.voting:
        raise Refused("Observatøren er ikke medlem og kan ikke vælges.", "tenure")
    if kind.rule == "chair":
        raise Refused("Formanden kan ikke også være næstformand.", "tenure")
    now = DeputyChair.objects.filter(board=board, period__contains=since).first()
    if now and now.tenure_id == tenure.pk:
        return now
    if now and now.period.lower == since:
        remove(now)
    elif now:
        now.period = DateRange(now.period.lower, since)
        write(now)
    return write(DeputyChair(board=board, tenure=tenure, period=DateRange(since, tenure.period.upper)))


@transaction.atomic
def end_deputy(*, deputy: DeputyChair, day: date) -> None:
    """From ``day`` on the board has no deputy chair. On the first day itself: as if never elected.

    Raises Refused for one whose time was over before.
    """
    lock_board(deputy.board_id)
    deputy = DeputyChair.objects.select_related("tenure__person").get(pk=deputy.pk)
    if deputy.period.upper and deputy.period.upper <= day:
        raise Refused(f"{deputy.tenure} er ikke længere næstformand.")
    if day <= deputy.period.lower:
        remove(deputy)
        return
    deputy.period = DateRange(deputy.period.lower, day)
    write(deputy)
