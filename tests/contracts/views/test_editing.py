"""Writing in a contract's text: parts, basics, focus areas; drafts, conflicts, and what is closed."""

import json

import pytest

from contracts.models import ContractPart, FocusArea, ResultContract
from contracts.views.autosave import MEANWHILE
from contracts.views.writing import APPROVED, SIGNED
from tests.contracts.written import BASE, FETCH, autosave, form_at, the_contract

PART = f"{BASE}parts/about/"


@pytest.fixture
def contract(db) -> ResultContract:
    return the_contract()


@pytest.fixture
def client(client_as, contract):
    return client_as("secretariat")


def text_of(contract: ResultContract, kind: str = "about") -> str:
    return contract.parts.get(kind=kind).text


def titles(contract: ResultContract) -> list[str]:
    return list(contract.focus_areas.order_by("position").values_list("title", flat=True))


def test_the_overview_names_every_part_and_what_needs_a_decision(client):
    page = client.get(BASE)
    html = page.content.decode()
    for label in ContractPart.Kind.labels:
        assert label in html
    assert "Rækkerne giver 39.009, og den anførte sum er 39.010: en forskel på 1 (afrunding)." in html
    assert [lack.decide for lack in page.context["lacks"]] == [True, True]


def test_the_overview_says_what_is_missing_in_an_empty_contract(client, contract):
    contract.parts.all().delete()
    contract.goals.all().delete()
    contract.focus_areas.all().delete()
    contract.funding_rows.all().delete()
    assert [lack.text for lack in client.get(BASE).context["lacks"]] == [
        "«Indledning» er ikke skrevet",
        "«Om erhvervshuset» er ikke skrevet",
        "«Opfølgning og rapportering» er ikke skrevet",
        "«Økonomi» er ikke skrevet",
        "«Ikrafttræden» er ikke skrevet",
        "Ingen særlige indsatsområder",
        "Ingen mål",
        "Fordelingsnøglen er ikke skrevet",
    ]


def test_the_overview_names_a_cpr_number_without_repeating_it(client, contract):
    part = contract.parts.get(kind=ContractPart.Kind.PREAMBLE)
    part.text = "Aftalt med 010190-1234."
    part.save()
    page = client.get(BASE)
    said = [lack for lack in page.context["lacks"] if "CPR" in lack.text]
    assert [lack.text for lack in said] == ["«Indledning» ser ud til at rumme et CPR-nummer: 010190-xxxx"]
    assert client.get(said[0].url).status_code == 200


def test_a_part_is_saved(client, contract):
    answer = client.post(PART, form_at(client, PART, text="Ny tekst[^1]\n\n[^1]: Note"))
    assert answer.headers["Location"] == BASE
    assert text_of(contract) == "Ny tekst[^1]\n\n[^1]: Note"


def test_a_part_that_was_never_written_is_made_once(client, contract):
    contract.parts.filter(kind="about").delete()
    first, second = form_at(client, PART, text="Min"), form_at(client, PART, text="Din")
    client.post(PART, first)
    answer = client.post(PART, second)
    assert [one.stored for one in answer.context["form"].differences] == ["Min"]
    assert text_of(contract) == "Min"


def test_html_is_refused_and_kept_as_typed(client, contract):
    before = text_of(contract)
    answer = client.post(PART, form_at(client, PART, text="<script>alert(1)</script>"))
    assert "HTML-koder kan ikke stå i teksten" in answer.content.decode()
    assert "&lt;script&gt;alert(1)" in answer.content.decode()
    assert text_of(contract) == before


def test_an_unknown_part(client):
    assert client.get(f"{BASE}parts/hemmelig/").status_code == 404


def test_a_draft_is_saved_in_the_background(client, contract):
    typed = form_at(client, PART, text="Kladde")
    answer = autosave(client, PART, typed)
    told = json.loads(answer.content)
    assert (answer.status_code, told["sentence"][:9]) == (200, "Gemt kl. ")
    assert text_of(contract) == "Kladde"
    again = autosave(client, PART, typed | {"text": "Kladde 2"} | told["fields"])
    assert again.status_code == 200
    assert text_of(contract) == "Kladde 2"


def test_a_draft_never_overwrites_what_somebody_else_saved(client, contract):
    typed = form_at(client, PART, text="Min kladde")
    contract.parts.filter(kind="about").update(text="En andens")
    answer = autosave(client, PART, typed)
    assert (answer.status_code, json.loads(answer.content)) == (409, {"sentence": MEANWHILE})
    assert text_of(contract) == "En andens"
    shown = client.post(PART, typed)
    assert [(one.mine, one.stored) for one in shown.context["form"].differences] == [
        ("Min kladde", "En andens")
    ]
    chosen = typed | {"revision": str(contract.parts.get(kind="about").revision), "choose_text": "mine"}
    assert autosave(client, PART, chosen).status_code == 409
    assert client.post(PART, chosen).status_code == 302
    assert text_of(contract) == "Min kladde"


