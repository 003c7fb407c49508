"""Who may nominate in a round, who was asked, what they answered, and whom the KKR then appointed.

A nomination hangs on a request, and a request on the organisation's entitlement: what nobody was entitled or
asked to say can't be stored. The deadline stands in the nomination's own row, so that the database itself
refuses what came after it; a trigger takes it from the request.
"""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import F, Q

from boards.models.boards import SeatKind
from boards.models.closing import announced_appointment_stays
from boards.models.rounds import Round
from boards.models.tenures import Tenure
from boards.rules.composition import Candidate as Facts
from kkr_portal.documents.models import StoredFile
from kkr_portal.editing import counts_revisions, revision_field
from kkr_portal.lasting import never_emptied, track
from kkr_portal.outbox.models import Mail
from kkr_portal.registry.models import Organisation
from meetings.models import AgendaItem

DEADLINE_OF_THE_REQUEST = (
    "SELECT r.deadline INTO NEW.deadline FROM boards_nominationrequest r "
    "WHERE r.id = NEW.request_id; RETURN NEW;"
)
# As many women as men, with an odd number one more; one person alone is no pair.
EVEN = Q(women__lte=F("men") + 1, men__lte=F("women") + 1) & ~Q(women=1, men=0) & ~Q(women=0, men=1)


@track()
class NominatingOrganisation(models.Model):
    """The KKR has decided that it may nominate to seats of this kind. FH and AC do so together."""

    round = models.ForeignKey(
        Round, on_delete=models.CASCADE, related_name="nominating", verbose_name="udpegningsrunde"
    )
    seat_kind = models.ForeignKey(
        SeatKind, on_delete=models.PROTECT, related_name="nominating", verbose_name="pladser"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="organisation"
    )
    together_with = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="i fællesskab med",
        null=True, blank=True,
    )  # fmt: skip
    from_sme = models.BooleanField("skal indstille fra en lille eller mellemstor virksomhed", default=False)
    decided_at = models.ForeignKey(
        AgendaItem, on_delete=models.PROTECT, related_name="+", verbose_name="besluttet på punkt",
        null=True, blank=True, help_text="Tom: samme punkt som kriterierne.",
    )  # fmt: skip
    note = models.CharField("bemærkning", max_length=300, blank=True)
    revision = revision_field()

    council_path = "round__council"

    class Meta:
        verbose_name, verbose_name_plural = (
            "indstillingsberettiget organisation",
            "indstillingsberettigede organisationer",
        )
        ordering = ["round", "seat_kind__position", "organisation__sort_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "seat_kind", "organisation"], name="entitled_once",
                violation_error_message="Organisationen kan allerede indstille til de pladser.",
            ),
            models.CheckConstraint(
                condition=Q(together_with=None) | ~Q(together_with=F("organisation")),
                name="together_with_another",
                violation_error_message="Vælg en anden organisation.",
            ),
        ]  # fmt: skip
        triggers = [counts_revisions(apart_from=[])]

    def __str__(self) -> str:
        return (
            f"{self.organisation} og {self.together_with}" if self.together_with else str(self.organisation)
        )

    @property
    def organisations(self) -> tuple[Organisation, ...]:
        return (self.organisation, self.together_with) if self.together_with else (self.organisation,)


@track(exclude=["token_hash"])
class NominationRequest(models.Model):
    """A letter to an organisation. Of its personal link only the hash is kept."""

    nominating = models.ForeignKey(
        NominatingOrganisation, on_delete=models.PROTECT, related_name="requests", verbose_name="organisation"
    )
    to_name = models.CharField("kontaktperson", max_length=120, blank=True)
    to_address = models.EmailField(
        "e-mail", blank=True, help_text="Tom: brevet sendes kun som papir, og der er intet link."
    )
    deadline = models.DateField("frist", help_text="Den sidste dag, der kan indstilles.")
    sent_on = models.DateField("dateret", help_text="Brevets dato.")
    letter = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, related_name="+", verbose_name="brev", null=True, blank=True,
        editable=False,
    )  # fmt: skip
    mail = models.ForeignKey(
        Mail, on_delete=models.SET_NULL, related_name="+", verbose_name="mail", null=True, blank=True,
        editable=False,
    )  # fmt: skip
    link_number = models.PositiveSmallIntegerField("link nr.", default=0, editable=False)
    token_hash = models.CharField("linkets kontrolsum", max_length=64, blank=True, editable=False)
    expires_on = models.DateField("linket kan bruges til og med", null=True, blank=True)
    used_at = models.DateTimeField("linket brugt", null=True, blank=True, editable=False)
    withdrawn_on = models.DateField("trukket tilbage", null=True, blank=True, editable=False)
    revision = revision_field()

    council_path = "nominating__round__council"

    class Meta:
        verbose_name, verbose_name_plural = "anmodning om indstilling", "anmodninger om indstilling"
        ordering = ["nominating", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["nominating"], condition=Q(withdrawn_on=None), name="one_request_at_a_time",
                violation_error_message="Organisationen er allerede bedt om at indstille.",
            ),
            models.UniqueConstraint(
                fields=["token_hash"], condition=~Q(token_hash=""), name="request_link_once"
            ),
            models.CheckConstraint(
                condition=Q(deadline__gte=F("sent_on")), name="request_deadline_after_letter",
                violation_error_message="Fristen ligger før brevets dato.",
            ),
            models.CheckConstraint(
                condition=Q(token_hash="") | Q(expires_on__isnull=False), name="request_link_expires",
                violation_error_message="Et link skal have en sidste dag.",
            ),
        ]  # fmt: skip
        triggers = [counts_revisions(apart_from=["mail", "letter"])]

    def __str__(self) -> str:
        return f"Anmodning til {self.nominating}"


