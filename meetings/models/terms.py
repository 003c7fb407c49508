"""A term of a KKR: the votes that decide its composition, and its seats."""

from __future__ import annotations

from datetime import date

from django.contrib.postgres.fields import ArrayField, DateRangeField
from django.db import models
from django.db.models import Q
from django.urls import reverse

from kkr_portal.access import predicates
from kkr_portal.access.predicates import AnyUser
from kkr_portal.editing import counts_revisions, revision_field
from kkr_portal.lasting import never_emptied, track
from kkr_portal.registry.models import Council, Municipality, Party
from meetings.models.closing import closes_when_fixed, fixed_term_stays
from meetings.models.meetings import in_councils
from meetings.models.periods import PERIOD_HELP, has_beginning, never_at_once


class TermQuerySet(models.QuerySet["Term"]):
    def on(self, day: date) -> TermQuerySet:
        """The terms that run on ``day``: at most one of each council."""
        return self.filter(period__contains=day)

    def visible_to(self, user: AnyUser) -> TermQuerySet:
        """Fixed compositions are open to everyone; the others to those who may read the council's drafts."""
        drafts = in_councils("council", predicates.councils_with_drafts_for(user))
        return self.filter(Q(fixed_on__isnull=False) | drafts)

    def editable_by(self, user: AnyUser) -> TermQuerySet:
        return self.filter(in_councils("council", predicates.councils_edited_by(user)))


@track()
class Term(models.Model):
    """From the day the KKR takes office (the constitutive meeting) until the next one does (§ 4, stk. 1)."""

    class Method(models.TextChoices):
        LARGEST_REMAINDER = "largest_remainder", "Største brøk, mindst én plads til hvert parti"
        DHONDT = "dhondt", "d'Hondt, mindst én plads til hvert parti"

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="terms", verbose_name="KKR")
    election_date = models.DateField("kommunalvalgets dato")
    period = DateRangeField("funktionsperiode", help_text=PERIOD_HELP)
    method = models.CharField(
        "fordelingsmetode", max_length=17, choices=Method, default=Method.LARGEST_REMAINDER,
        help_text="Hvordan pladserne fordeles før en reduktion. KL's egen afrunding er ikke offentlig.",
    )  # fmt: skip
    votes_source = models.CharField("kilde til stemmetallene", max_length=300, blank=True)
    votes_lack = models.CharField(
        "mangler ved stemmetallene", max_length=300, blank=True,
        help_text="Fx «14 af 19 kommuner». Vises overalt, hvor tallene bruges.",
    )  # fmt: skip
    drawn = ArrayField(
        models.CharField(max_length=80), verbose_name="udtrukket ved lodtrækning", default=list, blank=True
    )
    drawn_note = models.CharField("om lodtrækningen", max_length=300, blank=True)
    fixed_on = models.DateField("sammensætningen fastlagt", null=True, blank=True)
    revision = revision_field()

    objects = TermQuerySet.as_manager()
    council_path = "council"
    history_children = [
        "votes",
        "cooperations",
        "seats",
        "seats__memberships",
        "seats__substitutes",
        "officers",
    ]

    class Meta:
        verbose_name, verbose_name_plural = "funktionsperiode", "funktionsperioder"
        ordering = ["council__sort_key", "-election_date"]
        constraints = [
            never_at_once(
                "one_term_at_a_time", "council",
                message="Dette KKR har allerede en funktionsperiode på den tid.",
            ),
            has_beginning("term_has_beginning"),
            models.UniqueConstraint(
                fields=["council", "election_date"], name="one_term_an_election",
                violation_error_message="Dette KKR har allerede en funktionsperiode efter det valg.",
            ),
        ]  # fmt: skip
        triggers = [counts_revisions(apart_from=[]), fixed_term_stays(), never_emptied()]

    def __str__(self) -> str:
        return f"{self.council} {self.years}"

    def get_absolute_url(self) -> str:
        return reverse("meetings:term", args=[self.council.slug, self.election_date.year])

    @property
    def years(self) -> str:
        """«2022–2026», as the rules of procedure name it: the election is every fourth year."""
        return f"{self.election_date.year + 1}–{self.election_date.year + 5}"


