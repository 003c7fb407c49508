"""Boards and who sits there are found by everyone."""

from django.contrib.auth.models import AnonymousUser

from boards.models import Board, Tenure
from kkr_portal.search.finding import asked, search
from tests.boards.test_seating import many_boards


def _found(text: str, **narrowed) -> list[tuple[str, str]]:
    groups = search(AnonymousUser(), asked(text, kind="boards", **narrowed))
    return [(one.hit.title, one.hit.url) for group in groups for one in group.found]


def test_a_board_by_its_name_and_a_person_by_name(council):
    many_boards(1, 4)
    board = Board.objects.get()
    tenure = Tenure.objects.select_related("person").first()
    assert (board.name, board.get_absolute_url()) in _found(f'"{board.name}"')
    assert (str(tenure.person), f"/boards/people/{tenure.person_id}/") in _found(f'"{tenure.person}"')
    assert _found(f'"{board.name}"', council_id=board.council_id + 1000) == []
