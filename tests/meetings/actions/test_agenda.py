import pytest
from django.db import IntegrityError, connection

from kkr_portal import ordering
from meetings.actions import agenda as actions
from meetings.deleted import deleted_attachments, deleted_items
from meetings.models import AgendaItem, Meeting


def _titles(rows):
    return [row.title for row in rows.order_by("position")]


def test_a_new_meeting_takes_over_the_headings_of_the_latest(meeting, section, council):
    new = actions.create_meeting(Meeting(council=council, date="2022-09-01"))
    assert _titles(new.sections) == ["Beslutninger"]


def test_the_same_order_twice_changes_nothing(section, new_item):
    a, b, c = new_item("a"), new_item("b"), new_item("c")
    order = [c.pk, a.pk, b.pk]
    for _ in range(2):
        ordering.reorder(rows=section.items.all(), order=order)
    assert _titles(section.items) == ["c", "a", "b"]


@pytest.mark.parametrize("wrong", ["missing", "twice", "foreign"])
def test_an_order_that_is_not_the_list_is_refused_whole(section, new_item, wrong):
    a, b = new_item("a"), new_item("b")
    order = {"missing": [a.pk], "twice": [b.pk, b.pk], "foreign": [b.pk, a.pk, b.pk + 1000]}[wrong]
    with pytest.raises(ordering.OrderOutOfDate):
        ordering.reorder(rows=section.items.all(), order=order)
    assert _titles(section.items) == ["a", "b"]


@pytest.mark.parametrize(
    ("pk", "direction", "expected"),
    [(1, "up", [1, 2, 3]), (2, "up", [2, 1, 3]), (2, "down", [1, 3, 2]), (3, "down", [1, 2, 3])],
)
def test_moved(pk, direction, expected):
    assert ordering.moved([1, 2, 3], pk, direction) == expected


def test_an_item_that_changes_section_goes_to_its_end(meeting, section, new_item):
    other = actions.add_section(meeting=meeting, title="Andet")
    new_item("der", section=other)
    moving = new_item("her")
    moving.section = other
    actions.place_item(moving)
    assert (_titles(section.items), _titles(other.items)) == ([], ["der", "her"])


def test_the_database_refuses_two_items_in_one_place(section, new_item):
    item = new_item()
    AgendaItem.objects.create(section=section, position=item.position, title="dobbelt")
    with pytest.raises(IntegrityError):  # deferred until the transaction ends
        connection.check_constraints()


def test_a_deleted_item_comes_back_with_its_attachments(meeting, section, new_item, new_attachment):
    item = new_item("Sag", presentation="Tekst")
    new_attachment(item, "Første")
    new_attachment(item, "Andet")
    new_item("Efter")
    item.delete()
    [event] = deleted_items(meeting)
    back = actions.restore_item(meeting=meeting, event_id=event.pgh_id)
    assert (back.title, back.presentation, _titles(back.attachments)) == ("Sag", "Tekst", ["Første", "Andet"])
    assert _titles(section.items) == ["Efter", "Sag"]
    with pytest.raises(Exception, match="does not exist"):
        actions.restore_item(meeting=meeting, event_id=event.pgh_id)


def test_an_attachment_deleted_before_its_item_stays_deleted(meeting, new_item, new_attachment):
    item = new_item("Sag")
    new_attachment(item, "Beholdes")
    new_attachment(item, "Slettet før").delete()
    # Another transaction in life; in a test all share one clock, so the event is told apart by hand.
    assert [event.title for event in deleted_attachments(item)] == ["Slettet før"]


def test_a_deleted_attachment_comes_back_last(new_item, new_attachment):
    item = new_item()
    first = new_attachment(item, "Første")
    new_attachment(item, "Andet")
    first.delete()
    [event] = deleted_attachments(item)
    actions.restore_attachment(item=item, event_id=event.pgh_id)
    assert _titles(item.attachments) == ["Andet", "Første"]
