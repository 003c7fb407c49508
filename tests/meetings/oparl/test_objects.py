"""Every object as OParl 1.1 says, at its own address, with nothing that is not public."""

import json

import pytest
from django.contrib.auth.models import AnonymousUser

from meetings.agenda import agenda_for, public_agendas
from meetings.models import AgendaItem, Attachment, Meeting
from tests.conftest import ROLES
from tests.meetings.oparl.conftest import KINDS
from tests.meetings.oparl.schema import faults


def test_every_object_is_as_the_standard_says(filled, ask, told):
    system, bodies = ask("/oparl/"), ask("/oparl/bodies/")["data"]
    found = [system, *bodies, *(one for kind in KINDS for one in told(kind))]
    assert [fault for one in found for fault in faults(one)] == []
    assert {one["type"].rpartition("/")[2] for one in found} == {
        "System", "Body", "Organization", "Person", "Membership", "Meeting", "AgendaItem", "Paper",
        "Consultation", "File", "Location", "LegislativeTerm",
    }  # fmt: skip
    assert bodies == [ask(one["id"]) for one in bodies]
    assert len(bodies) == 5


def test_the_table_bites():
    head = {
        "id": "https://a.dk/1", "type": "https://schema.oparl.org/1.1/Meeting",
        "created": "2022-01-01T00:00:00+01:00", "modified": "2022-01-01T00:00:00+01:00",
    }  # fmt: skip
    assert faults(head) == []
    wrong = [{"start": "2022-01-01"}, {"title": "x"}, {"cancelled": None}, {"agendaItem": [head]}]
    assert [len(faults(head | one)) for one in wrong] == [1, 1, 1, 1]
    assert faults({**head, "deleted": True, "name": "x"}) != []


def test_every_object_is_at_its_own_address(filled, ask, told):
    """As in the list; embedded in another it may lack the way back to it, and nothing else."""
    for kind in KINDS:
        for one in told(kind):
            assert ask(one["id"]) == one
            for prop, value in one.items():
                for embedded in value if isinstance(value, list) else [value]:
                    if isinstance(embedded, dict):
                        alone = ask(embedded["id"])
                        assert embedded.items() <= alone.items(), (one["id"], prop)
                        assert alone.keys() - embedded.keys() <= {
                            "meeting", "person", "body", "paper", "agendaItem", "meetings"
                        }  # fmt: skip


def test_every_reference_leads_to_an_object(filled, ask, told):
    def addresses(value):
        if isinstance(value, str) and "/oparl/" in value:
            yield value
        for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else []:
            yield from addresses(one)

    known = {address for kind in KINDS for one in told(kind) for address in addresses(one)}
    assert len(known) > 20
    for address in known:
        ask(address)


def test_a_meeting(filled, ask):
    one = ask(f"/oparl/meetings/{filled.pk}/")
    page = "http://testserver/meetings/midtjylland/2022-03-07/"
    assert {name: one[name] for name in ("name", "start", "end", "cancelled", "meetingState", "web")} == {
        "name": "Ordinært møde i KKR Midtjylland den 7. marts 2022", "start": "2022-03-07T10:00:00+01:00",
        "end": "2022-03-07T12:30:00+01:00", "cancelled": False, "meetingState": "eingeladen", "web": page,
    }  # fmt: skip
    assert one["location"]["description"] == "Viborg"
    assert one["invitation"]["accessUrl"] == f"{page}agenda.pdf"
    assert [file["accessUrl"] for file in one["auxiliaryFile"]] == [f"{page}packet.pdf"]
    assert "resultsProtocol" not in one
    assert [(item["number"], item["order"], item["name"]) for item in one["agendaItem"]] == [
        ("1.1", 1, "Åben sag"), ("1.3", 2, "Anden sag"),
    ]  # fmt: skip


def test_an_hour_that_is_not_known_is_not_made_up(filled, told):
    [late] = [one for one in told("meetings") if one["start"].startswith("2022-05-03")]
    assert (late["start"], late["kkr:wholeDay"]) == ("2022-05-03T00:00:00+02:00", True)


def test_a_paper_holds_the_case_and_its_attachments(filled, told):
    [paper] = [one for one in told("papers") if one["name"] == "Åben sag"]
    assert (paper["reference"], paper["kkr:presentation"]) == ("SAG-1", "Tekst")
    [file] = paper["auxiliaryFile"]
    attachment = Attachment.objects.get(title="Åbent bilag")
    assert {name: file[name] for name in ("name", "fileName", "size", "accessUrl")} == {
        "name": "Åbent bilag", "fileName": "Åbent bilag.pdf", "size": attachment.file.size,
        "accessUrl": f"http://testserver/meetings/attachments/{attachment.pk}/",
    }  # fmt: skip


def test_closed_things_are_no_objects(filled, ask, told):
    closed_item, closed_file = AgendaItem.objects.get(closed=True), Attachment.objects.get(closed=True)
    for kind in ("agenda-items", "papers", "consultations"):
        ask(f"/oparl/{kind}/{closed_item.pk}/", status=404)
    ask(f"/oparl/files/attachment-{closed_file.pk}/", status=404)
    said = json.dumps([told(kind) for kind in KINDS], ensure_ascii=False)
    assert "Lukket" not in said
    assert "Åbent bilag" in said


@pytest.mark.parametrize("role", ROLES)
def test_everyone_is_told_the_same(role, filled, client_as, client):
    """Also the secretariat: what is told never depends on who asks."""
    address = f"/oparl/meetings/{filled.pk}/"
    assert client_as(role).get(address).content == client.get(address).content


def test_drafts_and_planned_meetings_are_no_objects(draft, ask, told):
    for status in ("planned", "preparation"):
        Meeting.objects.filter(pk=draft.pk).update(status=status)
        ask(f"/oparl/meetings/{draft.pk}/", status=404)
        ask(f"/oparl/files/agenda-{draft.pk}/", status=404)
        assert told("meetings") == []


def test_read_many_at_once_an_agenda_is_what_its_page_shows(filled, new_item):
    meetings = list(Meeting.objects.select_related("council"))
    together = public_agendas(meetings)
    for meeting in meetings:
        alone = agenda_for(meeting, AnonymousUser())
        assert [section.items for section in together[meeting.pk].sections] == [
            section.items for section in alone.sections
        ]


UNKNOWN = [
    "/oparl/bodies/nowhere/", "/oparl/bodies/nowhere/meetings/", "/oparl/bodies/midtjylland/secrets/",
    "/oparl/secrets/1/", "/oparl/organizations/nowhere/", "/oparl/memberships/member-999999/",
    "/oparl/memberships/1/", "/oparl/memberships/member-x/", "/oparl/files/secret-1/",
    "/oparl/legislative-terms/999/",
    *(f"/oparl/{kind}/{key}/" for kind in ("meetings", "papers", "people", "locations", "agenda-items")
      for key in ("0", "-1", "007", "x", "999999999", "99999999999999999999999")),
    *(f"/oparl/files/{what}-{key}/" for what in ("attachment", "agenda", "packet", "minutes")
      for key in ("0", "01", "x", "", "999999999", "9" * 30)),
]  # fmt: skip


@pytest.mark.parametrize("address", UNKNOWN)
def test_what_is_not_there(address, filled, ask):
    assert ask(address, status=404)["type"] == "https://schema.oparl.org/1.1/Error"


def test_only_to_be_read(filled, client):
    for address in ("/oparl/", "/oparl/bodies/", f"/oparl/meetings/{filled.pk}/"):
        assert client.post(address).status_code == 405
        assert client.head(address).status_code == 200