def test_a_draft_that_is_not_valid_is_not_half_saved(client, contract):
    area = contract.focus_areas.first()
    url = f"{BASE}focus-areas/{area.pk}/"
    answer = autosave(client, url, form_at(client, url, title="", text="Ny tekst"))
    assert answer.status_code == 422
    assert json.loads(answer.content)["sentence"].startswith("Ikke gemt endnu. Overskrift: ")
    assert FocusArea.objects.get(pk=area.pk).text == area.text


def test_the_day_it_enters_into_force(client, contract):
    url = f"{BASE}basics/"
    refused = client.post(url, form_at(client, url, in_force_on="31-02-2022"))
    assert "er ikke en dato, der findes" in refused.content.decode()
    client.post(url, form_at(client, url, in_force_on="1. februar 2022"))
    contract.refresh_from_db()
    assert str(contract.in_force_on) == "2022-02-01"


def test_focus_areas_are_added_once_though_the_form_comes_twice(client, contract):
    url = f"{BASE}focus-areas/new/"
    typed = form_at(client, url, title="Fødevarer", text="Nyt")
    client.post(url, typed)
    client.post(url, typed)
    assert titles(contract)[-1] == "Fødevarer"
    assert len(titles(contract)) == 7


def test_focus_areas_are_put_in_order(client, contract):
    ids = list(contract.focus_areas.order_by("position").values_list("pk", flat=True))
    before = titles(contract)
    client.post(f"{BASE}focus-areas/order/", {"order": ids, "move": f"{ids[0]}:down"})
    assert titles(contract) == [before[1], before[0], *before[2:]]
    answer = client.post(f"{BASE}focus-areas/order/", {"order": ids[:-1]}, headers=FETCH)
    assert answer.status_code == 409


def test_a_deleted_focus_area_comes_back(client, contract):
    area = contract.focus_areas.order_by("position").first()
    url = f"{BASE}focus-areas/{area.pk}/"
    assert "Slet «" in client.get(f"{url}delete/").content.decode()
    client.post(f"{url}delete/")
    assert area.title not in titles(contract)
    event = client.get(BASE).context["deleted_areas"].get()
    client.post(f"{BASE}focus-areas/restore/", {"event": event.pgh_id})
    assert titles(contract)[-1] == area.title
    client.post(f"{BASE}focus-areas/restore/", {"event": event.pgh_id})
    assert titles(contract).count(area.title) == 1


def test_who_writes_in_a_deleted_focus_area_keeps_the_text(client, contract):
    area = contract.focus_areas.first()
    url = f"{BASE}focus-areas/{area.pk}/"
    typed = form_at(client, url, text="Skrevet imens")
    area.delete()
    assert autosave(client, url, typed).status_code == 422
    html = client.post(url, typed).content.decode()
    assert "er slettet af en anden, mens du skrev" in html
    assert "Skrevet imens" in html
    assert f'action="{BASE}focus-areas/new/"' in html


CLOSED = {"approved": APPROVED, "signed": SIGNED}


@pytest.mark.parametrize("status", CLOSED)
@pytest.mark.parametrize("page", ["", "parts/about/", "basics/", "focus-areas/new/", "goals/new/", "key/"])
def test_a_closed_text_says_why(client, contract, status, page):
    typed = form_at(client, PART, text="Ændret bagefter")
    ResultContract.objects.filter(pk=contract.pk).update(status=status)
    before = text_of(contract)
    html = client.get(BASE + page).content.decode()
    assert CLOSED[status] in html
    assert "Til kontraktens forløb" in html
    refused = client.post(BASE + page, typed)
    assert refused.status_code == 409
    assert CLOSED[status] in refused.content.decode()
    assert "Ændret bagefter" in refused.content.decode()
    assert autosave(client, BASE + page, typed).content.decode() == CLOSED[status]
    assert text_of(contract) == before


def test_what_is_typed_outlives_the_sign_in(client, contract, settings):
    typed = form_at(client, PART, text="Skrevet mens tiden gik")
    user = client.get(PART).wsgi_request.user
    del client.cookies[settings.SESSION_COOKIE_NAME]  # it has run out
    assert client.post(PART, typed).headers["Location"].startswith("/access/sign-in/")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    html = client.get(PART).content.decode()
    assert "Skrevet mens tiden gik" in html
    assert "Du var blevet logget ud" in html
