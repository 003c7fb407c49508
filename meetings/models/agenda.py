"""What an agenda consists of: sections, items and attachments.

Numbers are never stored: a section's is its place in the meeting, an item's is section.place, an
attachment's is its place under the item (``agenda.py``). So item 10 comes after item 9.
"""

from __future__ import annotations

import pgtrigger
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from kkr_portal.access import predicates
from kkr_portal.access.predicates import AnyUser
from kkr_portal.documents.models import StoredFile
from kkr_portal.editing import counts_revisions, revision_field
from kkr_portal.lasting import never_emptied, track
from kkr_portal.search.sources import words
from meetings.models.closing import closes_with_meeting
from meetings.models.meetings import Meeting, in_councils, published
from meetings.models.versions import SentFile, Version

OF_SECTION = "SELECT s.meeting_id FROM meetings_section s WHERE s.id = ROW.section_id"
OF_ITEM = (
    "SELECT s.meeting_id FROM meetings_agendaitem i JOIN meetings_section s ON s.id = i.section_id "
    "WHERE i.id = ROW.item_id"
)

ITEM_TEXTS = ["title", "presentation", "recommendation", "economy", "case_number", "document_number"]


@track()
class Section(models.Model):
    meeting = models.ForeignKey(
        Meeting, on_delete=models.CASCADE, related_name="sections", verbose_name="møde"
    )
    position = models.PositiveIntegerField("rækkefølge")
    title = models.CharField("overskrift", max_length=200)
    revision = revision_field()

    council_path = "meeting__council"

    class Meta:
        verbose_name, verbose_name_plural = "afsnit", "afsnit"
        ordering = ["meeting", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "position"],
                name="section_position_once",
                deferrable=models.Deferrable.DEFERRED,
            )
        ]
        triggers = [
            counts_revisions(apart_from=["position"]),
            closes_with_meeting("ROW.meeting_id"),
            never_emptied(),
        ]

    def __str__(self) -> str:
        return self.title


class AgendaItemQuerySet(models.QuerySet["AgendaItem"]):
    def visible_to(self, user: AnyUser) -> AgendaItemQuerySet:
        """Items of sent agendas, closed ones only for the council's own people and KL; drafts as meetings."""
        drafts = in_councils("section__meeting__council", predicates.councils_with_drafts_for(user))
        closed = in_councils("section__meeting__council", predicates.councils_with_closed_for(user))
        sent = published("section__meeting__")
        return self.filter(drafts | sent & (Q(closed=False) | closed))

    def editable_by(self, user: AnyUser) -> AgendaItemQuerySet:
        return self.filter(in_councils("section__meeting__council", predicates.councils_edited_by(user)))


