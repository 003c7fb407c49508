"""What is looked for before an agenda is sent or minutes are shared: unfinished text, and CPR numbers.

Inside attached files CPR numbers are looked for in the pages that have been read for the search.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kkr_portal import cpr
from kkr_portal.search.models import FilePage, FileText
from meetings.numbered import Agenda, NumberedItem

PLACEHOLDERS = {
    "hjælpetekst": re.compile(r"\b(?:hjælpetekst|skriv her|indsæt|udfyld(?:es)? her)\b", re.IGNORECASE),
    "«xx»": re.compile(r"(?<!\w)x{2,}(?!\w)", re.IGNORECASE),
    "«UDKAST»": re.compile(r"(?<![^\W_])UDKAST(?![^\W_])"),
    "«[…]»": re.compile(r"\[(?:\s|\.|…|_|-)*\](?!\()"),
    "«???»": re.compile(r"\?{2,}"),
}
TEXTS = {
    "title": "overskriften", "presentation": "sagsfremstillingen", "recommendation": "indstillingen",
    "economy": "økonomi", "case_number": "sagsnr.", "document_number": "dok.nr.",
}  # fmt: skip


@dataclass(frozen=True)
class Finding:
    """One thing to look at: where it stands, and what it is. ``closed``: only insiders may read it."""

    where: str
    what: str
    closed: bool = False

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


@dataclass(frozen=True)
class Text:
    where: str
    text: str
    closed: bool = False


def texts_of(agenda: Agenda) -> Iterator[Text]:
    """Every text of the agenda that is published or sent."""
    meeting = agenda.meeting
    yield Text("Mødets bemærkning", meeting.note)
    yield Text("Mødets sted", meeting.place)
    yield Text("Begrundelsen for sen udsendelse", meeting.agenda_late_because)
    for section in agenda.sections:
        closed = bool(section.items) and all(one.item.closed for one in section.items)
        yield Text(f"Afsnit {section.number}, overskriften", section.section.title, closed)
        for one in section.items:
            yield from _texts_of_item(one)


def _texts_of_item(one: NumberedItem) -> Iterator[Text]:
    for name, label in TEXTS.items():
        yield Text(f"Punkt {one.number}, {label}", getattr(one.item, name), one.item.closed)
    for numbered in one.attachments:
        attachment, closed = numbered.attachment, one.item.closed or numbered.attachment.closed
        place = f"Punkt {one.number}, bilag {numbered.number}"
        yield Text(f"{place}, titlen", attachment.title, closed)
        yield Text(f"{place}, filnavnet", attachment.file_name, closed)


def placeholders(texts: Iterator[Text]) -> list[Finding]:
    """Texts that look as if something was to be put in their place; each kind once a text."""
    return [
        Finding(one.where, what, one.closed)
        for one in texts
        for what, pattern in PLACEHOLDERS.items()
        if pattern.search(one.text)
    ]


def cpr_numbers(texts: Iterator[Text]) -> list[Finding]:
    """Numbers that can be CPR numbers, not repeated whole."""
    return [Finding(one.where, what, one.closed) for one in texts for what in cpr.cpr_numbers(one.text)]


def in_files(agenda: Agenda) -> tuple[list[Finding], list[str]]:
    """What can be CPR numbers inside the attached files, page by page, and the files with no text to look in.

    A page that is a picture of words is not seen, where others of the file have text.
    """
    attached = [
        (f"Punkt {one.number}, bilag {at.number} «{at.attachment.file_name}»", at.attachment)
        for section in agenda.sections for one in section.items for at in one.attachments
    ]  # fmt: skip
    files = {attachment.file_id for _, attachment in attached}
    pages: dict[int, list[FilePage]] = {}
    suspect = FilePage.objects.filter(of__in=files, text__regex=r"[0-9]{6}").order_by("of", "number")
    for page in suspect.defer("vector"):
        pages.setdefault(page.of_id, []).append(page)
    with_text = set(FileText.objects.filter(pk__in=files, pages__isnull=False).values_list("pk", flat=True))
    found = [
        Finding(f"{where}, side {page.number}", what)
        for where, attachment in attached
        for page in pages.get(attachment.file_id, [])
        for what in cpr.cpr_numbers(page.text)
    ]
    return found, [where for where, attachment in attached if attachment.file_id not in with_text]
