"""Boards, terms and people for the tests, made in few words."""

from __future__ import annotations

from datetime import date

from boards.models import Board, Seat, SeatKind, Tenure, Term
from kkr_portal.registry.models import BusinessHouse, Council, Person

FIRST, UNTIL = date(2022, 4, 1), date(2026, 4, 1)


def person(name: str = "Ane Ahorn", **fields: object) -> Person:
    given, family = name.rsplit(" ", 1)
    return Person.objects.create(given_name=given, family_name=family, invented=True, **fields)


def board(name: str = "Vækstforum", council: str = "midtjylland", **fields: object) -> Board:
    """Another regional body than an erhvervshus' board."""
    fields.setdefault("slug", name.lower().replace(" ", "-").replace("æ", "ae"))
    return Board.objects.create(name=name, council=Council.objects.get(slug=council), **fields)


def house_board(house: str = "midtjylland") -> Board:
    """By the standard statutes, still without seats."""
    of = BusinessHouse.objects.get(slug=house)
    return Board.objects.create(
        name=of.name, slug=of.slug, council=of.council, business_house=of, statutes="standard"
    )


def seat(of: Board, title: str = "Medlem", number: int = 1, **fields: object) -> Seat:
    fields.setdefault("appointed_by", "KKR")
    kind, _ = SeatKind.objects.get_or_create(board=of, title=title, defaults=fields)
    return Seat.objects.create(seat_kind=kind, number=number)


def term(of: Board, first: date = FIRST, until: date = UNTIL) -> Term:
    made = Term.objects.create(board=of, period=(first, until))
    made.refresh_from_db()
    return made


def tenure(
    of: Seat, who: Person, in_term: Term, first: date = FIRST, last: date | None = None, **fields: object
) -> Tenure:
    fields.setdefault("until", in_term.period.upper)
    made = Tenure.objects.create(seat=of, person=who, term=in_term, period=(first, last), **fields)
    made.refresh_from_db()
    return made