@track()
class Nomination(models.Model):
    """What an organisation answered. ``women`` and ``men`` count its candidates, as they were received."""

    class Source(models.TextChoices):
        LINK = "link", "organisationens eget link"
        SECRETARIAT = "secretariat", "skrevet ind af sekretariatet"

    request = models.ForeignKey(
        NominationRequest, on_delete=models.PROTECT, related_name="nominations", verbose_name="anmodning"
    )
    received_on = models.DateField("modtaget")
    deadline = models.DateField("frist", editable=False)
    source = models.CharField("modtaget gennem", max_length=11, choices=Source, default=Source.SECRETARIAT)
    answered_by = models.CharField("besvaret af", max_length=120, blank=True)
    women = models.PositiveSmallIntegerField("kvinder", editable=False)
    men = models.PositiveSmallIntegerField("mænd", editable=False)
    reason = models.TextField(
        "begrundelse", blank=True, help_text="Hvorfor der ikke er indstillet både en kvinde og en mand."
    )
    revision = revision_field()

    council_path = "request__nominating__round__council"

    class Meta:
        verbose_name, verbose_name_plural = "indstilling", "indstillinger"
        ordering = ["request", "received_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["request"], name="one_nomination_of_a_request",
                violation_error_message="Der er allerede modtaget en indstilling.",
            ),
            models.CheckConstraint(
                condition=Q(received_on__lte=F("deadline")), name="nomination_in_time",
                violation_error_message="Indstillingen er modtaget efter fristen.",
            ),
            models.CheckConstraint(
                condition=EVEN | ~Q(reason=""), name="nomination_of_both_or_reason",
                violation_error_message="Indstil både en kvinde og en mand, eller skriv begrundelsen.",
            ),
            models.CheckConstraint(
                condition=Q(women__gt=0) | Q(men__gt=0), name="nomination_of_somebody",
                violation_error_message="Der er ikke indstillet nogen.",
            ),
        ]  # fmt: skip
        triggers = [
            counts_revisions(apart_from=[]),
            pgtrigger.Trigger(
                name="deadline_of_the_request",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=DEADLINE_OF_THE_REQUEST,
            ),
        ]

    def __str__(self) -> str:
        return f"Indstilling fra {self.request.nominating}"


@track()
class Candidate(models.Model):
    """Somebody who was nominated, with what makes them eligible. A person of the portal once appointed."""

    nomination = models.ForeignKey(
        Nomination, on_delete=models.CASCADE, related_name="candidates", verbose_name="indstilling"
    )
    given_name = models.CharField("fornavn", max_length=80)
    family_name = models.CharField("efternavn", max_length=80)
    counts_as = models.CharField("køn i opgørelsen", max_length=5, choices=Tenure.CountsAs)
    position = models.CharField("stilling og virksomhed", max_length=200, blank=True)
    email = models.EmailField("e-mail", blank=True)
    phone = models.CharField("telefon", max_length=30, blank=True)
    active_in_business = models.BooleanField("aktiv erhvervsdrivende", default=False)
    from_sme = models.BooleanField("fra en lille eller mellemstor virksomhed", default=False)
    grounds = models.TextField("hvorfor personen indstilles", blank=True)
    assessment = models.CharField("sekretariatets bemærkning", max_length=300, blank=True)
    withdrawn_on = models.DateField("trukket tilbage", null=True, blank=True)
    invented = models.BooleanField("opdigtet", default=False, help_text="Findes kun i demonstrationen.")
    revision = revision_field()

    council_path = "nomination__request__nominating__round__council"

    class Meta:
        verbose_name, verbose_name_plural = "kandidat", "kandidater"
        ordering = ["nomination", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(given_name="") & ~Q(family_name=""),
                name="candidate_has_a_name",
                violation_error_message="Skriv både fornavn og efternavn.",
            )
        ]
        triggers = [counts_revisions(apart_from=[])]

    def __str__(self) -> str:
        return f"{self.given_name} {self.family_name}"

    @property
    def seat_kind(self) -> SeatKind:
        return self.nomination.request.nominating.seat_kind

    @property
    def facts(self) -> Facts | None:
        """As the rules ask for it; None where the standard statutes know no such seat."""
        kind = self.seat_kind.kind
        if kind is None:
            return None
        by = self.nomination.request.nominating.organisations
        return Facts(
            str(self), kind, active_in_business=self.active_in_business, from_sme=self.from_sme,
            nominated_by=tuple(one.name for one in by),
        )  # fmt: skip


@track()
class Appointment(models.Model):
    """That the KKR appointed somebody in the round: the decision, and the tenure that it made."""

    round = models.ForeignKey(
        Round, on_delete=models.PROTECT, related_name="appointments", verbose_name="udpegningsrunde"
    )
    tenure = models.OneToOneField(
        Tenure, on_delete=models.CASCADE, related_name="appointment", verbose_name="bestyrelsespost"
    )
    candidate = models.OneToOneField(
        Candidate, on_delete=models.PROTECT, related_name="appointment", verbose_name="kandidat",
        null=True, blank=True,
    )  # fmt: skip
    decided_at = models.ForeignKey(
        AgendaItem, on_delete=models.PROTECT, related_name="+", verbose_name="besluttet på punkt"
    )
    announced_on = models.DateField("meddelt", null=True, blank=True)

    council_path = "round__council"

    class Meta:
        verbose_name, verbose_name_plural = "udpegning", "udpegninger"
        ordering = ["round", "tenure"]
        triggers = [announced_appointment_stays(), never_emptied()]

    def __str__(self) -> str:
        return f"Udpegning af {self.tenure}"
