"""A meeting with two sections and a few items, made anew for each test."""

from collections.abc import Callable
from datetime import date

import pytest

from kkr_portal.documents.models import StoredFile
from kkr_portal.registry.models import Council
from meetings.actions import agenda as actions
from meetings.models import AgendaItem, Attachment, Meeting, Section
from tests.meetings.members import House


@pytest.fixture
def house(council: Council) -> House:
    return House(council)


@pytest.fixture
def meeting(council: Council) -> Meeting:
    return Meeting.objects.create(council=council, date=date(2022, 3, 7), status=Meeting.Status.SENT)


@pytest.fixture
def draft(council: Council) -> Meeting:
    return Meeting.objects.create(council=council, date=date(2022, 6, 9))


@pytest.fixture
def section(meeting: Meeting) -> Section:
    return actions.add_section(meeting=meeting, title="Beslutninger")


@pytest.fixture
def new_item(section: Section) -> Callable[..., AgendaItem]:
    def make(title: str = "Punkt", **fields: object) -> AgendaItem:
        return actions.place_item(AgendaItem(**{"section": section, "title": title, **fields}))

    return make


@pytest.fixture
def new_attachment(stored_pdf: Callable[..., StoredFile]) -> Callable[..., Attachment]:
    def make(item: AgendaItem, title: str = "Bilag", *, pages: int = 1, closed: bool = False) -> Attachment:
        [attachment] = actions.attach(item=item, files=[(stored_pdf(pages), f"{title}.pdf", title)])
        if closed:
            attachment.closed = True
            attachment.save()
        return attachment

    return make
