"""A meeting of a KKR: what kind it is, where it stands in its life, and what moved or reopened it."""

from __future__ import annotations

import pgtrigger
from django.contrib.postgres.functions import TransactionNow
from django.core.validators import URLValidator
from django.db import models
from django.db.models import Count, F, Q
from django.db.models.functions import Now
from django.urls import reverse

from kkr_portal.access import predicates
from kkr_portal.access.models import User
from kkr_portal.access.predicates import AnyUser
from kkr_portal.editing import counts_revisions, revision_field
from kkr_portal.lasting import never_emptied, track
from kkr_portal.registry.models import Council, Person
from meetings.models.closing import closed_meeting_stays, closes_with_meeting


def in_councils(field: str, councils: frozenset[int] | None) -> Q:
    """The rows of these councils; None stands for all.

    Not an empty Q for all: in ``Q() | other`` Django lets the other alone decide.
    """
    return Q(pk__isnull=False) if councils is None else Q(**{f"{field}__in": councils})


def published(prefix: str = "") -> Q:
    """Meetings whose agenda has been sent, also those cancelled since; ``prefix`` is the way to them."""
    cancelled = Q(
        **{f"{prefix}status": Meeting.Status.CANCELLED, f"{prefix}status_before__in": Meeting.PUBLISHED}
    )
    return Q(**{f"{prefix}status__in": Meeting.PUBLISHED}) | cancelled


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def visible_to(self, user: AnyUser) -> MeetingQuerySet:
        """Sent agendas are open to everyone; the others to those who may read the council's drafts."""
        drafts = in_councils("council", predicates.councils_with_drafts_for(user))
        return self.filter(published() | drafts)

    def dates_known_to(self, user: AnyUser) -> MeetingQuerySet:
        """Also planned meetings for their own KKR's members: the day and the place, not the agenda."""
        return self.filter(published() | in_councils("council", predicates.councils_with_closed_for(user)))

    def counting_items_for(self, user: AnyUser) -> MeetingQuerySet:
        """With ``item_count``, the items that the user may see; for meetings ``visible_to`` the user."""
        closed = in_councils("council", predicates.councils_with_closed_for(user))
        return self.annotate(
            item_count=Count("sections__items", filter=closed | Q(sections__items__closed=False))
        )

    def editable_by(self, user: AnyUser) -> MeetingQuerySet:
        return self.filter(in_councils("council", predicates.councils_edited_by(user)))


