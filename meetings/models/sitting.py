"""The meeting itself: who is there from which item to which, votes and who could vote, decisions."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from kkr_portal.access.models import User
from kkr_portal.editing import counts_revisions, revision_field
from kkr_portal.lasting import never_emptied, track
from kkr_portal.registry.models import Person
from meetings.models.agenda import OF_ITEM, AgendaItem
from meetings.models.closing import closes_with_meeting
from meetings.models.meetings import Meeting
from meetings.models.members import Membership
from meetings.models.terms import Seat

OF_VOTE = (
    "SELECT s.meeting_id FROM meetings_vote v JOIN meetings_agendaitem i ON i.id = v.item_id "
    "JOIN meetings_section s ON s.id = i.section_id WHERE v.id = ROW.vote_id"
)


@track()
class AbsenceNotice(models.Model):
    """A member said beforehand that they can't come (§ 5, stk. 11)."""

    meeting = models.ForeignKey(
        Meeting, on_delete=models.CASCADE, related_name="absence_notices", verbose_name="møde"
    )
    membership = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="notices", verbose_name="medlem"
    )
    note = models.CharField("bemærkning", max_length=300, blank=True)
    at = models.DateTimeField("meldt", db_default=Now())
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="af", null=True)

    council_path = "meeting__council"

    class Meta:
        verbose_name, verbose_name_plural = "afbud", "afbud"
        ordering = ["meeting", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "membership"], name="absence_notice_once",
                violation_error_message="Medlemmet har allerede meldt afbud.",
            )
        ]  # fmt: skip
        triggers = [closes_with_meeting("ROW.meeting_id"), never_emptied()]

    def __str__(self) -> str:
        return str(self.membership)


