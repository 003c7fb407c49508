from django.contrib.auth.models import AnonymousUser

from kkr_portal import ordering
from meetings.actions import agenda as actions
from meetings.agenda import agenda_for, public_agenda, publication_of, whole_agenda
from meetings.models import AgendaItem
from tests.conftest import ROLES


def _shape(agenda):
    return [
        (one.number, one.item.title, [(a.number, a.attachment.title) for a in one.attachments])
        for one in agenda.items
    ]


def test_item_ten_comes_after_item_nine(meeting, new_item):
    for n in range(1, 12):
        new_item(f"Sag {n}")
    assert _shape(whole_agenda(meeting)) == [(f"1.{n}", f"Sag {n}", []) for n in range(1, 12)]


def test_numbers_follow_the_order(meeting, section, new_item):
    first, second, third = new_item("a"), new_item("b"), new_item("c")
    ordering.reorder(rows=section.items.all(), order=[third.pk, first.pk, second.pk])
    assert _shape(whole_agenda(meeting)) == [("1.1", "c", []), ("1.2", "a", []), ("1.3", "b", [])]


def test_what_is_closed_leaves_a_gap_in_the_numbers(meeting, new_item, new_attachment):
    closed, open_item = new_item("Lukket", closed=True), new_item("Åbent")
    new_attachment(closed, "Hemmeligt")
    new_attachment(open_item, "Lukket bilag", closed=True)
    new_attachment(open_item, "Åbent bilag")
    assert _shape(public_agenda(meeting)) == [("1.2", "Åbent", [(2, "Åbent bilag")])]
    assert _shape(whole_agenda(meeting)) == [
        ("1.1", "Lukket", [(1, "Hemmeligt")]),
        ("1.2", "Åbent", [(1, "Lukket bilag"), (2, "Åbent bilag")]),
    ]


def test_a_section_that_holds_nothing_for_the_reader_is_not_read(meeting, section, new_item):
    secret = actions.add_section(meeting=meeting, title="Sagen om det hemmelige")
    actions.add_section(meeting=meeting, title="Eventuelt")
    new_item("Åbent")
    new_item("Lukket", section=secret, closed=True)
    read = [[s.number for s in a.filled_sections] for a in (public_agenda(meeting), whole_agenda(meeting))]
    assert read == [[1], [1, 2]]


def test_what_publishing_opens_and_what_stays_closed(meeting, new_item, new_attachment):
    full, closed = new_item("Åbent"), new_item("Lukket", closed=True)
    new_item("Glemt")
    for item, is_closed in ((full, False), (full, True), (closed, False)):
        new_attachment(item, "Lukket" if is_closed else "Åbent", closed=is_closed)
    found = publication_of(whole_agenda(meeting))
    assert (
        [one.number for one in found.open_items], [one.number for one in found.closed_items],
        [one.number for one in found.bare_items], found.open_attachments,
        [(one.number, numbered.number) for one, numbered in found.closed_attachments],
    ) == (["1.1", "1.3"], ["1.2"], ["1.3"], 1, [("1.1", 2)])  # fmt: skip


def test_who_sees_what(meeting, draft, new_item, user_with):
    new_item("Åbent")
    new_item("Lukket", closed=True)
    actions.place_item(AgendaItem(section=actions.add_section(meeting=draft, title="Afsnit"), title="Kladde"))
    both, open_only, nothing = ["Åbent", "Lukket"], ["Åbent"], []
    expected = {
        "public": (open_only, nothing),
        "secretariat": (both, ["Kladde"]),
        "other_secretariat": (open_only, nothing),
        "kl": (both, ["Kladde"]),
        "member": (both, nothing),
        "board_member": (open_only, nothing),
        "business_house": (open_only, nothing),
    }
    seen = {}
    for role in ROLES:
        user = user_with(role) or AnonymousUser()
        seen[role] = tuple([one.item.title for one in agenda_for(m, user).items] for m in (meeting, draft))
    assert seen == expected


def test_three_queries_for_one_item_and_for_many(
    meeting, new_item, new_attachment, django_assert_num_queries
):
    new_attachment(new_item())
    with django_assert_num_queries(3):
        whole_agenda(meeting)
    for _ in range(30):
        new_attachment(new_item())
    with django_assert_num_queries(3):
        whole_agenda(meeting)
