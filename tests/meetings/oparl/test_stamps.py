"""When an object arose and last changed; what was public and is not any more is told as deleted."""

from datetime import date

import pytest
from django.db.models import Q

from meetings.actions import agenda, sending
from meetings.actions.minutes import approve_minutes, reopen
from meetings.models import AgendaItem, Attachment, Decision, Meeting, MinutesPart, Section
from meetings.oparl.stamps import meeting_stamps

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def items(draft):
    section = Section.objects.create(meeting=draft, position=1, title="Sager")
    return [
        agenda.place_item(AgendaItem(section=section, title=title, closed=closed))
        for title, closed in [("Åben", False), ("Lukket", True), ("Anden", False)]
    ]


@pytest.fixture
def attachment(items, new_attachment):
    return new_attachment(items[0], "Bilag")


@pytest.fixture
def send(draft, attachment, user_with):
    by = user_with("secretariat")

    def do():
        version = sending.send_version(meeting=draft, by=by, site="https://p.example", late_because="Sent")
        draft.refresh_from_db()
        return version

    return do


def write(row, **values):
    """On every path, and so without the models' own methods."""
    type(row).objects.filter(pk=row.pk).update(**values)


def stub(one):
    return one.keys() == {"id", "type", "created", "modified", "deleted"} and one["deleted"] is True


@pytest.fixture
def changes(draft):
    """Whether something done now changes the meeting's stamp, told to the microsecond."""

    def do(act):
        before = meeting_stamps(Q(pk=draft.pk))[draft.pk].modified
        act()
        return meeting_stamps(Q(pk=draft.pk))[draft.pk].modified > before

    return do


def test_what_is_closed_after_it_was_sent(send, items, attachment, ask, told, draft, changes):
    send()
    assert [one["name"] for one in ask(f"/oparl/meetings/{draft.pk}/")["agendaItem"]] == ["Åben", "Anden"]
    assert changes(lambda: write(attachment, closed=True))
    assert stub(ask(f"/oparl/files/attachment-{attachment.pk}/"))
    assert changes(lambda: write(items[0], closed=True))
    for kind in ("agenda-items", "papers", "consultations"):
        assert stub(ask(f"/oparl/{kind}/{items[0].pk}/"))
    assert [one["name"] for one in ask(f"/oparl/meetings/{draft.pk}/")["agendaItem"]] == ["Anden"]
    gone = [one["id"].split("/")[-2] for one in told("files") if one.get("deleted")]
    assert gone == [f"attachment-{attachment.pk}", f"packet-{draft.pk}"]
    assert changes(lambda: write(items[0], closed=False))
    assert ask(f"/oparl/papers/{items[0].pk}/")["name"] == "Åben"
    assert changes(lambda: write(items[0], closed=True))
    assert changes(
        lambda: Attachment.objects.all().delete() and AgendaItem.objects.get(pk=items[0].pk).delete()
    )
    assert stub(ask(f"/oparl/papers/{items[0].pk}/"))
    assert stub(ask(f"/oparl/files/attachment-{attachment.pk}/"))


def test_drafts_and_closed_things_leave_no_trace(send, items, attachment, changes, draft):
    send()
    quiet = [
        lambda: write(items[1], title="Stadig lukket", presentation="Længere"),
        lambda: write(items[0], presentation="Kladde til næste version"),
        lambda: write(attachment, title="Kladde"),
        lambda: agenda.place_item(AgendaItem(section=items[0].section, title="Nyt", closed=True)),
        lambda: write(items[1], closed=False),
    ]
    assert [changes(act) for act in quiet] == [False] * len(quiet)
    assert changes(lambda: write(draft, place="Viborg"))
    assert changes(send)


def test_an_agenda_that_was_taken_back(send, draft, items, attachment, ask, told, changes):
    send()
    created = ask(f"/oparl/meetings/{draft.pk}/")["created"]
    assert changes(lambda: sending.take_back(meeting=draft))
    for address in (
        f"meetings/{draft.pk}", f"papers/{items[0].pk}", f"files/attachment-{attachment.pk}",
        f"files/agenda-{draft.pk}",
    ):  # fmt: skip
        assert stub(ask(f"/oparl/{address}/")), address
    ask(f"/oparl/papers/{items[1].pk}/", status=404)
    assert not changes(lambda: write(draft, place="Et andet sted"))
    [one] = told("meetings")
    assert (stub(one), one["created"]) == (True, created)
    send()
    assert ask(f"/oparl/meetings/{draft.pk}/")["created"] == created


def test_ids_and_addresses_outlive_numbers_dates_and_versions(send, draft, items, attachment, told, client):
    send()
    pages_before = [one["web"] for one in told("agenda-items")]
    kinds = ("meetings", "agenda-items", "papers", "files")
    before = {one["id"] for kind in kinds for one in told(kind)}
    first = Section.objects.create(meeting=draft, position=0, title="Først")
    agenda.place_item(AgendaItem(section=first, title="Ny først", closed=True))
    write(draft, date=date(2022, 6, 16))
    assert send().number == 2
    assert {one["id"] for kind in kinds for one in told(kind)} == before
    [file] = [one for one in told("files") if one["name"] == "Bilag" and "paper" in one]
    assert file["accessUrl"] == f"http://testserver/meetings/attachments/{attachment.pk}/"
    page = client.get(pages_before[0].partition("#")[0].removeprefix("http://testserver"), follow=True)
    for web in pages_before:
        assert f'id="{web.partition("#")[2]}"' in page.content.decode()
    numbers = {one["name"]: one["number"] for one in told("agenda-items")}
    assert numbers == {"Åben": "2.1", "Anden": "2.3"}


def test_minutes_while_they_are_approved(send, draft, items, council, ask, changes):
    send()
    Decision.objects.create(item=items[0], text="Tiltrådt.")
    MinutesPart.objects.create(meeting=draft, kind="item", item=items[1], text="Fortroligt", written_over="")
    for status in ("held", "minutes_drafted"):
        write(draft, status=status)
    address = f"/oparl/files/minutes-{draft.pk}/"
    ask(address, status=404)
    later = Meeting.objects.create(council=council, date=date(2022, 9, 8), status="held")
    section = agenda.add_section(meeting=later, title="Indledning")
    item = agenda.place_item(AgendaItem(section=section, title="Godkendelse af referat"))
    draft.refresh_from_db()
    assert changes(lambda: approve_minutes(meeting=draft, item=item, by=None))
    told = ask(f"/oparl/meetings/{draft.pk}/")
    assert told["meetingState"] == "durchgeführt"
    assert told["resultsProtocol"]["accessUrl"].endswith("/2022-06-09/minutes.pdf")
    assert [one.get("resolutionText") for one in told["agendaItem"]] == ["Tiltrådt.", None]
    assert changes(lambda: reopen(meeting=draft, reason="Fejl", by=None))
    assert stub(ask(address))
    assert "resultsProtocol" not in ask(f"/oparl/meetings/{draft.pk}/")


def test_without_a_version_the_agenda_is_told_as_it_stands(draft, items, attachment, changes, ask):
    write(draft, status="sent")
    assert not changes(lambda: write(items[1], title="Stadig lukket"))
    assert changes(lambda: write(items[0], title="Rettet"))
    assert changes(lambda: write(attachment, title="Rettet"))
    assert changes(lambda: write(items[2], closed=True))
    ask(f"/oparl/papers/{items[2].pk}/", status=404)
    assert not changes(lambda: write(items[1], title="Lukket endnu"))