@track()
class Stay(models.Model):
    """``person`` sits in the seat from item to item, both included.

    Without a first item: from the beginning; without a last: to the end.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="stays", verbose_name="møde")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="stays", verbose_name="plads")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="person")
    first = models.ForeignKey(
        AgendaItem, on_delete=models.PROTECT, related_name="+", verbose_name="fra og med punkt",
        null=True, blank=True,
    )  # fmt: skip
    last = models.ForeignKey(
        AgendaItem, on_delete=models.PROTECT, related_name="+", verbose_name="til og med punkt",
        null=True, blank=True,
    )  # fmt: skip
    revision = revision_field()

    council_path = "meeting__council"

    class Meta:
        verbose_name, verbose_name_plural = "deltagelse", "deltagelser"
        ordering = ["meeting", "seat", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "seat", "first"], nulls_distinct=False, name="one_arrival_a_seat_and_item",
                violation_error_message="Der sidder allerede én på pladsen fra det punkt.",
            )
        ]  # fmt: skip
        triggers = [counts_revisions(apart_from=[]), closes_with_meeting("ROW.meeting_id"), never_emptied()]

    def __str__(self) -> str:
        return str(self.person)


@track()
class MarkedAbsent(models.Model):
    """Somebody looked, and the seat was empty. A seat with neither this nor a stay is not looked at yet.

    Not a notice: that is what the member said beforehand.
    """

    meeting = models.ForeignKey(
        Meeting, on_delete=models.CASCADE, related_name="marked_absent", verbose_name="møde"
    )
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+", verbose_name="plads")

    council_path = "meeting__council"

    class Meta:
        verbose_name, verbose_name_plural = "fraværende på mødet", "fraværende på mødet"
        ordering = ["meeting", "pk"]
        constraints = [models.UniqueConstraint(fields=["meeting", "seat"], name="absent_once_a_seat")]
        triggers = [closes_with_meeting("ROW.meeting_id"), never_emptied()]

    def __str__(self) -> str:
        return str(self.seat)


@track()
class Decision(models.Model):
    """What the KKR decided under an item, as it stands in the minutes."""

    item = models.OneToOneField(
        AgendaItem, on_delete=models.CASCADE, related_name="decision", verbose_name="dagsordenspunkt"
    )
    text = models.TextField("beslutning", blank=True)
    revision = revision_field()

    council_path = "item__section__meeting__council"

    class Meta:
        verbose_name, verbose_name_plural = "beslutning", "beslutninger"
        triggers = [counts_revisions(apart_from=[]), closes_with_meeting(OF_ITEM), never_emptied()]

    def __str__(self) -> str:
        return str(self.item)


@track()
class Vote(models.Model):
    """One vote under an item. Numbers are those of the answers; outcome and breaches follow from the rules.

    ``members`` and ``present`` are those of the moment and never change, nor does who could vote (``Voter``).
    """

    class Form(models.TextChoices):
        BY_NUMBER = "number", "Ved håndsoprækning"
        BY_NAME = "name", "Ved navneopråb"

    class Answer(models.TextChoices):
        FOR = "for", "for"
        AGAINST = "against", "imod"
        ABSTAINS = "abstains", "hverken for eller imod"
        OUT_OF_THE_ROOM = "out", "ikke i lokalet"

    item = models.ForeignKey(
        AgendaItem, on_delete=models.CASCADE, related_name="votes", verbose_name="dagsordenspunkt"
    )
    number = models.PositiveSmallIntegerField("afstemning nr.")
    question = models.TextField("hvad der stemmes om")
    form = models.CharField("afstemningsmåde", max_length=6, choices=Form)
    at = models.DateTimeField("tidspunkt", db_default=Now())
    members = models.PositiveSmallIntegerField("medlemmer")
    present = models.PositiveSmallIntegerField("til stede")
    in_favour = models.PositiveSmallIntegerField("for", default=0)
    against = models.PositiveSmallIntegerField("imod", default=0)
    abstained = models.PositiveSmallIntegerField("hverken for eller imod", default=0)
    out_of_the_room = models.PositiveSmallIntegerField("ikke i lokalet", default=0)
    chairs_answer = models.CharField(
        "formandens stemme", max_length=8, choices=Answer, blank=True, help_text="Afgør ved stemmelighed."
    )
    revision = revision_field()

    council_path = "item__section__meeting__council"
    history_children = ["voters"]

    class Meta:
        verbose_name, verbose_name_plural = "afstemning", "afstemninger"
        ordering = ["item", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "number"], name="vote_number_once",
                violation_error_message="Punktet har allerede en afstemning med det nummer.",
            ),
            models.CheckConstraint(
                condition=Q(
                    present__gte=F("in_favour") + F("against") + F("abstained") + F("out_of_the_room")
                ),
                name="no_more_answers_than_present",
                violation_error_message="Der er flere svar end tilstedeværende.",
            ),
            models.CheckConstraint(
                condition=Q(present__lte=F("members"), present__gte=1),
                name="no_more_present_than_members",
                violation_error_message="Mindst én og højst alle medlemmer kan være til stede.",
            ),
        ]  # fmt: skip
        triggers = [
            counts_revisions(apart_from=[]),
            closes_with_meeting(OF_ITEM),
            pgtrigger.Protect(
                name="electorate_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("item", "members", "present", "at"),
            ),
            never_emptied(),
        ]

    def __str__(self) -> str:
        return f"Afstemning {self.number}"


@track()
class Voter(models.Model):
    """Someone who could vote, with names and party as they were. ``answer`` is blank in a vote by numbers."""

    vote = models.ForeignKey(Vote, on_delete=models.CASCADE, related_name="voters", verbose_name="afstemning")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+", verbose_name="plads")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="person")
    name = models.CharField("navn", max_length=170)
    member_name = models.CharField("medlem", max_length=170)  # the same unless a stand-in votes
    party = models.CharField("parti", max_length=100, blank=True)
    chair = models.BooleanField("formand", default=False)
    answer = models.CharField("svar", max_length=8, choices=Vote.Answer, blank=True)

    council_path = "vote__item__section__meeting__council"

    class Meta:
        verbose_name, verbose_name_plural = "stemmeberettiget", "stemmeberettigede"
        ordering = ["vote", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["vote", "seat"], name="one_voter_a_seat"),
            models.UniqueConstraint(fields=["vote", "person"], name="one_vote_a_person"),
        ]
        triggers = [
            closes_with_meeting(OF_VOTE),
            pgtrigger.Protect(
                name="voter_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(
                    "vote", "seat", "person", "name", "member_name", "party", "chair"
                ),
            ),
            never_emptied(),
        ]

    def __str__(self) -> str:
        return self.name
