"""An import is taken back as a whole, or refused with what is in the way."""

from datetime import date

import pghistory
import pytest
from django.urls import reverse

from kkr_portal.history.models import Context
from kkr_portal.history.tracked import events_of
from kkr_portal.importing.undoing import ALREADY
from kkr_portal.registry.models import Municipality, Organisation, Population
from tests.boards import in_round, made
from tests.importing.taken_back import way_back as way_back_of
from tests.importing.test_populations import confirmed
from tests.side_by_side import at_once

pytestmark = pytest.mark.django_db
POPULATIONS, ORGANISATIONS = "/registry/populations/import/", "/registry/organisations/import/"
DAY = date(2026, 1, 1)


@pytest.fixture
def kl(client_as):
    return client_as("kl")


@pytest.fixture
def kept(db) -> Organisation:
    return Organisation.objects.create(name="Aabo Forening", kind="business", note="Gammel", source="Før")


def take_in(client, address, text, **more):
    """The answer to the confirmation, and the address of the way back."""
    page = client.post(address, {"text": text, **more})
    answer = client.post(address, confirmed(page), follow=True)
    assert "Fortryd importen" in answer.content.decode()
    return answer, way_back_of(answer)


ROWS = "navn;art;bemærkning;kilde\nAabo Forening;union;Ny;Efter\nZeta Forening;union;;Brev"


def stored():
    return sorted(Organisation.objects.values_list("pk", "name", "kind", "note", "source"))


def test_what_was_new_goes_and_what_was_changed_is_as_before(kl, kept):
    before = stored()
    _, way_back = take_in(kl, ORGANISATIONS, ROWS)
    assert stored() != before
    page = kl.get(way_back).content.decode()
    for told in ("Organisation «Zeta Forening»", "Bliver som før", "Slettes"):
        assert told in page
    assert stored() != before
    answer = kl.post(way_back, follow=True)
    assert "Importen er fortrudt: Organisationer" in answer.content.decode()
    assert stored() == before


def test_the_undoing_stands_in_the_history(kl, kept):
    _, way_back = take_in(kl, ORGANISATIONS, ROWS)
    kl.post(way_back)
    last = events_of(Organisation).filter(pgh_obj_id=kept.pk).latest("pgh_id")
    assert last.pgh_label == "update"
    assert last.pgh_context.metadata["reason"].startswith("Import fortrudt: Org")
    page = kl.get(reverse("history:object", args=["registry", "organisation", kept.pk])).content.decode()
    assert "Import fortrudt: Organisationer" in page


def test_again_says_that_it_is_done(kl, kept):
    before = stored()
    _, way_back = take_in(kl, ORGANISATIONS, ROWS)
    kl.post(way_back)
    assert ALREADY in kl.post(way_back, follow=True).content.decode()
    assert ALREADY in kl.get(way_back).content.decode()
    assert stored() == before


def test_taken_in_again_and_taken_back_again(kl, kept):
    before = stored()
    for _ in range(2):
        _, way_back = take_in(kl, ORGANISATIONS, ROWS)
        kl.post(way_back)
        assert stored() == before


@pytest.mark.parametrize("deleted", [False, True])
def test_refused_where_a_row_was_changed_since(kl, kept, deleted):
    _, way_back = take_in(kl, ORGANISATIONS, ROWS)
    with pghistory.context():  # another's request; within one transaction the last one would go on
        if deleted:
            Organisation.objects.get(name="Zeta Forening").delete()
        else:
            Organisation.objects.filter(name="Zeta Forening").update(note="Rettet")
    before = stored()
    for page in (kl.get(way_back), kl.post(way_back)):
        told = page.content.decode()
        done = "slettet" if deleted else "ændret"
        assert f"Organisation «Zeta Forening» er {done} siden, " in told
        assert '<button type="submit" class="button button-warning"' not in told
    assert stored() == before


