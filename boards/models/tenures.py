"""Who sits in a seat, from when, for which term, and until when in fact.

``until`` is how long the person is appointed; ``period`` how long the person sits: it stays open until
somebody ends it, since members stay until their successors are there (standardvedtægterne § 5.2).
"""

from __future__ import annotations

from datetime import date

import pgtrigger
from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import F, Q

from boards.models.boards import Board, Seat
from boards.models.closing import closes_with_past_tenure, past_deputy_stays, past_tenure_stays
from boards.models.terms import Term, longest_after
from boards.rules.terms import YEARS
from kkr_portal.editing import counts_revisions, revision_field
from kkr_portal.lasting import never_emptied, track
from kkr_portal.registry.models import Municipality, Organisation, Person
from meetings.models import AgendaItem
from meetings.models.periods import PERIOD_HELP, has_beginning, never_at_once

# The board is the seat's; it is kept in the row so that one person sits once on it at a time.
BOARD_OF_THE_SEAT = (
    "SELECT k.board_id INTO NEW.board_id FROM boards_seat s "
    "JOIN boards_seatkind k ON k.id = s.seat_kind_id WHERE s.id = NEW.seat_id; RETURN NEW;"
)


@track()
class Tenure(models.Model):
    """A person in a seat, with what made the person eligible for it."""

    class Began(models.TextChoices):
        APPOINTED = "appointed", "udpeget for hele perioden"
        REST = "rest", "udpeget for resten af perioden"

    class Ended(models.TextChoices):
        SUCCEEDED = "succeeded", "afløst af en efterfølger"
        RESIGNED = "resigned", "udtrådt efter eget ønske"
        REMOVED = "removed", "afsat efter ministerens indstilling"
        DIED = "died", "afgået ved døden"
        INELIGIBLE = "ineligible", "opfylder ikke længere kravene til pladsen"
        OTHER = "other", "andet"

    class CountsAs(models.TextChoices):
        WOMAN = "woman", "kvinde"
        MAN = "man", "mand"

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="tenures", verbose_name="plads")
    board = models.ForeignKey(
        Board, on_delete=models.PROTECT, related_name="tenures", verbose_name="bestyrelse", editable=False
    )
    term = models.ForeignKey(
        Term, on_delete=models.PROTECT, related_name="tenures", verbose_name="funktionsperiode"
    )
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="tenures", verbose_name="person"
    )
    period = DateRangeField("sidder", help_text=PERIOD_HELP)
    until = models.DateField("udpeget til", help_text="Den første dag, udpegningen ikke gælder.")
    began = models.CharField("udpegning", max_length=9, choices=Began, default=Began.APPOINTED)
    decided_at = models.ForeignKey(
        AgendaItem, on_delete=models.PROTECT, related_name="+", verbose_name="besluttet på punkt",
        null=True, blank=True,
    )  # fmt: skip
    ended_because = models.CharField("ophørt, fordi", max_length=10, choices=Ended, blank=True)
    ended_note = models.CharField("bemærkning om ophøret", max_length=300, blank=True)
    counts_as = models.CharField("køn i opgørelsen", max_length=5, choices=CountsAs, blank=True)
    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="+", verbose_name="kommunalbestyrelse",
        null=True, blank=True, help_text="Hvor personen er valgt; tom for andre.",
    )  # fmt: skip
    active_in_business = models.BooleanField("aktiv erhvervsdrivende", default=False)
    from_sme = models.BooleanField("fra en lille eller mellemstor virksomhed", default=False)
    revision = revision_field()

    council_path = "board__council"
    history_children = ["nominators"]

    class Meta:
        verbose_name, verbose_name_plural = "bestyrelsespost", "bestyrelsesposter"
        ordering = ["seat", "period"]
        constraints = [
            never_at_once(
                "one_person_in_a_board_seat", "seat", message="Pladsen er allerede besat på den tid."
            ),
            never_at_once(
                "one_board_seat_for_a_person", "board", "person",
                message="Personen sidder allerede i bestyrelsen på den tid.",
            ),
            has_beginning("tenure_has_beginning"),
            models.CheckConstraint(
                condition=Q(until__gt=F("period__startswith")), name="tenure_is_appointed_forwards",
                violation_error_message="Udpegningen slutter, før den begynder.",
            ),
            models.CheckConstraint(
                condition=Q(until__lte=longest_after("period__startswith")),
                name="tenure_at_most_four_years",
                violation_error_message=f"En udpegning er højst {YEARS} år.",
            ),
            models.CheckConstraint(
                condition=Q(ended_because="") | Q(period__endswith__isnull=False),
                name="tenure_ended_has_its_day",
                violation_error_message="Den, der er ophørt, har en sidste dag.",
            ),
            models.CheckConstraint(
                condition=~Q(ended_because="removed") | ~Q(ended_note=""), name="removal_has_its_reason",
                violation_error_message="Skriv, hvad ministerens indstilling siger.",
            ),
        ]  # fmt: skip
        triggers = [
            counts_revisions(apart_from=[]),
            pgtrigger.Trigger(
                name="board_of_the_seat",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=BOARD_OF_THE_SEAT,
            ),
            past_tenure_stays(),
            never_emptied(),
        ]

    def __str__(self) -> str:
        return str(self.person)

    @property
    def since(self) -> date:
        return self.period.lower

    def sits_on(self, day: date) -> bool:
        return day in self.period

    def is_past(self, day: date) -> bool:
        """Ended before ``day`` or on it: from here on the database keeps it as it is (``closing``)."""
        return self.period.upper is not None and self.period.upper <= day

    @property
    def is_announced(self) -> bool:
        appointment = getattr(self, "appointment", None)
        return appointment is not None and appointment.announced_on is not None

    def carries_over(self, day: date) -> bool:
        """Sits on although the appointment has run out, since no successor is there."""
        return self.sits_on(day) and day >= self.until


@track()
class Nominator(models.Model):
    """An organisation that had nominated the person; FH and AC nominate together, so there may be two."""

    tenure = models.ForeignKey(
        Tenure, on_delete=models.CASCADE, related_name="nominators", verbose_name="bestyrelsespost"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="indstillet af"
    )

    council_path = "tenure__board__council"

    class Meta:
        verbose_name, verbose_name_plural = "indstiller", "indstillere"
        ordering = ["tenure", "organisation__sort_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenure", "organisation"], name="nominator_once",
                violation_error_message="Organisationen står der allerede.",
            )
        ]  # fmt: skip
        triggers = [closes_with_past_tenure(), never_emptied()]

    def __str__(self) -> str:
        return str(self.organisation)


@track()
class DeputyChair(models.Model):
    """Elected by the board from its midst; ends at the latest with the tenure."""

    board = models.ForeignKey(
        Board, on_delete=models.CASCADE, related_name="deputies", verbose_name="bestyrelse"
    )
    tenure = models.ForeignKey(
        Tenure, on_delete=models.CASCADE, related_name="deputies", verbose_name="medlem"
    )
    period = DateRangeField("periode", help_text=PERIOD_HELP)
    revision = revision_field()

    council_path = "board__council"

    class Meta:
        verbose_name, verbose_name_plural = "næstformand", "næstformænd"
        ordering = ["board", "period"]
        constraints = [
            never_at_once(
                "one_deputy_chair_at_a_time", "board",
                message="Bestyrelsen har allerede en næstformand på den tid.",
            ),
            has_beginning("deputy_chair_has_beginning"),
        ]  # fmt: skip
        triggers = [counts_revisions(apart_from=[]), past_deputy_stays(), never_emptied()]

    def __str__(self) -> str:
        return f"Næstformand: {self.tenure}"
