"""A board gets the seats of the statutes, or those that the secretariat describes."""

import pytest

from boards.actions.boards import delete_seat_kind, save_seat_kind
from boards.models import Seat, SeatKind
from boards.rules.statutes import BUSINESS_HOUSE_BOARD
from meetings.actions.periods import Refused
from tests.boards import made

pytestmark = pytest.mark.django_db


def test_the_standard_statutes_as_seats(house_board):
    kinds = house_board.seat_kinds.order_by("position")
    assert [(one.kind, one.seats.count(), one.voting) for one in kinds] == [
        (place.kind, place.count, place.voting) for place in BUSINESS_HOUSE_BOARD
    ]
    chair, region = kinds.get(rule="chair"), kinds.get(rule="region")
    assert (chair.appointed_by, chair.appointing_council) == ("KKR Midtjylland", house_board.council)
    assert (region.appointed_by, region.appointing_council) == ("regionsrådet", None)
    assert chair.legal_basis == "standardvedtægterne for erhvervshusene § 5.2"


@pytest.mark.parametrize(
    ("rule", "count", "told"),
    [
        ("chair", 2, "2 pladser som formand; vedtægterne har 1"),
        ("business", 5, "5 pladser som virksomhedsrepræsentant; vedtægterne har 4"),
        ("municipal", 2, "2 pladser som kommunalt medlem; vedtægterne har 3"),
    ],
)
def test_two_chairs_and_twelve_members_are_refused(house_board, rule, count, told):
    kind = house_board.seat_kinds.get(rule=rule)
    with pytest.raises(Refused) as refused:
        save_seat_kind(kind=kind, count=count)
    assert (refused.value.message, refused.value.field) == (
        f"{told} (standardvedtægterne for erhvervshusene § 5.2).",
        "count",
    )


def test_no_other_seats_on_a_board_by_the_standard_statutes(house_board):
    with pytest.raises(Refused, match="11 medlemmer og en observatør"):
        save_seat_kind(kind=SeatKind(board=house_board, title="Ekstra", appointed_by="KKR"), count=1)
    with pytest.raises(Refused, match=r"0 pladser som formand; vedtægterne har 1 \(.* § 5.2\)"):
        delete_seat_kind(kind=house_board.seat_kinds.get(rule="chair"))


def test_seats_of_another_body_grow_and_shrink_but_a_used_one_stays():
    body = made.board()
    kind = save_seat_kind(kind=SeatKind(board=body, title="Medlem", appointed_by="KKR"), count=3)
    assert (kind.seats.count(), kind.position) == (3, 1)
    save_seat_kind(kind=kind, count=2)
    second = Seat.objects.get(seat_kind=kind, number=2)
    made.tenure(second, made.person(), made.term(body))
    with pytest.raises(Refused, match="har haft en person"):
        save_seat_kind(kind=kind, count=1)
    assert kind.seats.count() == 2
    with pytest.raises(Refused, match="har haft personer"):
        delete_seat_kind(kind=kind)
    unused = save_seat_kind(kind=SeatKind(board=body, title="Gæst", appointed_by="KKR"), count=1)
    delete_seat_kind(kind=unused)
    assert list(body.seat_kinds.all()) == [kind]


@pytest.mark.parametrize("count", [0, 61])
def test_a_number_of_seats_that_is_no_number_of_seats(count):
    with pytest.raises(Refused, match="antal fra 1 til 60"):
        save_seat_kind(kind=SeatKind(board=made.board(), title="Medlem", appointed_by="KKR"), count=count)
