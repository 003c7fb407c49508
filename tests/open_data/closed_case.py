"""A meeting that holds a secret in every place that can hold one, and open words beside each.

The secrets are nonsense that occurs nowhere else: ``secret("title")`` is «qxtitlealfa». With another ``tag``
they are other words, of another length.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from datetime import date, time

from pikepdf import Array, Dictionary, Name, OutlineItem

from kkr_portal.access.models import User
from kkr_portal.documents.models import StoredFile, store_made
from kkr_portal.registry.models import Council
from meetings.actions import agenda, sending
from meetings.actions.minutes import approve_minutes
from meetings.live_attachments import attach_live
from meetings.models import (
    AbsenceNotice,
    AgendaItem,
    Attachment,
    Consultation,
    Decision,
    FollowUp,
    Initiative,
    InitiativeTable,
    Meeting,
    MinutesPart,
    Proposal,
    Vote,
)
from tests.boards import made
from tests.documents import files
from tests.meetings.members import House

DAY = date(2022, 6, 9)
PAGE = "/meetings/midtjylland/2022-06-09/"
# What each of these says is drawn or kept in a file that is attached.
IN_FILES = [
    "page",
    "doctitle",
    "docauthor",
    "bookmark",
    "embeddedname",
    "embeddedtext",
    "alternative",
    "target",
]


@dataclass
class Case:
    """The meeting with what it keeps from the public. ``used`` are all secrets, by place."""

    council: Council
    secretary: User
    tag: str = "alfa"
    used: dict[str, str] = field(default_factory=dict)

    def secret(self, place: str) -> str:
        return self.used.setdefault(place, f"qx{place}{self.tag}")

    def prepare(self) -> Case:
        self.house = House(self.council)
        self.member = self.house.put(
            self.house.elected_seat(), "Anna Aaben", email=f"{self.secret('email')}@example.dk",
            phone=self.secret("phone"),
        )  # fmt: skip
        self.meeting = Meeting.objects.create(
            council=self.council, date=DAY, starts_at=time(10), place="Viborg", virtual=True,
            link=f"https://mode.example/{self.secret('link')}",
        )  # fmt: skip
        decisions = agenda.add_section(meeting=self.meeting, title="Beslutninger")
        whole_closed = agenda.add_section(meeting=self.meeting, title=self.secret("section"))
        self.open_item = agenda.place_item(
            AgendaItem(section=decisions, title="Aabensag", presentation="Aabentekst", case_number="SAG-1")
        )
        self.closed_item = agenda.place_item(
            AgendaItem(
                section=decisions, closed=True, title=self.secret("title"),
                presentation=self.secret("presentation"), recommendation=self.secret("recommendation"),
                economy=self.secret("economy"), case_number=f"SAG-{self.secret('case')}",
                document_number=f"DOK-{self.secret('document')}",
            )
        )  # fmt: skip
        self.alone = agenda.place_item(
            AgendaItem(section=whole_closed, closed=True, title=self.secret("alone"))
        )
        self.last_item = agenda.place_item(AgendaItem(section=decisions, title="Sidstesag"))
        self.open_file = self.attach(self.open_item, "Aabentbilag", self._file("Aaben{}"))
        self.closed_file = self._attach_secret(self.open_item, "", closed=True)
        self.file_of_closed = self._attach_secret(self.closed_item, "of", closed=False)
        self._attach_live()
        self._around()
        return self

    def attach(self, item: AgendaItem, title: str, stored: StoredFile | None = None) -> Attachment:
        """An open attachment; without a file, one that says its title."""
        stored = stored or store_made(io.BytesIO(files.content(files.drawn(title), deterministic_id=True)))
        [made] = agenda.attach(item=item, files=[(stored, f"{title}.pdf", title)])
        return made

    def closed_again(self, tag: str) -> None:
        """The same rows with other secrets in all that is closed, before anything is sent."""
        self.tag = tag
        AgendaItem.objects.filter(pk=self.closed_item.pk).update(
            title=f"qxtitle{tag}", presentation=f"qxpresentation{tag} " * 9, case_number=tag[:40]
        )
        for one in (self.closed_file, self.file_of_closed):
            stored = self._file(f"qx{{}}{tag}")
            Attachment.objects.filter(pk=one.pk).update(
                title=f"qxfiletitle{tag}", file_name=f"qx{tag}.pdf", file=stored
            )
        Proposal.objects.update(title=f"qxproposal{tag}")
        AbsenceNotice.objects.update(note=f"qxabsence{tag}")

    def _attach_secret(self, item: AgendaItem, prefix: str, *, closed: bool) -> Attachment:
        stored = self._file(f"qx{prefix}{{}}{self.tag}")
        for place in IN_FILES:
            self.secret(f"{prefix}{place}")
        [made] = agenda.attach(
            item=item,
            files=[(stored, f"{self.secret(f'{prefix}filename')}.pdf", self.secret(f"{prefix}filetitle"))],
        )
        Attachment.objects.filter(pk=made.pk).update(closed=closed)
        return made

    def _attach_live(self) -> None:
        """A status table: members read it, everyone else only where it is attached."""
        table = InitiativeTable.objects.create(
            council=self.council, title=self.secret("table"), introduction=self.secret("introduction")
        )
        Initiative.objects.create(table=table, position=1, name=self.secret("initiative"), status="I gang")
        made = attach_live(
            item=self.open_item, kind="initiatives", ref=str(table.pk), title=self.secret("livetitle")
        )
        Attachment.objects.filter(pk=made.pk).update(closed=True)

    def _around(self) -> None:
        """What hangs on the meeting and is not the public's."""
        Proposal.objects.create(
            meeting=self.meeting, person=self.member.person, title=self.secret("proposal"),
            text=self.secret("proposaltext"), received_on=date(2022, 5, 1),
        )  # fmt: skip
        AbsenceNotice.objects.create(
            meeting=self.meeting, membership=self.member, note=self.secret("absence")
        )
        Consultation.objects.create(
            council=self.council, title=self.secret("consultation"), text=self.secret("consulted"),
            question="Enig?", reason="Haster", answer_by=date(2022, 5, 2), status="closed",
            opened_on=date(2022, 4, 20), closed_on=date(2022, 5, 3), reported_in=self.closed_item,
        )  # fmt: skip
        # What another room decided under the closed item: who sits there is public, the item's title is not.
        board = made.board()
        seat = made.seat(board)
        self.board_seat = seat.pk
        made.tenure(
            seat, made.person("Bo Bestyrer", email=f"{self.secret('boardemail')}@example.dk"),
            made.term(board), decided_at=self.closed_item,
        )  # fmt: skip

    def send(self):
        return sending.send_version(
            meeting=self.meeting, by=self.secretary, site="https://p.example", late_because="Sent",
            note=self.secret("message"),
        )  # fmt: skip

    def hold(self) -> None:
        """Held, decided, minuted; the minutes approved at the next meeting."""
        Meeting.objects.filter(pk=self.meeting.pk).update(status="held", led_by=self.member.person)
        Decision.objects.create(item=self.open_item, text="Aabenbeslutning")
        Decision.objects.create(item=self.closed_item, text=self.secret("decision"))
        Vote.objects.create(
            item=self.closed_item, number=1, question=self.secret("vote"), form="number", members=1,
            present=1, in_favour=1,
        )  # fmt: skip
        MinutesPart.objects.create(
            meeting=self.meeting, kind="item", item=self.alone, text=self.secret("minuted"), written_over=""
        )  # fmt: skip
        FollowUp.objects.create(item=self.open_item, what=self.secret("followup"), owner=self.secret("owner"))
        Meeting.objects.filter(pk=self.meeting.pk).update(status="minutes_drafted")
        later = Meeting.objects.create(council=self.council, date=date(2022, 9, 8), status="held")
        section = agenda.add_section(meeting=later, title="Indledning")
        item = agenda.place_item(AgendaItem(section=section, title="Godkendelse af referat"))
        self.meeting.refresh_from_db()
        approve_minutes(meeting=self.meeting, item=item, by=self.secretary)

    def _file(self, says: str) -> StoredFile:
        """A tagged PDF that says ``says.format(place)`` in every place that a PDF has for words."""
        pdf = files.drawn(says.format("page"))
        page = pdf.pages[0].obj
        pdf.docinfo.Title, pdf.docinfo.Author = says.format("doctitle"), says.format("docauthor")
        with pdf.open_metadata(set_pikepdf_as_editor=False) as data:
            data["dc:title"], data["dc:creator"] = says.format("doctitle"), [says.format("docauthor")]
        with pdf.open_outline() as outline:
            outline.root.append(OutlineItem(says.format("bookmark"), 0))
        pdf.attachments[f"{says.format('embeddedname')}.txt"] = says.format("embeddedtext").encode()
        page.Annots = pdf.make_indirect(Array([
            Dictionary(
                Type=Name.Annot, Subtype=Name.Link, Rect=Array([72, 390, 200, 420]),
                A=Dictionary(S=Name.URI, URI=f"https://example.dk/{says.format('target')}"),
            )
        ]))  # fmt: skip
        root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        document = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=root))
        figure = pdf.make_indirect(
            Dictionary(
                Type=Name.StructElem, S=Name.Figure, P=document, Alt=says.format("alternative"), Pg=page, K=0
            )
        )  # fmt: skip
        root.K, document.K = document, Array([figure])
        root.ParentTree = pdf.make_indirect(Dictionary(Nums=Array([0, Array([figure])])))
        page.StructParents = 0
        page.Contents = pdf.make_stream(b"/Figure <</MCID 0>> BDC " + page.Contents.read_bytes() + b" EMC")
        pdf.Root.StructTreeRoot, pdf.Root.MarkInfo = root, Dictionary(Marked=True)
        return store_made(io.BytesIO(files.content(pdf, deterministic_id=True)))