@track()
class VoteCount(models.Model):
    """What a party got in one municipality, or (without a municipality) in the whole region."""

    term = models.ForeignKey(
        Term, on_delete=models.CASCADE, related_name="votes", verbose_name="funktionsperiode"
    )
    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="+", verbose_name="kommune",
        null=True, blank=True,
    )  # fmt: skip
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+", verbose_name="parti")
    votes = models.PositiveIntegerField("stemmer", default=0)
    council_seats = models.PositiveSmallIntegerField("mandater", default=0)
    mayors = models.PositiveSmallIntegerField("borgmestre", default=0)
    source = models.CharField("kilde", max_length=300, blank=True)

    council_path = "term__council"

    class Meta:
        verbose_name, verbose_name_plural = "stemmetal", "stemmetal"
        ordering = ["term", "municipality__sort_key", "party__sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["term", "municipality", "party"], nulls_distinct=False,
                name="party_counted_once_a_place",
                violation_error_message="Partiet har allerede stemmetal dér.",
            ),
            models.CheckConstraint(
                condition=Q(municipality=None) | Q(mayors__lte=1), name="one_mayor_a_municipality",
                violation_error_message="En kommune har én borgmester.",
            ),
        ]  # fmt: skip
        triggers = [closes_when_fixed(), never_emptied()]

    def __str__(self) -> str:
        return f"{self.party}, {self.municipality or 'hele regionen'}: {self.votes}"


@track()
class ListCooperation(models.Model):
    """A party or list that counts together with others under one name (KL's love § 6, stk. 2)."""

    term = models.ForeignKey(
        Term, on_delete=models.CASCADE, related_name="cooperations", verbose_name="funktionsperiode"
    )
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+", verbose_name="parti")
    name = models.CharField("listesamarbejde", max_length=80)

    council_path = "term__council"

    class Meta:
        verbose_name, verbose_name_plural = "listesamarbejde", "listesamarbejder"
        ordering = ["term", "name", "party__sort_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["term", "party"], name="one_cooperation_a_party",
                violation_error_message="Partiet er allerede i et listesamarbejde.",
            )
        ]  # fmt: skip
        triggers = [closes_when_fixed(), never_emptied()]

    def __str__(self) -> str:
        return f"{self.name}: {self.party}"


@track()
class Seat(models.Model):
    """A place in the KKR: each mayor has one; a party or list cooperation elects to the others."""

    class Kind(models.TextChoices):
        MAYOR = "mayor", "borgmester"
        ELECTED = "elected", "valgt medlem"

    term = models.ForeignKey(
        Term, on_delete=models.CASCADE, related_name="seats", verbose_name="funktionsperiode"
    )
    kind = models.CharField("art", max_length=7, choices=Kind)
    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="+", verbose_name="kommune",
        null=True, blank=True, help_text="Borgmesterens kommune.",
    )  # fmt: skip
    group = models.CharField(
        "vælges af",
        max_length=80,
        blank=True,
        help_text="Partiet eller listesamarbejdet, der vælger medlemmet.",
    )
    number = models.PositiveSmallIntegerField("nr.", default=1, help_text="Gruppens første, anden … plads.")
    beyond_cap = models.BooleanField(
        "ud over loftet", default=False, help_text="Valgt efter § 3, stk. 9; loftet gælder ikke (stk. 10)."
    )

    council_path = "term__council"

    class Meta:
        verbose_name, verbose_name_plural = "plads", "pladser"
        ordering = ["term", "-kind", "municipality__sort_key", "group", "number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="mayor", municipality__isnull=False, group="", number=1)
                | (Q(kind="elected", municipality=None) & ~Q(group="")),
                name="seat_has_its_origin",
                violation_error_message="En plads er en kommunes borgmesters eller vælges af en gruppe.",
            ),
            models.UniqueConstraint(
                fields=["term", "municipality"], condition=Q(kind="mayor"), name="one_mayor_seat",
                violation_error_message="Kommunens borgmester har allerede en plads.",
            ),
            models.UniqueConstraint(
                fields=["term", "group", "number"], condition=Q(kind="elected"), name="elected_seat_once",
                violation_error_message="Gruppen har allerede en plads med det nummer.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return (
            f"Borgmester, {self.municipality}"
            if self.kind == "mayor"
            else f"{self.group}, plads {self.number}"
        )
