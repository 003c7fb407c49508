"""The packet of 11 October 2021 out of the portal's own data: seven of its nine attachments are live.

Titles and order are the packet's; the two letters of item 2.1 came from outside (``attachments``).
"""

from __future__ import annotations

from datetime import date

from boards.models import Round
from contracts.models import FrameworkAgreement, ResultContract
from kkr_portal.demonstration.meeting import DATE
from meetings.live_attachments import attach_live
from meetings.models import AgendaItem, InitiativeTable, Meeting
from meetings.rules.editions import EDITION_2022
from quotas.models import Issue

TERM = date(2022, 4, 1)  # the new boards' first day


def load() -> list[str]:
    """Attach them to the meeting's items, and say where. After everything that they are made from."""
    meeting = Meeting.objects.get(council__slug="midtjylland", date=DATE)
    own = {"council": meeting.council_id}
    attached = []
    for number, title, kind, ref in (
        ("3.1", "Udkast - Resultatkontrakt Erhvervshus Midtjylland 2022", "contract",
         ResultContract.objects.get(year=2022, **own).pk),
        ("3.1", "Aftale om rammerne for erhvervshusene 2021-2023", "framework_agreement",
         FrameworkAgreement.objects.get(first_year=2021).pk),
        ("3.3", "Oversigt - status for initiativer (Alliancen om den nære psykiatri)", "initiatives",
         InitiativeTable.objects.get(**own).pk),
        ("3.4", "Kommunekvoter 2022", "quota_annex", Issue.objects.get(year__year=2022).pk),
        ("5.2", "Oversigt over erhvervsorganisationer", "nominating_organisations",
         Round.objects.get(period__startswith=TERM, **own).pk),
        ("5.2", "Tidslinje og proces for udpegelser til erhvervshuse", "appointment_timeline",
         TERM.isoformat()),
        ("5.4", "Revideret forretningsorden for KKR 2022-2026 - KKR oktober 2021", "rules_of_procedure",
         EDITION_2022.in_force.isoformat()),
    ):  # fmt: skip
        made = attach_live(item=_item(meeting, number), kind=kind, ref=str(ref), title=title)
        if made:
            attached.append(f"{number} {made}")
    return attached


def _item(meeting: Meeting, number: str) -> AgendaItem:
    section, item = number.split(".")
    return AgendaItem.objects.get(section__meeting=meeting, section__position=section, position=item)
