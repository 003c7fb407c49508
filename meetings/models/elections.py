"""Elections held at a meeting (§ 4): chair and deputy chair, one post, several posts.

What was counted is kept, and so is every lot that people drew; the result follows from the rules each time.
"""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse

from kkr_portal.access import predicates
from kkr_portal.access.predicates import AnyUser
from kkr_portal.editing import counts_revisions, revision_field
from kkr_portal.lasting import never_emptied, track
from kkr_portal.registry.models import Person
from meetings.models.agenda import AgendaItem
from meetings.models.closing import closes_with_meeting
from meetings.models.meetings import Meeting, in_councils, published

OF_ELECTION = "SELECT e.meeting_id FROM meetings_election e WHERE e.id = ROW.election_id"
OF_ROUND = (
    "SELECT e.meeting_id FROM meetings_electionround r JOIN meetings_election e ON e.id = r.election_id "
    "WHERE r.id = ROW.round_id"
)


class ElectionQuerySet(models.QuerySet["Election"]):
    def visible_to(self, user: AnyUser) -> ElectionQuerySet:
        """All to the secretariat and KL; to the KKR's members those concluded, once the agenda is sent."""
        drafts = in_councils("meeting__council", predicates.councils_with_drafts_for(user))
        inside = in_councils("meeting__council", predicates.councils_with_closed_for(user))
        return self.filter(drafts | inside & published("meeting__") & Q(concluded=True))

    def editable_by(self, user: AnyUser) -> ElectionQuerySet:
        return self.filter(in_councils("meeting__council", predicates.councils_edited_by(user)))


@track()
class Election(models.Model):
    class Kind(models.TextChoices):
        CHAIR_AND_DEPUTY = "chair_and_deputy", "Formand og næstformand (forholdstalsvalg på stemmer)"
        MAJORITY = "majority", "Én post (flertalsvalg)"
        PROPORTIONAL = "proportional", "Flere poster (forholdstalsvalg blandt medlemmerne)"

    meeting = models.ForeignKey(
        Meeting, on_delete=models.CASCADE, related_name="elections", verbose_name="møde"
    )
    item = models.ForeignKey(
        AgendaItem, on_delete=models.PROTECT, related_name="elections", verbose_name="dagsordenspunkt",
        null=True, blank=True,
    )  # fmt: skip
    kind = models.CharField("valgmåde", max_length=16, choices=Kind)
    title = models.CharField("hvad der vælges til", max_length=200)
    posts = models.PositiveSmallIntegerField("poster", default=1)
    concluded = models.BooleanField("valget er afsluttet", default=False)
    note = models.TextField("bemærkning", blank=True)
    revision = revision_field()

    objects = ElectionQuerySet.as_manager()
    council_path = "meeting__council"
    history_children = ["lines", "alliances", "rounds", "rounds__results", "lots", "elected"]

    class Meta:
        verbose_name, verbose_name_plural = "valg", "valg"
        ordering = ["meeting", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="chair_and_deputy", posts=2) | Q(kind="majority", posts=1)
                | Q(kind="proportional", posts__gte=2),
                name="election_has_its_posts",
                violation_error_message="Flertalsvalg er til én post, forholdstalsvalg til mindst to.",
            ),
            models.UniqueConstraint(
                fields=["meeting"], condition=Q(kind="chair_and_deputy"), name="one_election_of_the_chair",
                violation_error_message="Mødet har allerede et valg af formand og næstformand.",
            ),
        ]  # fmt: skip
        triggers = [counts_revisions(apart_from=[]), closes_with_meeting("ROW.meeting_id"), never_emptied()]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("meetings:election", args=[self.pk])


@track()
class ElectionLine(models.Model):
    """Who can win: a party with its votes, a group with its members, or a candidate.

    ``number`` is votes of the municipal election, members of the group, or 0 for a candidate.
    """

    election = models.ForeignKey(
        Election, on_delete=models.CASCADE, related_name="lines", verbose_name="valg"
    )
    name = models.CharField("navn", max_length=120)
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", verbose_name="kandidat", null=True, blank=True
    )
    number = models.PositiveIntegerField("tal", default=0)

    council_path = "election__meeting__council"

    class Meta:
        verbose_name, verbose_name_plural = "valgliste", "valglister"
        ordering = ["election", "-number", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["election", "name"], name="election_line_once",
                violation_error_message="Navnet står der allerede.",
            )
        ]  # fmt: skip
        triggers = [closes_with_meeting(OF_ELECTION), never_emptied()]

    def __str__(self) -> str:
        return self.name


