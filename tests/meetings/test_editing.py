"""Two people edit the same item (kkr_portal/editing.py, seen through the item's form)."""

import pytest

from meetings.models import AgendaItem


@pytest.fixture
def item(new_item):
    return new_item("Sag", presentation="gammel", recommendation="gammel")


def _typed(item, **changes):
    values = {
        "title": item.title, "section": item.section_id, "presentation": item.presentation,
        "recommendation": item.recommendation, "economy": "", "case_number": "", "document_number": "",
        "revision": item.revision,
    }  # fmt: skip
    return values | changes


def test_the_database_counts_revisions_on_every_path_but_not_for_order(item):
    AgendaItem.objects.filter(pk=item.pk).update(title="Ny")
    AgendaItem.objects.filter(pk=item.pk).update(position=7)
    AgendaItem.objects.filter(pk=item.pk).update(title="Ny")  # the same once more is no change
    item.refresh_from_db()
    assert item.revision == 2


def test_the_second_to_save_is_shown_both_and_nothing_is_saved(client_as, item):
    client = client_as("secretariat")
    AgendaItem.objects.filter(pk=item.pk).update(presentation="den andens")
    response = client.post(f"/meetings/items/{item.pk}/edit/", _typed(item, presentation="min"))
    [difference] = response.context["form"].differences
    assert (difference.label, difference.mine, difference.stored, difference.prefer_stored) == (
        "Sagsfremstilling", "min", "den andens", False,
    )  # fmt: skip
    page = response.content.decode()
    assert "Intet er gået tabt" in page
    item.refresh_from_db()
    assert item.presentation == "den andens"


def test_a_field_only_the_other_one_touched_is_taken_from_the_other(client_as, item):
    client = client_as("secretariat")
    AgendaItem.objects.filter(pk=item.pk).update(recommendation="den andens")
    response = client.post(f"/meetings/items/{item.pk}/edit/", _typed(item, presentation="min"))
    shown = {d.name: d.prefer_stored for d in response.context["form"].differences}
    assert shown == {"presentation": False, "recommendation": True}


@pytest.mark.parametrize(("choice", "expected"), [("mine", "min"), ("stored", "den andens")])
def test_the_choice_is_what_is_saved(client_as, item, choice, expected):
    client = client_as("secretariat")
    AgendaItem.objects.filter(pk=item.pk).update(presentation="den andens")
    first = client.post(f"/meetings/items/{item.pk}/edit/", _typed(item, presentation="min"))
    revision = first.context["form"]["revision"].value()
    second = client.post(
        f"/meetings/items/{item.pk}/edit/",
        _typed(item, presentation="min", revision=revision, choose_presentation=choice),
    )
    item.refresh_from_db()
    assert (second.status_code, item.presentation) == (302, expected)


def test_the_same_text_from_both_is_no_conflict(client_as, item):
    client = client_as("secretariat")
    AgendaItem.objects.filter(pk=item.pk).update(presentation="enige")
    response = client.post(f"/meetings/items/{item.pk}/edit/", _typed(item, presentation="enige"))
    assert response.status_code == 302


def test_a_form_without_a_revision_is_not_trusted_to_overwrite(client_as, item):
    client = client_as("secretariat")
    AgendaItem.objects.filter(pk=item.pk).update(presentation="den andens")
    response = client.post(f"/meetings/items/{item.pk}/edit/", _typed(item, presentation="min", revision=""))
    item.refresh_from_db()
    assert (response.status_code, item.presentation) == (200, "den andens")
