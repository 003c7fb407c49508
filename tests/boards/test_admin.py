"""The admin looks boards up and writes nothing: that would go round the rules."""

import pytest

from kkr_portal.access.models import User
from tests.boards import in_round
from tests.boards.test_seating import fill

LISTS = ["board", "seatkind", "term", "tenure", "deputychair", "round", "step", "nominatingorganisation",
         "nominationrequest", "nomination", "candidate", "appointment"]  # fmt: skip


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


def test_the_admin_shows_no_hash_of_a_link(administrator, round_2022):
    asked = in_round.asked(in_round.entitled(round_2022))
    page = administrator.get(f"/admin/boards/nominationrequest/{asked.pk}/change/")
    assert page.status_code == 200
    assert asked.token_hash not in page.content.decode()


def test_the_history_of_a_round_is_its_secretariats(client_as, round_2022):
    in_round.nominated(in_round.asked(in_round.entitled(round_2022)))
    url = f"/history/boards/round/{round_2022.pk}/"
    page = client_as("secretariat").get(url)
    assert page.status_code == 200
    assert "Vera" in page.content.decode()
    assert client_as("kl").get(url).status_code == 200
    assert {role: client_as(role).get(url).status_code for role in ("other_secretariat", "member")} == {
        "other_secretariat": 404, "member": 404,
    }  # fmt: skip
