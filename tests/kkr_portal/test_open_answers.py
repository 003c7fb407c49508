"""Open data: for every program, in UTF-8, not sent again where nothing has changed."""

import json

from django.test import RequestFactory

from kkr_portal.open_answers import open_json

TOLD = {"navn": "Rødovre, «Åbne data»"}


def ask(**headers):
    return open_json(RequestFactory().get("/data.json", headers=headers), TOLD)


def test_readable_by_people_and_by_any_page():
    answer = ask()
    assert json.loads(answer.content) == TOLD
    assert "Rødovre, «Åbne data»" in answer.content.decode()
    assert {name: answer.headers[name] for name in ("Content-Type", "Access-Control-Allow-Origin")} == {
        "Content-Type": "application/json; charset=utf-8", "Access-Control-Allow-Origin": "*",
    }  # fmt: skip


def test_a_cache_asks_before_it_shows_it_again():
    assert ask().headers["Cache-Control"] == "public, no-cache"
    assert ask(if_none_match=ask().headers["ETag"]).status_code == 304
    assert ask(if_none_match='"another"').status_code == 200
