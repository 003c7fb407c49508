"""Whom the secretariat puts before the KKR for a seat: an agenda item decides it (``decision_kinds``)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from boards.models.boards import Seat
from boards.models.nominations import Candidate
from boards.models.rounds import Round
from boards.models.tenures import Tenure
from kkr_portal.lasting import track
from kkr_portal.registry.models import Municipality, Person


@track()
class Proposal(models.Model):
    """A candidate, or a politician whom nobody nominates: somebody the portal knows, or a name."""

    round = models.ForeignKey(
        Round, on_delete=models.CASCADE, related_name="proposals", verbose_name="udpegningsrunde"
    )
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="proposals", verbose_name="plads")
    candidate = models.OneToOneField(
        Candidate, on_delete=models.CASCADE, related_name="proposal", verbose_name="kandidat", null=True,
        blank=True,
    )  # fmt: skip
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", verbose_name="person", null=True, blank=True
    )
    given_name = models.CharField("fornavn", max_length=80, blank=True)
    family_name = models.CharField("efternavn", max_length=80, blank=True)
    email = models.EmailField("e-mail", blank=True)
    phone = models.CharField("telefon", max_length=30, blank=True)
    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="+", verbose_name="kommunalbestyrelse",
        null=True, blank=True,
    )  # fmt: skip
    counts_as = models.CharField("køn i opgørelsen", max_length=5, choices=Tenure.CountsAs, blank=True)
    since = models.DateField("tiltræder")

    council_path = "round__council"

    class Meta:
        verbose_name, verbose_name_plural = "forslag til udpegning", "forslag til udpegning"
        ordering = ["round", "seat"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "seat"], name="one_proposal_for_a_seat",
                violation_error_message="Der er allerede foreslået en person til pladsen.",
            ),
            models.CheckConstraint(
                condition=Q(candidate__isnull=False)
                | Q(person__isnull=False)
                | ~Q(given_name="") & ~Q(family_name=""),
                name="proposal_of_somebody",
                violation_error_message="Vælg en person, eller skriv både fornavn og efternavn.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.candidate or self.person or f"{self.given_name} {self.family_name}")
