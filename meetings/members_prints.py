"""The membership list of a day as a PDF and as rows for a spreadsheet."""

from __future__ import annotations

from kkr_portal.documents import pdf
from meetings import members_list
from meetings.roster import Roster, Sitting

HEADINGS = ["Medlem", "Parti", "Kommune", "Plads", "Post", "Stedfortræder", "Stedfortræders kommune",
            "Stedfortræders parti", "Stedfortræder er indtrådt"]  # fmt: skip
CONTACT_HEADINGS = ["E-mail", "Telefon", "Stedfortræders e-mail", "Stedfortræders telefon"]


def name_of(roster: Roster) -> str:
    return f"Medlemmer af {roster.council} {roster.day:%d-%m-%Y}"


def pdf_of(roster: Roster, *, contacts: bool) -> bytes:
    """A tagged PDF. Same members, same bytes."""
    context = {
        "roster": roster,
        "council": roster.council,
        "sittings": members_list.in_list_order(roster),
        "groups": members_list.groups_of(roster),
        "contacts": contacts,
    }
    return pdf.render("meetings/pdf/members.html", context)


def rows_of(roster: Roster, *, contacts: bool) -> list[list[str]]:
    """A heading, and a row for each seat, as ``member_table`` reads it. ``contacts``: these too."""
    headings = HEADINGS + (CONTACT_HEADINGS if contacts else [])
    rows = [_row(one, contacts) for one in members_list.in_list_order(roster)]
    return [headings, *rows]


def _row(one: Sitting, contacts: bool) -> list[str]:
    member = one.member.person if one.member else None
    substitute = one.substitute.person if one.substitute else None
    row = [
        str(member) if member else members_list.vacancy(one.seat),
        str(one.party or ""),
        str(one.municipality or ""),
        one.seat.get_kind_display() + (" (ud over loftet)" if one.seat.beyond_cap else ""),
        one.post_name,
        str(substitute or ""),
        str(one.substitute.municipality) if one.substitute else "",
        str(one.substitute.party or "") if one.substitute else "",
        "ja" if one.absence_kind else "",
    ]
    if contacts:
        for person in (member, substitute):
            row += [person.email, person.phone] if person else ["", ""]
    return row
