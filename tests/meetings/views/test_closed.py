"""Every form and button of the meeting room answers with a sentence when the meeting is closed."""

import pytest
from django.db import IntegrityError
from django.test import RequestFactory

from meetings.actions import agenda as actions
from meetings.deleted import AttachmentEvent, ItemEvent
from meetings.models import AgendaItem, Decision, FollowUp, Meeting, MinutesPart
from meetings.models.closing import MESSAGE
from meetings.views.closed import writes

MEETING = "/meetings/midtjylland/2022-03-07/"


@pytest.fixture
def ids(meeting, new_item, new_attachment):
    item, gone = new_item("Punkt"), new_item("Slettet")
    attachment, removed = new_attachment(item), new_attachment(item, "Fjernet")
    empty = actions.add_section(meeting=meeting, title="Tomt afsnit")
    part = MinutesPart.objects.create(
        meeting=meeting, kind="item", item=item, text="Ny", written_over="Gammel"
    )
    follow_up = FollowUp.objects.create(item=item, what="Skriv brev", owner="Sekretariatet")
    gone.delete()
    removed.delete()
    MinutesPart.objects.create(meeting=meeting, kind="closing", text="A", written_over="B").delete()
    Meeting.objects.filter(pk=meeting.pk).update(status="approved")
    return {
        "item": item.pk, "gone": gone.pk or ItemEvent.objects.get(pgh_label="delete").pgh_obj_id,
        "section": item.section_id, "empty": empty.pk, "attachment": attachment.pk, "part": part.pk,
        "removed": AttachmentEvent.objects.get(pgh_label="delete").pgh_obj_id, "follow_up": follow_up.pk,
        "item_event": ItemEvent.objects.get(pgh_label="delete").pgh_id,
        "attachment_event": AttachmentEvent.objects.get(pgh_label="delete").pgh_id,
        "part_event": MinutesPart.events.rel.related_model.objects.filter(pgh_label="delete").get().pgh_id,
    }  # fmt: skip


POSTS = [
    (MEETING + "edit/", {"kind": "ordinary", "date": "08.03.2022", "note": "En lang note", "revision": "1"}),
    (MEETING + "send/", {}),
    (MEETING + "take-back/", {}),
    (MEETING + "sections/", {"title": "Nyt"}),
    (MEETING + "sections/order/", {"order": ["{empty}", "{section}"]}),
    (MEETING + "items/new/", {"title": "Ny sag her", "section": "{section}"}),
    (MEETING + "restore/", {"event": "{item_event}"}),
    (MEETING + "minutes/attendance/edit/", {"text": "Alle var der."}),
    (MEETING + "minutes/closing/edit/", {"text": "Tak for i dag."}),
    (MEETING + "minutes/restore/", {"event": "{part_event}"}),
    (MEETING + "minutes/parts/{part}/take/", {}),
    (MEETING + "minutes/share/", {}),
    (MEETING + "minutes/withdraw/", {}),
    ("/meetings/minutes-parts/{part}/keep/", {"seen": ""}),
    ("/meetings/items/{item}/minutes/", {"text": "Noget andet."}),
    ("/meetings/sections/{section}/edit/", {"title": "Et andet navn", "revision": "1"}),
    ("/meetings/sections/{empty}/delete/", {}),
    ("/meetings/sections/{section}/order/", {"order": ["{item}"]}),
    ("/meetings/items/{item}/edit/", {"title": "En anden titel", "section": "{section}", "revision": "1"}),
    ("/meetings/items/{gone}/edit/", {"title": "Skrevet imens det var der", "section": "{section}"}),
    ("/meetings/items/{item}/delete/", {}),
    ("/meetings/items/{item}/attach/", {}),
    ("/meetings/items/{item}/order/", {"order": ["{attachment}"]}),
    ("/meetings/items/{item}/restore/", {"event": "{attachment_event}"}),
    ("/meetings/attachments/{attachment}/edit/", {"title": "En ny titel", "revision": "1"}),
    ("/meetings/attachments/{attachment}/delete/", {}),
    ("/meetings/attachments/{removed}/delete/", {}),
]