@track()
class AgendaItem(models.Model):
    section = models.ForeignKey(
        Section, on_delete=models.PROTECT, related_name="items", verbose_name="afsnit"
    )
    position = models.PositiveIntegerField("rækkefølge")
    title = models.CharField("overskrift", max_length=250)
    presentation = models.TextField("sagsfremstilling", blank=True)
    recommendation = models.TextField("indstilling", blank=True)
    economy = models.TextField("økonomi", blank=True)
    case_number = models.CharField("sagsnr.", max_length=40, blank=True)
    document_number = models.CharField("dok.nr.", max_length=40, blank=True)
    closed = models.BooleanField(
        "lukket punkt",
        default=False,
        help_text="Punktet og dets bilag vises kun for KKR's medlemmer, sekretariatet og KL.",
    )
    revision = revision_field()

    objects = AgendaItemQuerySet.as_manager()
    council_path = "section__meeting__council"
    history_children = ["attachments"]

    class Meta:
        verbose_name, verbose_name_plural = "dagsordenspunkt", "dagsordenspunkter"
        ordering = ["section", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["section", "position"],
                name="item_position_once",
                deferrable=models.Deferrable.DEFERRED,
            )
        ]
        triggers = [
            counts_revisions(apart_from=["position"]),
            closes_with_meeting(OF_SECTION),
            pgtrigger.Trigger(
                name="keeps_item_words",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf(*ITEM_TEXTS) | pgtrigger.Delete,
                func=(
                    "IF TG_OP = 'DELETE' THEN DELETE FROM meetings_itemwords WHERE item_id = OLD.id; "  # noqa: S608
                    "ELSE INSERT INTO meetings_itemwords (item_id, vector) VALUES (NEW.id, "
                    f"to_tsvector('danish', concat_ws(' ', NEW.{', NEW.'.join(ITEM_TEXTS)}))) "
                    "ON CONFLICT (item_id) DO UPDATE SET vector = EXCLUDED.vector; END IF; RETURN NULL;"
                ),
            ),
            never_emptied(),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def meeting(self) -> Meeting:
        return self.section.meeting

    @property
    def is_empty(self) -> bool:
        """Nothing but a title is written."""
        return not (self.presentation or self.recommendation or self.economy)


class ItemWords(models.Model):
    """The Danish stems of an item's texts, for the search. The database itself keeps them, on every path.

    A table of its own: a common word is looked for in all of them, and a page that shows items has no use for
    them.
    """

    item = models.OneToOneField(
        AgendaItem, on_delete=models.DO_NOTHING, related_name="words", verbose_name="dagsordenspunkt",
        primary_key=True, db_constraint=False,
    )  # fmt: skip
    vector = SearchVectorField("ord")

    class Meta:
        verbose_name, verbose_name_plural = "punkts ord", "punkters ord"
        indexes = [GinIndex(fields=["vector"], name="item_words_vector")]

    def __str__(self) -> str:
        return str(self.item)


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def visible_to(self, user: AnyUser) -> AttachmentQuerySet:
        """An attachment is closed when it, or its item, is. Once a version has been sent, the latest one
        decides what is published: what was added since is a draft."""
        path = "item__section__meeting"
        drafts = in_councils(f"{path}__council", predicates.councils_with_drafts_for(user))
        closed = in_councils(f"{path}__council", predicates.councils_with_closed_for(user))
        sent = published(f"{path}__") & (
            ~Exists(Version.objects.filter(meeting=OuterRef(path)))
            | Exists(SentFile.objects.visible_to(user).filter(attachment_pk=OuterRef("pk")))
        )
        return self.filter(drafts | sent & (Q(closed=False, item__closed=False) | closed))

    def editable_by(self, user: AnyUser) -> AttachmentQuerySet:
        return self.filter(
            in_councils("item__section__meeting__council", predicates.councils_edited_by(user))
        )


@track()
class Attachment(models.Model):
    item = models.ForeignKey(
        AgendaItem, on_delete=models.CASCADE, related_name="attachments", verbose_name="dagsordenspunkt"
    )
    position = models.PositiveIntegerField("rækkefølge")
    title = models.CharField("titel", max_length=250)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+", verbose_name="fil")
    file_name = models.CharField("filnavn", max_length=150)
    closed = models.BooleanField(
        "lukket bilag",
        default=False,
        help_text="Bilaget vises kun for KKR's medlemmer, sekretariatet og KL.",
    )
    # A live document: ``file`` is then what was made of it last, and ``live_state`` says of which state.
    live_kind = models.CharField("levende dokument", max_length=40, blank=True, editable=False)
    live_ref = models.CharField("kilde", max_length=120, blank=True, editable=False)
    live_state = models.CharField("kildens tilstand", max_length=64, blank=True, editable=False)
    revision = revision_field()

    objects = AttachmentQuerySet.as_manager()
    council_path = "item__section__meeting__council"

    class Meta:
        verbose_name, verbose_name_plural = "bilag", "bilag"
        ordering = ["item", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "position"],
                name="attachment_position_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=Q(live_kind="", live_ref="", live_state="")
                | ~Q(live_kind="") & ~Q(live_ref="") & ~Q(live_state=""),
                name="attachment_live_or_not",
                violation_error_message="Et levende dokument har en kilde og en tilstand.",
            ),
        ]
        indexes = [GinIndex(words("title", "file_name"), name="attachment_words")]
        triggers = [
            counts_revisions(apart_from=["position", "file", "live_state"]),
            closes_with_meeting(OF_ITEM),
            never_emptied(),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("meetings:attachment", args=[self.pk])

    @property
    def is_live(self) -> bool:
        return bool(self.live_kind)

    @property
    def shown_file(self) -> StoredFile:
        """What is read and printed: the file, or the PDF made of an Office file once there is one."""
        return self.file.shown

    @property
    def shown_name(self) -> str:
        """The file name of ``shown_file``."""
        return self.file.shown_name(self.file_name)
