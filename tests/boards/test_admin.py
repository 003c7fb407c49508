"""The admin looks boards up and writes nothing: that would go round the rules."""

import pytest

from kkr_portal.access.models import User
from tests.boards.test_seating import fill

LISTS = ["board", "seatkind", "term", "tenure", "deputychair"]


@pytest.fixture
def administrator(client, db):
    client.force_login(
        User.objects.create_superuser("admin@example.dk", "en-lang-kode-til-test"),
        backend="django.contrib.auth.backends.ModelBackend",
    )
    return client


@pytest.mark.parametrize("model", LISTS)
def test_to_look_up_and_not_to_write(administrator, house_board, model):
    fill(house_board)
    answer = administrator.get(f"/admin/boards/{model}/")
    assert answer.status_code == 200
    assert administrator.get(f"/admin/boards/{model}/add/").status_code == 403


def test_others_have_no_admin(client_as, house_board):
    assert client_as("secretariat").get("/admin/boards/board/").status_code != 200
