"""The lists of this room as sheets: what a page shows, row for row. Who may have them, the views ask."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, time

from kkr_portal.spreadsheets import Cell, Sheet
from meetings import versions_of, votes_told
from meetings.agenda import NumberedItem
from meetings.attendance_of import Attendance
from meetings.consultation_of import Told
from meetings.deadlines_of import MeetingDeadline
from meetings.expected import Expected
from meetings.models import (
    Consultation,
    Election,
    FollowUp,
    InitiativeTable,
    Meeting,
    Proposal,
    SentFile,
    Term,
    Version,
    Vote,
    VoteCount,
)
from meetings.vote_import import WHOLE_REGION

Rows = list[Sequence[Cell]]
ANSWERS = {answer.value: str(answer.label).capitalize() for answer in Vote.Answer}


def _clock(at: time | None) -> str:
    return f"{at:%H.%M}" if at else ""


def _meeting(one: Meeting) -> list[Cell]:
    return [
        one.date, _clock(one.starts_at), _clock(one.ends_at), str(one.council), one.get_kind_display(),
        "ja" if one.virtual else "", one.place,
    ]  # fmt: skip


MEETING_HEAD = ["Dato", "Begynder", "Slutter", "KKR", "Møde", "Virtuelt", "Sted"]


def meetings_sheet(rows: Iterable[tuple[Meeting, MeetingDeadline | None]], *, deadlines: bool) -> Sheet:
    """All the meetings one may see. ``deadlines``: with each one's next deadline."""
    head = [*MEETING_HEAD, "Punkter", *(["Næste frist", "Frist den"] if deadlines else []), "Status"]
    cells: Rows = []
    for one, due in rows:
        next_one: list[Cell] = [due.what if due else "", due.day if due else None] if deadlines else []
        count = one.item_count  # type: ignore[attr-defined]
        cells.append([*_meeting(one), count, *next_one, one.get_status_display()])
    return Sheet("Møder", head, cells)


def council_sheet(rows: Iterable[tuple[Meeting, date | None]]) -> Sheet:
    """One KKR's meetings, planned ones too, each with the day that it was moved from."""
    cells: Rows = [
        [*_meeting(one), one.get_status_display(), one.cancelled_because if one.is_cancelled else "", moved]
        for one, moved in rows
    ]
    return Sheet("Møder", [*MEETING_HEAD, "Status", "Aflyst fordi", "Flyttet fra"], cells)


def deadlines_sheet(deadlines: Iterable[MeetingDeadline]) -> Sheet:
    cells: Rows = [
        [one.meeting.date, one.what, one.day, one.said, one.happened, str(one.citation)] for one in deadlines
    ]
    return Sheet("Frister", ["Møde", "Hvad", "Senest", "Status", "Sket", "Regel"], cells)


def follow_ups_sheet(rows: Iterable[FollowUp]) -> Sheet:
    """Rows of ``follow_up_list``."""
    head = ["Møde", "Punkt", "Overskrift", "Hvad", "Ansvarlig", "Frist", "Udført", "Bemærkning"]
    cells: Rows = [
        [
            row.item.meeting.date, row.number,  # type: ignore[attr-defined]
            row.item.title, row.what, row.owner, row.due, row.done_on, row.note,
        ]
        for row in rows
    ]  # fmt: skip
    return Sheet("Opfølgning", head, cells)


def terms_sheet(terms: Iterable[Term]) -> Sheet:
    cells: Rows = [
        [one.years, one.election_date, one.period.lower, one.period.upper, one.fixed_on] for one in terms
    ]
    return Sheet("Funktionsperioder", ["Periode", "Kommunalvalg", "Fra", "Til", "Fastlagt"], cells)


def votes_sheet(counts: Iterable[VoteCount]) -> Sheet:
    """As the import reads it, so that the file can be taken in again."""
    head = ["Kommune", "Parti", "Stemmer", "Mandater", "Borgmester", "Kilde"]
    cells: Rows = [
        [
            one.municipality.name if one.municipality else WHOLE_REGION, str(one.party), one.votes,
            one.council_seats, one.mayors, one.source,
        ]
        for one in counts
    ]  # fmt: skip
    return Sheet("Stemmetal", head, cells)