def test_the_later_import_is_taken_back_first(kl, kept):
    before = stored()
    _, first = take_in(kl, ORGANISATIONS, ROWS)
    _, second = take_in(kl, ORGANISATIONS, ROWS.replace("Ny;", "Nyere;"))
    assert "Organisation «Aabo Forening» er ændret siden" in kl.post(first).content.decode()
    kl.post(second)
    kl.post(first)
    assert stored() == before


def test_refused_where_something_rests_on_a_new_row(kl, kept):
    _, way_back = take_in(kl, ORGANISATIONS, ROWS)
    with pghistory.context():
        of = made.house_board()
        made.term(of)
        made.seat(of, rule="business", appointing_council=of.council)
        in_round.entitled(in_round.opened(), "Zeta Forening")
    page = kl.post(way_back).content.decode()
    assert "Organisation «Zeta Forening» bruges af " in page
    assert Organisation.objects.filter(name="Zeta Forening").exists()


def test_populations(kl, django_assert_max_num_queries):
    places = list(Municipality.objects.all())
    first, rest = places[0], places[1:]
    Population.objects.create(municipality=first, date=DAY, persons=1, source="Før")
    text = "kommunekode;indbyggere\n" + "\n".join(f"{one.code};50000" for one in places)
    _, way_back = take_in(kl, POPULATIONS, text, source="FOLK1A", day="1.1.2026")
    assert Population.objects.filter(date=DAY, persons=50_000).count() == len(rest) + 1
    with django_assert_max_num_queries(60):
        assert "98 rækker" in kl.get(way_back).content.decode()
    with django_assert_max_num_queries(90):
        kl.post(way_back)
    assert list(Population.objects.filter(date=DAY).values_list("municipality", "persons", "source")) == [
        (first.pk, 1, "Før")
    ]


@pytest.mark.parametrize("role", ["public", "secretariat", "member"])
def test_only_whoever_may_take_it_in(kl, client_as, kept, role):
    _, way_back = take_in(kl, ORGANISATIONS, ROWS)
    before = stored()
    answer = client_as(role).post(way_back)
    assert answer.status_code == (302 if role == "public" else 404)
    assert stored() == before


def test_what_is_no_import_has_no_way_back(kl, kept):
    kl.post("/registry/organisations/import/", {"text": ROWS})
    other = Context.objects.exclude(metadata__has_key="import").first()
    addresses = [other.pk] if other else []
    for pk in [*addresses, "00000000-0000-4000-8000-000000000000"]:
        assert kl.get(reverse("importing:undo", args=[pk])).status_code == 404


def test_the_latest_are_listed_until_they_are_taken_back(kl, client_as, kept):
    _, way_back = take_in(kl, ORGANISATIONS, ROWS)
    page = kl.get("/import-and-export/").content.decode()
    assert way_back in page
    assert "Seneste importer" in page
    assert "Seneste importer" not in client_as("secretariat").get("/import-and-export/").content.decode()
    kl.post(way_back)
    assert way_back not in kl.get("/import-and-export/").content.decode()


@pytest.mark.django_db(transaction=True)
def test_two_at_once_take_it_back_once(kl, kept):
    before = stored()
    _, way_back = take_in(kl, ORGANISATIONS, ROWS)
    answers = at_once(*[lambda: kl.post(way_back).status_code] * 2)
    assert answers == [302, 302]
    assert stored() == before
    assert events_of(Organisation).filter(pgh_context__metadata__has_key="undoes").count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_change_at_the_same_moment_is_seen_or_waits(kl, kept):
    _, way_back = take_in(kl, ORGANISATIONS, ROWS)
    answers = at_once(
        lambda: kl.post(way_back).status_code,
        lambda: Organisation.objects.filter(name="Zeta Forening").update(note="Imens"),
    )
    left = Organisation.objects.filter(name="Zeta Forening").values_list("note", flat=True)
    assert (answers[0], list(left)) in [(302, []), (200, ["Imens"])]
