"""Meetings of a KKR and what their agenda consists of.

Numbers are never stored: a section's is its place in the meeting, an item's is section.place, an
attachment's is its place under the item (``agenda.py``). So item 10 comes after item 9.
"""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import Count, Q
from django.urls import reverse

from kkr_portal.access import predicates
from kkr_portal.access.predicates import AnyUser
from kkr_portal.documents.models import StoredFile
from kkr_portal.editing import counts_revisions, revision_field
from kkr_portal.registry.models import Council


def _in(field: str, councils: frozenset[int] | None) -> Q:
    """The rows of these councils; None stands for all.

    Not an empty Q for all: in ``Q() | other`` Django lets the other alone decide.
    """
    return Q(pk__isnull=False) if councils is None else Q(**{f"{field}__in": councils})


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def visible_to(self, user: AnyUser) -> MeetingQuerySet:
        """Sent agendas are open to everyone; the others to those who may read the council's drafts."""
        drafts = _in("council", predicates.councils_with_drafts_for(user))
        return self.filter(Q(status=Meeting.Status.SENT) | drafts)

    def counting_items_for(self, user: AnyUser) -> MeetingQuerySet:
        """With ``item_count``, the items that the user may see; for meetings ``visible_to`` the user."""
        closed = _in("council", predicates.councils_with_closed_for(user))
        return self.annotate(
            item_count=Count("sections__items", filter=closed | Q(sections__items__closed=False))
        )

    def editable_by(self, user: AnyUser) -> MeetingQuerySet:
        return self.filter(_in("council", predicates.councils_edited_by(user)))


@pghistory.track()
class Meeting(models.Model):
    class Kind(models.TextChoices):
        ORDINARY = "ordinary", "Ordinært møde"
        CONSTITUTIVE = "constitutive", "Konstituerende møde"
        EXTRAORDINARY = "extraordinary", "Ekstraordinært møde"

    class Status(models.TextChoices):
        PREPARATION = "preparation", "Under forberedelse"
        SENT = "sent", "Offentliggjort"

    council = models.ForeignKey(
        Council, on_delete=models.PROTECT, related_name="meetings", verbose_name="KKR"
    )
    kind = models.CharField("mødetype", max_length=13, choices=Kind, default=Kind.ORDINARY)
    status = models.CharField("status", max_length=11, choices=Status, default=Status.PREPARATION)
    date = models.DateField("dato")
    starts_at = models.TimeField("begynder kl.", null=True, blank=True)
    place = models.CharField("sted", max_length=200, blank=True)
    note = models.TextField("bemærkning", blank=True, help_text="Vises øverst på mødets side.")
    revision = revision_field()

    objects = MeetingQuerySet.as_manager()
    council_path = "council"  # whose history it is, and what else belongs on its page: see kkr_portal.history
    history_children = ["sections", "sections__items", "sections__items__attachments"]

    class Meta:
        verbose_name, verbose_name_plural = "møde", "møder"
        ordering = ["-date", "council__sort_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "date"],
                name="one_meeting_a_day",
                violation_error_message="Dette KKR har allerede et møde den dag.",
            ),
        ]
        triggers = [counts_revisions(apart_from=[])]

    def __str__(self) -> str:
        return f"{self.council}, {self.date:%d.%m.%Y}"

    def get_absolute_url(self) -> str:
        return reverse("meetings:detail", args=[self.council.slug, self.date])

    @property
    def is_sent(self) -> bool:
        return self.status == self.Status.SENT


@pghistory.track()
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
        triggers = [counts_revisions(apart_from=["position"])]

    def __str__(self) -> str:
        return self.title


class AgendaItemQuerySet(models.QuerySet["AgendaItem"]):
    def visible_to(self, user: AnyUser) -> AgendaItemQuerySet:
        """Items of sent agendas, closed ones only for the council's own people and KL; drafts as meetings."""
        drafts = _in("section__meeting__council", predicates.councils_with_drafts_for(user))
        closed = _in("section__meeting__council", predicates.councils_with_closed_for(user))
        sent = Q(section__meeting__status=Meeting.Status.SENT)
        return self.filter(drafts | sent & (Q(closed=False) | closed))

    def editable_by(self, user: AnyUser) -> AgendaItemQuerySet:
        return self.filter(_in("section__meeting__council", predicates.councils_edited_by(user)))


@pghistory.track()
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
        triggers = [counts_revisions(apart_from=["position"])]

    def __str__(self) -> str:
        return self.title

    @property
    def meeting(self) -> Meeting:
        return self.section.meeting

    @property
    def is_empty(self) -> bool:
        """Nothing but a title is written."""
        return not (self.presentation or self.recommendation or self.economy)


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def visible_to(self, user: AnyUser) -> AttachmentQuerySet:
        """An attachment is closed when it, or its item, is."""
        path = "item__section__meeting"
        drafts = _in(f"{path}__council", predicates.councils_with_drafts_for(user))
        closed = _in(f"{path}__council", predicates.councils_with_closed_for(user))
        sent = Q(**{f"{path}__status": Meeting.Status.SENT})
        return self.filter(drafts | sent & (Q(closed=False, item__closed=False) | closed))

    def editable_by(self, user: AnyUser) -> AttachmentQuerySet:
        return self.filter(_in("item__section__meeting__council", predicates.councils_edited_by(user)))


@pghistory.track()
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
            )
        ]
        triggers = [counts_revisions(apart_from=["position"])]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("meetings:attachment", args=[self.pk])