def consultations_sheet(rows: Iterable[Consultation]) -> Sheet:
    """Rows with ``answered`` and ``asked``."""
    cells: Rows = [
        [
            one.title, one.opened_on, one.answer_by,
            None if one.is_draft else one.answered,  # type: ignore[attr-defined]
            None if one.is_draft else one.asked,  # type: ignore[attr-defined]
            one.closed_on, one.get_status_display(),
        ]
        for one in rows
    ]  # fmt: skip
    head = ["Sag", "Sendt", "Svar senest", "Svar", "Spurgt", "Afsluttet", "Status"]
    return Sheet("Skriftlig høring", head, cells)


def answers_sheet(told: Told) -> Sheet:
    """Who answered what, where the reader may know it; else only who answered."""
    if told.result is None:
        rows: Rows = [[one.name, "ja" if one.answer else "nej"] for one in told.answers]
        return Sheet("Svar", ["Navn", "Har svaret"], rows)
    cells: Rows = [
        [
            one.name, "ja" if one.chair else "", one.party, ANSWERS.get(one.answer, ""), one.answered_on,
            one.comment,
        ]
        for one in told.answers
    ]  # fmt: skip
    return Sheet("Svar", ["Navn", "Formand", "Parti", "Svar", "Svaret den", "Bemærkning"], cells)


INITIATIVE_HEAD = ["Initiativ", "Hvem står for det", "Status"]


def _initiatives(table: InitiativeTable) -> Rows:
    return [[one.name, one.run_by, status] for one in table.initiatives.all() for status in one.statuses]


def initiative_table_sheet(table: InitiativeTable) -> Sheet:
    """One row a status."""
    return Sheet("Statusoversigt", INITIATIVE_HEAD, _initiatives(table))


def initiative_tables_sheet(tables: Iterable[InitiativeTable]) -> Sheet:
    """Tables with their initiatives prefetched."""
    cells: Rows = [[str(table), *row] for table in tables for row in _initiatives(table)]
    return Sheet("Statusoversigter", ["Oversigt", *INITIATIVE_HEAD], cells)


def proposals_sheet(rows: Iterable[tuple[Proposal, bool]]) -> Sheet:
    """Each with whether it came too late."""
    cells: Rows = [
        [
            one.received_on, "nej" if late else "ja", str(one.person), one.title, one.text,
            one.get_status_display(), one.reason, str(one.item or ""),
        ]
        for one, late in rows
    ]  # fmt: skip
    head = ["Modtaget", "Inden fristen", "Stillet af", "Overskrift", "Forslag", "Status", "Begrundelse",
            "Punkt"]  # fmt: skip
    return Sheet("Forslag", head, cells)


def absence_sheet(expected: Expected) -> Sheet:
    cells: Rows = []
    for notice, sitting in expected.absent:
        substitute = sitting.substitute if sitting else None
        cells.append(
            [
                str(notice.membership), str(notice.membership.party or ""),
                str(substitute.person) if substitute else "", notice.at, notice.note,
                "" if sitting else "ikke længere medlem den dag",
            ]
        )  # fmt: skip
    return Sheet("Afbud", ["Medlem", "Parti", "Stedfortræder", "Meldt", "Bemærkning", "Note"], cells)


def attendance_sheet(there: Attendance) -> Sheet:
    """A row for each stay; one for a seat in which nobody sat."""
    head = ["Medlem", "Parti", "Afbud meldt", "Til stede", "Hvornår", "Som stedfortræder"]
    cells: Rows = []
    for row in there.rows:
        start: list[Cell] = [row.name, str(row.sitting.party or ""), "ja" if row.notice else ""]
        if not row.spans:
            cells.append([*start, "Fraværende" if row.marked_absent else "Ikke registreret", "", ""])
        for span in row.spans:
            instead = "" if span.person == row.acting else "ja"
            cells.append([*start, str(span.person), span.told, instead])
    return Sheet("Deltagere", head, cells)


