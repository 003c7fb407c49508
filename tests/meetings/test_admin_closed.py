"""A closed meeting answers the admin with the sentence, and the minutes' own tables are there to look up."""

from datetime import date

import pytest
from django.urls import reverse

from kkr_portal.access.models import User
from meetings.actions.minutes import approve_minutes
from meetings.models import AgendaItem, FollowUp, Meeting, Section
from meetings.models.closing import MESSAGE


@pytest.fixture
def administrator(db, client):
    client.force_login(User.objects.create_superuser("admin@example.dk", "en-lang-kode-til-test"))
    return client


@pytest.fixture
def approved(meeting, new_item, council):
    FollowUp.objects.create(item=new_item("Punkt"), what="Skriv brev", owner="Sekretariatet")
    later = Meeting.objects.create(council=council, date=date(2022, 6, 13), status="held")
    section = Section.objects.create(meeting=later, title="A", position=1)
    under = AgendaItem.objects.create(section=section, title="Referat", position=1)
    Meeting.objects.filter(pk=meeting.pk).update(status="minutes_drafted")
    approve_minutes(meeting=meeting, item=under, by=None)
    return meeting


def test_a_change_and_a_deletion_are_refused_with_the_sentence(administrator, approved):
    section = approved.sections.get()
    change = reverse("admin:meetings_section_change", args=[section.pk])
    typed = {"meeting": approved.pk, "position": 1, "title": "Et andet navn"}
    assert MESSAGE in administrator.post(change, typed, follow=True).content.decode()
    assert Section.objects.get(pk=section.pk).title == section.title


@pytest.mark.parametrize("model", ["minutespart", "approval", "followup"])
def test_minutes_can_be_looked_up_and_not_changed(administrator, approved, model):
    row = {"minutespart": approved.minutes_parts, "approval": approved.approvals}.get(model, FollowUp.objects)
    change = reverse(f"admin:meetings_{model}_change", args=[row.first().pk])
    listing = administrator.get(reverse(f"admin:meetings_{model}_changelist") + "?q=x")
    assert [listing.status_code, administrator.get(change).status_code] == [200, 200]
    assert administrator.post(change, {}).status_code == 403
    assert administrator.get(reverse(f"admin:meetings_{model}_add")).status_code == 403
