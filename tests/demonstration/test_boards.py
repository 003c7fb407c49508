"""The boards of the demonstration: six, lawful, between two terms; everybody is invented."""

from datetime import date

import pytest

from boards.handover import handover
from boards.models import Board, Tenure
from boards.rules.elections import election_of
from boards.seating import Standing, seatings
from kkr_portal.access.models import User
from kkr_portal.demonstration import boards, users
from kkr_portal.registry.models import Person
from tests.once import made_once

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files_of_the_module", "loaded")]


def load() -> None:
    users.load()
    boards.load()


loaded = made_once(load)


def all_boards():
    return Board.objects.select_related("council").order_by("slug")


@pytest.mark.parametrize("day", [date(2018, 4, 1), date(2022, 3, 31), date(2022, 4, 1), date(2024, 8, 31)])
def test_six_lawful_boards(day):
    shown = seatings(all_boards(), day).values()
    assert [(one.standing, len(one.filled)) for one in shown] == [(Standing.LAWFUL, 12)] * 6


def test_the_terms_of_the_source():
    for board in all_boards():
        assert [(one.period.lower, one.period.upper) for one in board.terms.order_by("period")] == [
            (date(2018, 4, 1), date(2022, 4, 1)),
            (date(2022, 4, 1), date(2026, 4, 1)),
            (date(2026, 4, 1), date(2030, 4, 1)),
        ]
        assert board.terms.get(period__contains=date(2023, 1, 1)).election_date == date(2021, 11, 16)


def test_on_the_way_to_the_newest_term():
    day = date(2026, 6, 1)
    changes = handover(all_boards(), election_of(2025), day)
    assert {change.board.slug: (change.done, change.carried_over, change.vacant)
            for one in changes for change in one.boards} == {
        "hovedstaden": (12, 0, 0), "sjaelland": (6, 5, 1), "fyn": (12, 0, 0), "sydjylland": (4, 8, 0),
        "midtjylland": (8, 4, 0), "nordjylland": (1, 11, 0),
    }  # fmt: skip
    assert seatings(all_boards(), day)[Board.objects.get(slug="sjaelland").pk].standing is Standing.VACANT


def test_somebody_left_and_was_replaced_for_the_rest_of_the_term():
    rest = Tenure.objects.get(board__slug="midtjylland", began="rest", until=date(2026, 4, 1))
    assert rest.since == date(2024, 9, 1)


def test_everybody_is_invented_and_says_so():
    people = Person.objects.filter(tenures__isnull=False).distinct()
    assert all(one.invented and one.family_name.endswith("(opdigtet)") for one in people)
    names = [str(one) for one in people]
    assert len(names) == len(set(names))


def test_the_board_member_who_signs_in_sits_on_the_board():
    user = User.objects.get(email=boards.BOARD_MEMBER)
    assert str(user) == str(user.person)
    assert user.person.tenures.get(period__endswith=None).board.slug == "midtjylland"
