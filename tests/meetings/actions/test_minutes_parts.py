"""An edit is kept, given up and brought back; the portal replaces nothing by itself."""

import pytest

from meetings.actions import minutes_parts as actions
from meetings.minutes_of import minutes_of
from meetings.models import Decision, MinutesPart


@pytest.fixture
def edit(meeting):
    return MinutesPart.objects.create(
        meeting=meeting, kind="closing", text="Tak for i dag.", written_over="Mødet blev hævet."
    )


def test_text_that_is_the_portals_own_again_is_no_edit(meeting, edit):
    edit.text = edit.written_over
    actions.save_part(edit)
    assert not MinutesPart.objects.exists()
    actions.save_part(MinutesPart(meeting=meeting, kind="closing", text="A", written_over="A"))
    assert not MinutesPart.objects.exists()


def test_keep_takes_the_changed_data_as_known_if_they_are_those_that_were_shown(meeting, edit):
    with pytest.raises(actions.ChangedAgain):
        actions.keep_text(part=edit, generated="Mødet blev hævet kl. 15.", seen="Mødet blev hævet kl. 14.")
    actions.keep_text(part=edit, generated="Mødet blev hævet kl. 15.", seen="Mødet blev hævet kl. 15.")
    edit.refresh_from_db()
    assert (edit.text, edit.written_over) == ("Tak for i dag.", "Mødet blev hævet kl. 15.")


def test_taken_twice_is_once_and_it_comes_back_once(meeting, edit):
    assert actions.take_portals_text(meeting=meeting, pk=edit.pk)
    assert not actions.take_portals_text(meeting=meeting, pk=edit.pk)
    assert minutes_of(meeting, closed=True).closing.text == "Mødet blev hævet."
    [gone] = actions.deleted_edits(meeting)
    back = actions.restore_edit(meeting=meeting, event_id=gone.pgh_id)
    assert (back.text, back.kind) == ("Tak for i dag.", "closing")
    with pytest.raises(actions.PartEvent.DoesNotExist):
        actions.restore_edit(meeting=meeting, event_id=gone.pgh_id)


def test_an_edit_of_an_item_that_is_gone_is_not_offered(meeting, new_item):
    item = new_item("Punkt")
    Decision.objects.create(item=item, text="Ja.")
    MinutesPart.objects.create(meeting=meeting, kind="item", item=item, text="Nej.", written_over="Ja.")
    actions.take_portals_text(meeting=meeting, pk=MinutesPart.objects.get().pk)
    assert [event.text for event in actions.deleted_edits(meeting)] == ["Nej."]
    item.delete()
    assert list(actions.deleted_edits(meeting)) == []


def test_what_the_approval_froze_is_no_edit_to_bring_back(meeting):
    MinutesPart.objects.create(meeting=meeting, kind="closing", text="A", written_over="A").delete()
    assert list(actions.deleted_edits(meeting)) == []