@track()
class Meeting(models.Model):
    class Kind(models.TextChoices):
        ORDINARY = "ordinary", "Ordinært møde"
        CONSTITUTIVE = "constitutive", "Konstituerende møde"
        EXTRAORDINARY = "extraordinary", "Ekstraordinært møde"

    class Status(models.TextChoices):
        PLANNED = "planned", "Planlagt"
        PREPARATION = "preparation", "Under forberedelse"
        SENT = "sent", "Udsendt"
        HELD = "held", "Afholdt"
        MINUTES_DRAFTED = "minutes_drafted", "Referat skrevet"
        APPROVED = "approved", "Referat godkendt"
        CLOSED = "closed", "Afsluttet"
        CANCELLED = "cancelled", "Aflyst"

    # Where a meeting can go from each status; a cancelled one goes back to where it was.
    TRANSITIONS = {
        Status.PLANNED: {Status.PREPARATION, Status.CANCELLED},
        Status.PREPARATION: {Status.PLANNED, Status.SENT, Status.CANCELLED},
        Status.SENT: {Status.PREPARATION, Status.HELD, Status.CANCELLED},
        Status.HELD: {Status.SENT, Status.MINUTES_DRAFTED},
        Status.MINUTES_DRAFTED: {Status.HELD, Status.APPROVED},
        Status.APPROVED: {Status.CLOSED, Status.MINUTES_DRAFTED},
        Status.CLOSED: {Status.MINUTES_DRAFTED},
        Status.CANCELLED: {Status.PLANNED, Status.PREPARATION, Status.SENT},
    }
    PUBLISHED = (Status.SENT, Status.HELD, Status.MINUTES_DRAFTED, Status.APPROVED, Status.CLOSED)
    LOCKED = (Status.APPROVED, Status.CLOSED)  # the database refuses changes: see ``closing``

    council = models.ForeignKey(
        Council, on_delete=models.PROTECT, related_name="meetings", verbose_name="KKR"
    )
    kind = models.CharField("mødetype", max_length=13, choices=Kind, default=Kind.ORDINARY)
    status = models.CharField("status", max_length=15, choices=Status, default=Status.PREPARATION)
    status_before = models.CharField(
        "status før aflysning", max_length=15, choices=Status, blank=True, editable=False
    )
    cancelled_because = models.TextField("begrundelse for aflysning", blank=True)
    date = models.DateField("dato")
    starts_at = models.TimeField("begynder kl.", null=True, blank=True)
    ends_at = models.TimeField("slutter kl.", null=True, blank=True)
    place = models.CharField("sted", max_length=200, blank=True)
    virtual = models.BooleanField(
        "virtuelt møde", default=False, help_text="Formand og næstformand beslutter det (§ 5, stk. 3)."
    )
    link = models.CharField(
        "mødelink", max_length=500, blank=True, validators=[URLValidator(["https"])],
        help_text="Begynder med https://. Vises kun for KKR's medlemmer og sekretariatet.",
    )  # fmt: skip
    wanted_by_chair = models.BooleanField("formanden ønsker mødet", default=False)
    wanted_by_members = models.PositiveSmallIntegerField("medlemmer, der ønsker mødet", default=0)
    agenda_late_because = models.TextField(
        "begrundelse for sen udsendelse", blank=True,
        help_text="Fristen på en uge kan fraviges i særlige tilfælde. Begrundelsen trykkes på dagsordenen.",
    )  # fmt: skip
    note = models.TextField("bemærkning", blank=True, help_text="Vises øverst på mødets side.")
    led_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", verbose_name="mødeleder", null=True, blank=True
    )
    others_present = models.TextField("øvrige deltagere", blank=True)
    calendar_sequence = models.PositiveIntegerField("kalenderudgave", default=0, editable=False)
    revision = revision_field()

    objects = MeetingQuerySet.as_manager()
    council_path = "council"  # whose history it is, and what else belongs on its page: see kkr_portal.history
    history_children = [
        "sections", "sections__items", "sections__items__attachments", "sections__items__decision",
        "sections__items__votes", "moves", "reopenings", "stays", "marked_absent",
        "minutes_parts", "approvals", "proposals", "absence_notices",
    ]  # fmt: skip

    class Meta:
        verbose_name, verbose_name_plural = "møde", "møder"
        ordering = ["-date", "council__sort_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "date"],
                name="one_meeting_a_day",
                violation_error_message="Dette KKR har allerede et møde den dag.",
            ),
            models.CheckConstraint(
                condition=(
                    Q(status="cancelled", status_before__in=["planned", "preparation", "sent"])
                    & ~Q(cancelled_because="")
                )
                | (~Q(status="cancelled") & Q(status_before="")),
                name="meeting_cancelled_with_reason",
                violation_error_message="En aflysning har en begrundelse.",
            ),
            models.CheckConstraint(
                condition=Q(starts_at=None) | Q(ends_at=None) | Q(ends_at__gt=F("starts_at")),
                name="meeting_ends_after_it_starts",
                violation_error_message="Mødet slutter efter, at det begynder.",
            ),
        ]
        triggers = [
            counts_revisions(apart_from=["calendar_sequence"]),
            closed_meeting_stays(),
            never_emptied(),
        ]

    def __str__(self) -> str:
        return f"{self.council}, {self.date:%d.%m.%Y}"

    def get_absolute_url(self) -> str:
        return reverse("meetings:detail", args=[self.council.slug, self.date])

    @property
    def is_sent(self) -> bool:
        """The agenda is published, whatever has become of the meeting since."""
        return self.status in self.PUBLISHED or self.status_before in self.PUBLISHED

    @property
    def is_cancelled(self) -> bool:
        return self.status == self.Status.CANCELLED

    @property
    def is_locked(self) -> bool:
        """The minutes are approved: nothing of the meeting can be changed."""
        return self.status in self.LOCKED

    def may_become(self, status: str) -> bool:
        """Whether the table of transitions allows it; a cancelled meeting only goes back where it was."""
        if self.is_cancelled:
            return status == self.status_before
        return status in self.TRANSITIONS[self.Status(self.status)]


@track()
class Move(models.Model):
    """The meeting was moved to another day; the reason is printed. Never changed afterwards."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="moves", verbose_name="møde")
    from_date = models.DateField("fra")
    to_date = models.DateField("til")
    reason = models.TextField("begrundelse")
    at = models.DateTimeField("flyttet", db_default=Now())
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="af", null=True)

    council_path = "meeting__council"

    class Meta:
        verbose_name, verbose_name_plural = "flytning", "flytninger"
        ordering = ["meeting", "pk"]
        triggers = [
            closes_with_meeting("ROW.meeting_id"),
            pgtrigger.Protect(name="move_stays", operation=pgtrigger.Update),
            never_emptied(),
        ]

    def __str__(self) -> str:
        return f"{self.from_date:%d.%m.%Y} → {self.to_date:%d.%m.%Y}"


@track()
class Reopening(models.Model):
    """Approved minutes were opened again. The one key to a closed meeting; never changed afterwards."""

    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, related_name="reopenings", verbose_name="møde"
    )
    reason = models.TextField("begrundelse")
    at = models.DateTimeField("genåbnet", db_default=TransactionNow(), editable=False)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="af", null=True)

    council_path = "meeting__council"

    class Meta:
        verbose_name, verbose_name_plural = "genåbning", "genåbninger"
        ordering = ["meeting", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="reopening_has_reason",
                violation_error_message="Skriv, hvorfor mødet genåbnes.",
            )
        ]
        triggers = [
            pgtrigger.Protect(name="reopening_stays", operation=pgtrigger.Update | pgtrigger.Delete),
            never_emptied(),
        ]

    def __str__(self) -> str:
        return f"{self.meeting}, genåbnet {self.at:%d.%m.%Y}"
