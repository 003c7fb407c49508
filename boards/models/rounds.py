"""The round in which a KKR fills the boards of a coming term, and its steps."""

from __future__ import annotations

from datetime import date

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from boards.models.boards import Board
from boards.models.terms import longest_after
from boards.rules.process import STEP, STEPS, Planned, State, StepKind, When, state
from boards.rules.terms import YEARS
from kkr_portal.access import predicates
from kkr_portal.access.predicates import AnyUser
from kkr_portal.editing import counts_revisions, revision_field
from kkr_portal.lasting import track
from kkr_portal.registry.models import Council
from meetings.models import AgendaItem
from meetings.models.periods import PERIOD_HELP, has_beginning, never_at_once


class RoundQuerySet(models.QuerySet["Round"]):
    def editable_by(self, user: AnyUser) -> RoundQuerySet:
        edited = predicates.councils_edited_by(user)
        return self.all() if edited is None else self.filter(council__in=edited)

    def open_to(self, user: AnyUser) -> RoundQuerySet:
        """Whose requests, nominations and candidates this person may read: the secretariat's own, and KL."""
        read = predicates.councils_with_drafts_for(user)
        return self.all() if read is None else self.filter(council__in=read)


@track()
class Round(models.Model):
    """``period`` is the term that is filled. Its boards are the KKR's with a term of that first day."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="rounds", verbose_name="KKR")
    period = DateRangeField("funktionsperiode", help_text=PERIOD_HELP)
    criteria = models.TextField(
        "kriterier", blank=True,
        help_text="Hvad KKR lægger vægt på. Organisationerne kan kun pålægges, at den indstillede er aktiv "
        "erhvervsdrivende, og at en eller flere indstiller fra en lille eller mellemstor virksomhed.",
    )  # fmt: skip
    decided_at = models.ForeignKey(
        AgendaItem, on_delete=models.PROTECT, related_name="+", verbose_name="besluttet på punkt",
        null=True, blank=True,
    )  # fmt: skip
    source = models.CharField("kilde", max_length=300, blank=True)
    invented = models.BooleanField("opdigtet", default=False, help_text="Findes kun i demonstrationen.")
    revision = revision_field()

    objects = RoundQuerySet.as_manager()
    council_path = "council"
    history_children = ["steps", "nominating", "nominating__requests", "nominating__requests__nominations",
                        "nominating__requests__nominations__candidates", "proposals",
                        "appointments"]  # fmt: skip

    class Meta:
        verbose_name, verbose_name_plural = "udpegningsrunde", "udpegningsrunder"
        ordering = ["-period", "council__sort_key"]
        constraints = [
            never_at_once(
                "one_round_of_a_term", "council",
                message="KKR har allerede en udpegningsrunde til en funktionsperiode på den tid.",
            ),
            has_beginning("round_has_beginning"),
            models.CheckConstraint(
                condition=Q(period__endswith__isnull=False), name="round_has_end",
                violation_error_message="Funktionsperioden skal have en sidste dag.",
            ),
            models.CheckConstraint(
                condition=Q(period__endswith__lte=longest_after("period__startswith")),
                name="round_at_most_four_years",
                violation_error_message=f"En funktionsperiode er højst {YEARS} år.",
            ),
        ]  # fmt: skip
        triggers = [counts_revisions(apart_from=[])]

    def __str__(self) -> str:
        return f"{self.council}, {self.years}"

    def get_absolute_url(self) -> str:
        return reverse("boards:round", args=[self.pk])

    @property
    def years(self) -> str:
        """«2022–2026»."""
        return f"{self.period.lower.year}–{self.period.upper.year}"

    def boards(self) -> models.QuerySet[Board]:
        """Whose term begins with the round's, and to which the KKR appoints."""
        own = Board.objects.filter(seat_kinds__appointing_council=self.council_id)
        return own.filter(terms__period__startswith=self.period.lower).distinct().order_by("sort_key")


@track()
class Step(models.Model):
    """One of the eight, with its days. ``printed`` is how a source words days that it does not give."""

    class Kind(models.TextChoices):
        RECOMMENDATION = "recommendation", STEP["recommendation"].title
        MUNICIPAL_APPOINTMENT = "municipal_appointment", STEP["municipal_appointment"].title
        ORGANISATIONS_AND_CRITERIA = "organisations_and_criteria", STEP["organisations_and_criteria"].title
        ORGANISATIONS_DEADLINE = "organisations_deadline", STEP["organisations_deadline"].title
        REGION_DEADLINE = "region_deadline", STEP["region_deadline"].title
        CLARIFICATION = "clarification", STEP["clarification"].title
        APPOINTMENT = "appointment", STEP["appointment"].title
        NEW_BOARDS = "new_boards", STEP["new_boards"].title

    round = models.ForeignKey(
        Round, on_delete=models.CASCADE, related_name="steps", verbose_name="udpegningsrunde"
    )
    kind = models.CharField("trin", max_length=30, choices=Kind)
    first = models.DateField("første dag")
    last = models.DateField("sidste dag")
    printed = models.CharField(
        "med ord", max_length=60, blank=True, help_text="Fx «primo–medio marts», hvor dagene ikke er fastsat."
    )
    done_on = models.DateField("gennemført", null=True, blank=True)
    note = models.CharField("bemærkning", max_length=300, blank=True)
    revision = revision_field()

    council_path = "round__council"

    class Meta:
        verbose_name, verbose_name_plural = "trin", "trin"
        ordering = ["round", "first", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "kind"], name="step_once_a_round",
                violation_error_message="Runden har allerede det trin.",
            ),
            models.CheckConstraint(
                condition=Q(last__gte=F("first")), name="step_ends_after_it_starts",
                violation_error_message="Trinnet slutter, før det begynder.",
            ),
            models.CheckConstraint(
                condition=Q(
                    kind__in=[kind.name for kind in STEPS if kind.when is not When.DAY]
                ) | Q(last=F("first")),
                name="step_of_a_day_is_a_day",
                violation_error_message="Trinnet er en enkelt dag.",
            ),
        ]  # fmt: skip
        triggers = [counts_revisions(apart_from=[])]

    def __str__(self) -> str:
        return self.rule.title

    @property
    def rule(self) -> StepKind:
        return STEP[self.kind]

    @property
    def planned(self) -> Planned:
        """As the rules ask for it."""
        return Planned(self.rule, self.first, self.last, self.done_on)

    def state(self, day: date) -> State:
        return state(self.planned, day)