def votes_cast_sheets(there: Attendance, votes: Sequence[Vote], *, with_names: bool) -> list[Sheet]:
    """The votes of a meeting; ``with_names``: on a second sheet each answer given by name."""
    numbers = {one.item.pk: one for one in there.items}
    cells: Rows = []
    names: Rows = []
    for vote in votes:
        item = numbers.get(vote.item_id)
        place: list[Cell] = [item.number if item else "", vote.number]
        counted = votes_told.is_counted(vote)
        result = votes_told.OUTCOMES[votes_told.outcome(vote)] if counted else votes_told.NOT_COUNTED
        cells.append(
            [
                *place, str(item.item) if item else "", vote.question, vote.get_form_display(), vote.members,
                vote.present, vote.in_favour, vote.against, vote.abstained, vote.out_of_the_room, result,
            ]
        )  # fmt: skip
        names += [
            [*place, one.name, one.member_name if one.member_name != one.name else "", one.party,
             ANSWERS.get(one.answer, "")]
            for one in vote.voters.all()
            if vote.form == Vote.Form.BY_NAME
        ]  # fmt: skip
    head = ["Punkt", "Afstemning", "Overskrift", "Hvad der stemmes om", "Afstemningsmåde", "Medlemmer",
            "Til stede", "For", "Imod", "Hverken for eller imod", "Ikke i lokalet", "Resultat"]  # fmt: skip
    sheets = [Sheet("Afstemninger", head, cells)]
    if with_names:
        by_name = ["Punkt", "Afstemning", "Navn", "Stedfortræder for", "Parti", "Svar"]
        sheets.append(Sheet("Ved navneopråb", by_name, names))
    return sheets


def elections_sheet(rows: Iterable[tuple[Election, NumberedItem | None]]) -> Sheet:
    """Elections, read by ``counting.read``, each with its item where the reader sees it."""
    cells: Rows = [
        [
            one.title, one.get_kind_display(), one.posts, item.number if item else "",
            str(item.item) if item else "",
            "Afsluttet" if one.concluded else "I gang",
            ", ".join(str(elected.person) for elected in one.elected.all()) if one.concluded else "",
        ]
        for one, item in rows
    ]  # fmt: skip
    return Sheet("Valg", ["Valg", "Valgmåde", "Poster", "Punkt", "Overskrift", "Status", "Valgt"], cells)


def versions_sheet(versions: Iterable[Version], *, inside: bool, reads_closed: bool) -> Sheet:
    """``inside``: with who sent them; ``reads_closed``: with the message, and the whole packet's pages."""
    head = ["Version", "Udsendt", *(["Af"] if inside else []), *(["Besked"] if reads_closed else []),
            "Sider i bilagene"]  # fmt: skip
    cells: Rows = []
    for one in versions:
        packet = (one.packet_closed if reads_closed else None) or one.packet
        sender: list[Cell] = [str(one.sent_by or "")] if inside else []
        message: list[Cell] = [one.note] if reads_closed else []
        cells.append([one.number, one.sent_at, *sender, *message, packet.pages if packet else 0])
    return Sheet("Udsendelser", head, cells)


def sent_files_sheet(files: Iterable[SentFile], printed: Iterable[versions_of.PrintedFile]) -> Sheet:
    """Prints and attachments of one version with their checksums; sizes in bytes."""
    cells: Rows = [["", one.label, "", one.file.pages, one.file.size, one.file.sha256] for one in printed]
    cells += [
        [one.place, one.title, one.file_name, one.file.pages, one.file.size, one.file.sha256] for one in files
    ]
    head = ["Nr.", "Titel", "Filnavn", "Sider", "Bytes", "Kontrolsum (SHA-256)"]
    return Sheet("Filer", head, cells)