@track()
class Alliance(models.Model):
    """Parties that count together; the secretariat is told three working days before (§ 4, stk. 2)."""

    election = models.ForeignKey(
        Election, on_delete=models.CASCADE, related_name="alliances", verbose_name="valg"
    )
    groups = ArrayField(models.CharField(max_length=120), verbose_name="partier og listesamarbejder")
    notified_on = models.DateField("meddelt sekretariatet")

    council_path = "election__meeting__council"

    class Meta:
        verbose_name, verbose_name_plural = "valgforbund", "valgforbund"
        ordering = ["election", "pk"]
        triggers = [closes_with_meeting(OF_ELECTION), never_emptied()]

    def __str__(self) -> str:
        return " og ".join(self.groups)


@track()
class ElectionRound(models.Model):
    """One of up to three ballots of a majority election."""

    election = models.ForeignKey(
        Election, on_delete=models.CASCADE, related_name="rounds", verbose_name="valg"
    )
    number = models.PositiveSmallIntegerField("afstemning nr.")
    present = models.PositiveSmallIntegerField("til stede")

    council_path = "election__meeting__council"

    class Meta:
        verbose_name, verbose_name_plural = "afstemning i et valg", "afstemninger i et valg"
        ordering = ["election", "number"]
        constraints = [
            models.UniqueConstraint(fields=["election", "number"], name="round_once"),
            models.CheckConstraint(
                condition=Q(number__gte=1, number__lte=3), name="three_rounds_at_most",
                violation_error_message="Der er højst tre afstemninger.",
            ),
        ]  # fmt: skip
        triggers = [closes_with_meeting(OF_ELECTION), never_emptied()]

    def __str__(self) -> str:
        return f"{self.number}. afstemning"


@track()
class RoundResult(models.Model):
    round = models.ForeignKey(
        ElectionRound, on_delete=models.CASCADE, related_name="results", verbose_name="afstemning"
    )
    line = models.ForeignKey(
        ElectionLine, on_delete=models.CASCADE, related_name="results", verbose_name="kandidat"
    )
    votes = models.PositiveSmallIntegerField("stemmer")

    council_path = "round__election__meeting__council"

    class Meta:
        verbose_name, verbose_name_plural = "kandidats stemmer", "kandidaters stemmer"
        ordering = ["round", "-votes", "pk"]
        constraints = [models.UniqueConstraint(fields=["round", "line"], name="candidate_once_a_round")]
        triggers = [closes_with_meeting(OF_ROUND), never_emptied()]

    def __str__(self) -> str:
        return f"{self.line}: {self.votes}"


@track()
class ElectionLot(models.Model):
    """A lot that people drew. ``number`` is the first post it is about, or the round it came after."""

    election = models.ForeignKey(Election, on_delete=models.CASCADE, related_name="lots", verbose_name="valg")
    within = ArrayField(
        models.CharField(max_length=120), verbose_name="inden for valgforbundet", default=list, blank=True
    )
    number = models.PositiveSmallIntegerField("nr.")
    order = ArrayField(models.CharField(max_length=120), verbose_name="udtrukket rækkefølge")
    note = models.CharField("hvem trak, og hvordan", max_length=300)

    council_path = "election__meeting__council"

    class Meta:
        verbose_name, verbose_name_plural = "lodtrækning", "lodtrækninger"
        ordering = ["election", "pk"]
        constraints = [models.UniqueConstraint(fields=["election", "within", "number"], name="lot_once")]
        triggers = [closes_with_meeting(OF_ELECTION), never_emptied()]

    def __str__(self) -> str:
        return ", ".join(self.order)


@track()
class Elected(models.Model):
    """Whom the group that won the ``number``-th choice put on it."""

    election = models.ForeignKey(
        Election, on_delete=models.CASCADE, related_name="elected", verbose_name="valg"
    )
    number = models.PositiveSmallIntegerField("valg nr.")
    group = models.CharField("gruppe", max_length=200, blank=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="valgt")

    council_path = "election__meeting__council"

    class Meta:
        verbose_name, verbose_name_plural = "valgt", "valgte"
        ordering = ["election", "number"]
        constraints = [models.UniqueConstraint(fields=["election", "number"], name="post_filled_once")]
        triggers = [closes_with_meeting(OF_ELECTION), never_emptied()]

    def __str__(self) -> str:
        return str(self.person)
