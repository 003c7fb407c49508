"""What is told between two versions, and to whom."""

import copy

import pytest

from meetings.changes_since import Changes, Reader, changes_between

INSIDER, PUBLIC = Reader(reads_closed=True), Reader(reads_closed=False)


def _file(pk, checksum):
    return {"pk": pk, "sha256": checksum, "size": 1, "kind": "pdf", "pages": 2}


def _attachment(pk, number, title, **values):
    return {"pk": pk, "number": number, "title": title, "file_name": f"{title}.pdf", "closed": False,
            "file": _file(pk, f"sum-{pk}")} | values  # fmt: skip


def _item(pk, number, title, attachments=(), **values):
    return {"pk": pk, "number": number, "title": title, "presentation": "", "recommendation": "",
            "economy": "",
            "case_number": "", "document_number": "", "closed": False,
            "attachments": list(attachments)} | values  # fmt: skip


@pytest.fixture
def old():
    meeting = {"date": "2022-03-07", "starts_at": "10:00:00", "ends_at": "", "place": "Viborg", 
               "kind": "ordinary", "virtual": False, "note": "", "agenda_late_because": ""}  # fmt: skip
    items = [
        _item(1, "1.1", "Kontrakt", [_attachment(11, 1, "Nøgletal")], presentation="Vi godkender nu."),
        _item(2, "1.2", "Kvoter"),
        _item(3, "1.3", "Hemmeligsag", closed=True, presentation="Hemmelig før"),
    ]
    pages = [["1.1", "Kontrakt", 2, 3], ["Bilag 1.1.1", "Nøgletal", 3, 2]]
    return {"meeting": meeting, "sections": [{"pk": 9, "number": 1, "title": "Beslutning", "items": items}],
            "pages": {"public": pages}}  # fmt: skip


@pytest.fixture
def new(old):
    return copy.deepcopy(old)


def _items(snapshot):
    return snapshot["sections"][0]["items"]


def test_nothing_changed(old, new):
    assert changes_between(old, new, INSIDER) == Changes([], [], [], [], [])
    assert not changes_between(old, new, INSIDER)


def test_a_text_is_told_word_by_word(old, new):
    _items(new)[0]["presentation"] = "Vi drøfter nu."
    [change] = changes_between(old, new, PUBLIC).items
    assert (change.what, change.number, change.texts[0].label) == ("ændret", "1.1", "Sagsfremstilling")
    assert [tuple(piece) for piece in change.texts[0].pieces] == [
        ("same", "Vi "), ("removed", "godkender "), ("added", "drøfter "), ("same", "nu."),
    ]  # fmt: skip


def test_added_removed_and_renumbered(old, new):
    items = _items(new)
    items[:] = [_item(4, "1.1", "Nyt punkt"), items[0] | {"number": "1.2"}, items[2]]
    found = changes_between(old, new, PUBLIC)
    assert [(one.what, one.number, one.title) for one in found.items] == [
        ("tilføjet", "1.1", "Nyt punkt"), ("udgået", "1.2", "Kvoter"),
    ]  # fmt: skip
    assert [(one.before, one.now) for one in found.moved] == [("1.1", "1.2")]


def test_attachments_added_removed_and_replaced(old, new):
    _items(old)[1]["attachments"] = [_attachment(21, 1, "Kort"), _attachment(22, 2, "Brev")]
    _items(new)[1]["attachments"] = [_attachment(23, 1, "Kort"), _attachment(24, 2, "Notat")]
    [change] = changes_between(old, new, PUBLIC).items
    assert [(one.what, one.name) for one in change.attachments] == [
        ("udskiftet", "Bilag 1: Kort"), ("tilføjet", "Bilag 2: Notat"), ("udgået", "Bilag 2: Brev"),
    ]  # fmt: skip


def test_pages_to_print_again(old, new):
    _items(new)[0]["attachments"].append(_attachment(12, 2, "Nyt bilag"))
    new["pages"]["public"] = [
        ["1.1", "Kontrakt", 2, 5], ["Bilag 1.1.1", "Nøgletal", 3, 2], ["Bilag 1.1.2", "Nyt bilag", 5, 2],
    ]  # fmt: skip
    found = changes_between(old, new, PUBLIC).pages
    assert [(one.what, str(one)) for one in found] == [
        ("Indholdsfortegnelse", "side 1"),
        ("Forside til punkt 1.1", "side 2"),
        ("Bilag 1.1.2: Nyt bilag", "side 5–6"),
    ]


def test_the_meetings_own_facts(old, new):
    new["meeting"] |= {"date": "2022-03-14", "starts_at": "12:30:00"}
    facts = changes_between(old, new, PUBLIC).facts
    shown = [(one.label, [p.text for p in one.pieces]) for one in facts]
    assert shown == [("Dato", ["07.03.2022", "14.03.2022"]), ("Begynder kl.", ["10.00", "12.30"])]


HIDDEN = {
    "changed": lambda items: items[2].update(presentation="Hemmelig nu"),
    "renamed": lambda items: items[2].update(title="Hemmelig andet"),
    "removed": lambda items: items.pop(2),
    "opened": lambda items: items[2].update(closed=False),
    "added": lambda items: items.append(_item(5, "1.4", "Hemmelig ny", closed=True)),
    "attached": lambda items: items[2]["attachments"].append(_attachment(31, 1, "Hemmelig fil")),
    "closed attachment": lambda i: i[0]["attachments"].append(_attachment(32, 2, "Hemmelig", closed=True)),
}


@pytest.mark.parametrize("change", HIDDEN)
def test_closed_things_are_told_to_those_who_may_read_them_only(change, old, new):
    HIDDEN[change](_items(new))
    seen = str(changes_between(old, new, Reader(False, hidden_items=frozenset({3}))))
    assert "Hemmelig" not in seen
    assert changes_between(old, new, INSIDER)


def test_what_is_closed_now_is_not_told_from_when_it_was_open(old, new):
    _items(new)[0] |= {"closed": True, "presentation": "Nyt og lukket"}
    reader = Reader(reads_closed=False, hidden_items=frozenset({1}), hidden_attachments=frozenset({11}))
    assert not changes_between(old, new, reader)
