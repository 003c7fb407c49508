"""A board and its seats. What holds for several seats alike (who appoints, who nominates) is a seat kind."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from boards.rules.statutes import COMPOSITION, Kind
from kkr_portal.access import predicates
from kkr_portal.access.predicates import AnyUser
from kkr_portal.editing import counts_revisions, revision_field
from kkr_portal.lasting import track
from kkr_portal.law import Citation
from kkr_portal.registry.models import BusinessHouse, Council, Person
from kkr_portal.registry.models.sort_keys import danish_sort_key

RULES = [*((kind.name.lower(), kind.value) for kind in Kind), ("other", "andet")]


class BoardQuerySet(models.QuerySet["Board"]):
    def editable_by(self, user: AnyUser) -> BoardQuerySet:
        edited = predicates.councils_edited_by(user)
        return self.all() if edited is None else self.filter(council__in=edited)

    def of(self, council: Council) -> BoardQuerySet:
        """Kept by this KKR, or with a seat that it appoints to."""
        appoints = SeatKind.objects.filter(appointing_council=council).values("board")
        return self.filter(Q(council=council) | Q(pk__in=appoints))


@track()
class Board(models.Model):
    """A regional body with seats; its data are open to everyone. ``council``: whose secretariat keeps it."""

    class Statutes(models.TextChoices):
        STANDARD = "standard", "Standardvedtægterne for erhvervshusene"
        OWN = "own", "Andet grundlag"

    name = models.CharField(
        "navn", max_length=120, unique=True,
        error_messages={"unique": "Der findes allerede en bestyrelse med det navn."},
    )  # fmt: skip
    slug = models.SlugField("adresse", unique=True, max_length=60)
    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="boards", verbose_name="KKR")
    business_house = models.OneToOneField(
        BusinessHouse, on_delete=models.PROTECT, related_name="board", verbose_name="erhvervshus",
        null=True, blank=True,
    )  # fmt: skip
    statutes = models.CharField("vedtægter", max_length=8, choices=Statutes, default=Statutes.OWN)
    rulebook = models.CharField(
        "retsgrundlag", max_length=150, blank=True, help_text="Lov, bekendtgørelse eller vedtægt."
    )
    paragraph = models.CharField("paragraf", max_length=30, blank=True, help_text="Uden §, fx «5.2».")
    purpose = models.CharField("hvad organet gør", max_length=300, blank=True)
    director = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", verbose_name="direktør", null=True, blank=True,
        help_text="Direktøren kan ikke selv sidde i bestyrelsen.",
    )  # fmt: skip
    source = models.CharField("kilde", max_length=300, blank=True)
    invented = models.BooleanField("opdigtet", default=False, help_text="Findes kun i demonstrationen.")
    revision = revision_field()
    sort_key = danish_sort_key("name")

    objects = BoardQuerySet.as_manager()
    council_path = "council"
    history_children = ["seat_kinds", "seat_kinds__seats", "seat_kinds__seats__tenures", "terms", "deputies"]

    class Meta:
        verbose_name, verbose_name_plural = "bestyrelse", "bestyrelser"
        ordering = ["sort_key", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(statutes="own") | Q(business_house__isnull=False),
                name="standard_statutes_of_a_house",
                violation_error_message="Standardvedtægterne gælder kun for et erhvervshus.",
            )
        ]
        triggers = [counts_revisions(apart_from=["sort_key"])]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("boards:board", args=[self.slug])

    @property
    def by_standard(self) -> bool:
        return self.statutes == Board.Statutes.STANDARD

    @property
    def citation(self) -> Citation | None:
        """Where it stands that the board is there; None where nobody has written it."""
        if self.by_standard:
            return COMPOSITION
        return Citation(self.rulebook, self.paragraph) if self.rulebook and self.paragraph else None


@track()
class SeatKind(models.Model):
    """Seats of one kind on a board: who appoints to them, who may nominate, what it takes to sit there."""

    board = models.ForeignKey(
        Board, on_delete=models.CASCADE, related_name="seat_kinds", verbose_name="bestyrelse"
    )
    position = models.PositiveSmallIntegerField("rækkefølge", default=1)
    rule = models.CharField("art efter vedtægterne", max_length=10, choices=RULES, default="other")
    title = models.CharField("betegnelse", max_length=80, help_text="Fx «Formand» eller «Kommunalt medlem».")
    appointed_by = models.CharField("udpeges af", max_length=120)
    appointing_council = models.ForeignKey(
        Council, on_delete=models.PROTECT, related_name="+", verbose_name="KKR, der udpeger",
        null=True, blank=True,
    )  # fmt: skip
    nominated_by = models.CharField(
        "indstilles af", max_length=120, blank=True, help_text="Tom, hvor ingen indstiller."
    )
    voting = models.BooleanField("medlem med stemmeret", default=True, help_text="Ellers observatør.")
    legal_basis = models.CharField("hjemmel", max_length=150, blank=True)
    qualifications = models.CharField("krav til personen", max_length=300, blank=True)
    revision = revision_field()

    council_path = "board__council"

    class Meta:
        verbose_name, verbose_name_plural = "pladstype", "pladstyper"
        ordering = ["board", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["board", "title"], name="seat_kind_title_once",
                violation_error_message="Bestyrelsen har allerede pladser med den betegnelse.",
            ),
            models.UniqueConstraint(
                fields=["board", "rule"], condition=~Q(rule="other"), name="seat_kind_rule_once",
                violation_error_message="Bestyrelsen har allerede pladser af den art.",
            ),
        ]  # fmt: skip
        triggers = [counts_revisions(apart_from=["position"])]

    def __str__(self) -> str:
        return self.title

    @property
    def kind(self) -> Kind | None:
        """As the standard statutes call it; None for other bodies' seats."""
        return None if self.rule == "other" else Kind[self.rule.upper()]


@track()
class Seat(models.Model):
    """One place on a board, whoever sits in it. A vacant seat is still a seat."""

    seat_kind = models.ForeignKey(
        SeatKind, on_delete=models.CASCADE, related_name="seats", verbose_name="pladstype"
    )
    number = models.PositiveSmallIntegerField("nr.", default=1)

    council_path = "seat_kind__board__council"
    history_children = ["tenures", "corrections"]

    class Meta:
        verbose_name, verbose_name_plural = "plads", "pladser"
        ordering = ["seat_kind__position", "seat_kind", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["seat_kind", "number"], name="seat_number_once",
                violation_error_message="Der er allerede en plads med det nummer.",
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1), name="seat_number_from_one",
                violation_error_message="Pladser tælles fra 1.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.seat_kind.title} {self.number}"