def filled(values, ids):
    return {
        key: [one.format(**ids) for one in value] if isinstance(value, list) else value.format(**ids)
        for key, value in values.items()
    }


@pytest.mark.parametrize(("address", "values"), POSTS, ids=[address for address, _ in POSTS])
def test_a_post_is_answered_with_the_sentence_and_nothing_is_lost(address, values, ids, client_as):
    before = list(AgendaItem.objects.values()), list(MinutesPart.objects.values())
    client, values = client_as("secretariat"), filled(values, ids)
    response = client.post(address.format(**ids), values)
    typed = [value for value in values.values() if isinstance(value, str) and " " in value]
    if typed:
        assert response.status_code == 409
        assert all(text in response.content.decode() for text in [MESSAGE, *typed])
    else:
        assert response.status_code == 302
        response = client.get(response.headers["Location"])
        assert response.status_code == 200
        assert MESSAGE in response.content.decode()
    assert (list(AgendaItem.objects.values()), list(MinutesPart.objects.values())) == before


@pytest.mark.parametrize(
    "address", [a for a, _ in POSTS if a.endswith(("edit/", "delete/", "new/", "send/"))]
)
def test_a_form_is_not_even_shown(address, ids, client_as):
    response = client_as("secretariat").get(address.format(**ids), follow=True)
    assert response.status_code in (200, 405)
    assert response.status_code == 405 or MESSAGE in response.content.decode()


def test_a_script_gets_the_sentence_as_text(ids, client_as):
    response = client_as("secretariat").post(
        f"{MEETING}sections/order/", {"order": [ids["section"]]}, headers={"X-Requested-With": "fetch"}
    )
    assert (response.status_code, response.content.decode()) == (409, MESSAGE)


@pytest.mark.parametrize(
    ("address", "values"),
    [
        ("items/{item}/follow-ups/new/", {"what": "Endnu et brev", "owner": "Mig"}),
        ("follow-ups/{follow_up}/edit/", {"what": "Et andet brev", "owner": "Mig", "revision": "1"}),
        ("follow-ups/{follow_up}/done/", {"done": "1"}),
        ("follow-ups/{follow_up}/delete/", {}),
    ],
)
def test_follow_up_lives_until_the_meeting_is_closed_for_good(address, values, ids, client_as):
    client = client_as("secretariat")
    Meeting.objects.update(status="closed")
    refused = client.post(f"/meetings/{address.format(**ids)}", values, follow=True)
    assert MESSAGE in refused.content.decode()
    assert list(FollowUp.objects.values_list("what", "done_on")) == [("Skriv brev", None)]


def test_follow_up_can_be_done_after_the_approval(ids, client_as):
    client_as("secretariat").post(f"/meetings/follow-ups/{ids['follow_up']}/done/", {"done": "1"})
    assert FollowUp.objects.get().done_on is not None


@pytest.mark.django_db(transaction=True)
def test_closed_between_the_look_and_the_write_the_database_has_the_last_word(meeting, new_item, client_as):
    """The meeting is approved after the view has found it open."""
    item = new_item("Punkt")

    @writes
    def view(request):
        Meeting.objects.filter(pk=meeting.pk).update(status="approved")
        Decision.objects.create(item=item, text="For sent.")

    request = RequestFactory().post("/", {"text": "For sent skrevet"}, headers={"X-Requested-With": "fetch"})
    response = view(request)
    assert (response.status_code, response.content.decode()) == (409, MESSAGE)
    assert not Decision.objects.exists()


def test_other_faults_of_the_database_are_not_hidden(db):
    @writes
    def view(request):
        raise IntegrityError("something else")

    with pytest.raises(IntegrityError, match="something else"):
        view(RequestFactory().post("/"))


def test_an_item_with_a_follow_up_is_not_deleted_and_it_says_why(meeting, new_item, client_as):
    item = new_item("Punkt")
    FollowUp.objects.create(item=item, what="Skriv brev", owner="Sekretariatet")
    response = client_as("secretariat").post(f"/meetings/items/{item.pk}/delete/", follow=True)
    assert "fordi det bruges af: opfølgning" in response.content.decode()
    assert AgendaItem.objects.filter(pk=item.pk).exists()
