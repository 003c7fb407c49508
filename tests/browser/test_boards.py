"""A board tried out with and without script; its drawing by keyboard."""

import re

import pytest
from playwright.sync_api import expect

from boards.actions.boards import set_up
from boards.models import Board, Tenure
from kkr_portal.registry.models import BusinessHouse
from tests.boards import made
from tests.boards.test_seating import fill


@pytest.fixture
def board(db):
    """Erhvervshus Midtjylland, red: the chair is no politician."""
    house = BusinessHouse.objects.get(slug="midtjylland")
    board = set_up(
        board=Board(
            name=house.name, slug=house.slug, council=house.council, business_house=house,
            statutes="standard",
        )
    )  # fmt: skip
    made.term(board)
    chair = fill(board)[0]
    Tenure.objects.filter(pk=chair.pk).update(municipality=None)
    return board


def test_the_check_follows_the_typing(page, user_with, sign_in, board):
    sign_in(page, user_with("secretariat"))
    page.goto("/boards/midtjylland/draft/")
    said = page.locator("#draft-check")
    expect(said).to_contain_text("Person00 Prøve er ikke folkevalgt")
    page.locator("[name=row-0-politician]").check()
    expect(said).to_contain_text("Lovlig og fuldtallig")
    page.locator("[name=row-8-special]").select_option("director")
    expect(said).to_contain_text("kan ikke sidde i bestyrelsen")


def test_the_same_by_the_button(page_without_script, user_with, sign_in, board):
    page = page_without_script
    sign_in(page, user_with("secretariat"))
    page.goto("/boards/midtjylland/draft/")
    page.locator("[name=row-0-politician]").check()
    page.get_by_role("button", name="Kontrollér").click()
    expect(page.locator("#draft-check")).to_contain_text("Lovlig og fuldtallig")


def test_the_drawing_by_keyboard(page, board):
    """Each bar is a link to its row in the table."""
    page.goto("/boards/midtjylland/timeline/")
    page.locator(".timeline__days a").first.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"#post-{board.tenures.order_by('pk').first().pk}$"))
