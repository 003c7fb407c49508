"""Who sits in a seat, from when until when: members, their stand-ins, absence, chair and deputy chair.

A mayor who changes party stays (§ 3, stk. 8): the membership ends and a new one of the same person begins,
with the new party. A stand-in belongs to a seat, and so stays where § 3, stk. 11 lets the member change.
"""

from __future__ import annotations

import pgtrigger
from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import Q

from kkr_portal.editing import counts_revisions, revision_field
from kkr_portal.lasting import track
from kkr_portal.registry.models import Municipality, Party, Person
from meetings.models.agenda import AgendaItem
from meetings.models.periods import PERIOD_HELP, has_beginning, never_at_once
from meetings.models.terms import Seat, Term

# § 3, stk. 4: a stand-in is not a member. Two at once wait for each other at the person's row.
NOT_BOTH = (
    "PERFORM 1 FROM registry_person p WHERE p.id = NEW.person_id FOR UPDATE; "
    "IF EXISTS (SELECT 1 FROM {other} o WHERE o.person_id = NEW.person_id AND o.period && NEW.period) THEN "
    "RAISE EXCEPTION '{message}' USING ERRCODE = 'check_violation', CONSTRAINT = 'member_is_no_substitute'; "
    "END IF; RETURN NEW;"
)


def not_both(other: str, message: str) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name="member_is_no_substitute",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        func=NOT_BOTH.format(other=other, message=message),
    )


class Ending(models.TextChoices):
    """Why a person's time in a seat ended."""

    LEFT_COUNCIL = "left_council", "udtrådt af kommunalbestyrelsen"
    LEFT_PARTY = "left_party", "udtrådt af partiet eller listesamarbejdet"
    CHANGED_PARTY = "changed_party", "skiftede parti og blev i KKR"
    NO_LONGER_MAYOR = "no_longer_mayor", "ikke længere borgmester"
    BECAME_MEMBER = "became_member", "indtrådt som medlem"
    TERM_ENDED = "term_ended", "funktionsperioden sluttede"
    DIED = "died", "afgået ved døden"
    OTHER = "other", "andet"


@track()
class Membership(models.Model):
    """A person is a member, for a party and from a municipality. Person and party may be unknown: no row."""

    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="memberships", verbose_name="plads")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="memberships", verbose_name="medlem"
    )
    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="+", verbose_name="kommune"
    )
    party = models.ForeignKey(
        Party, on_delete=models.PROTECT, related_name="+", verbose_name="parti", null=True, blank=True
    )
    period = DateRangeField("periode", help_text=PERIOD_HELP)
    ended_because = models.CharField("ophørt, fordi", max_length=15, choices=Ending, blank=True)
    note = models.CharField("bemærkning", max_length=300, blank=True)
    revision = revision_field()

    council_path = "seat__term__council"
    history_children = ["absences"]

    class Meta:
        verbose_name, verbose_name_plural = "medlem", "medlemmer"
        ordering = ["seat", "period"]
        constraints = [
            never_at_once(
                "one_member_in_a_seat", "seat", message="Pladsen har allerede et medlem på den tid."
            ),
            never_at_once(
                "one_seat_for_a_member", "person", message="Personen er allerede medlem på den tid."
            ),
            has_beginning("membership_has_beginning"),
        ]
        triggers = [
            counts_revisions(apart_from=[]),
            not_both("meetings_substitute", "Personen er stedfortræder på den tid (§ 3, stk. 4)."),
        ]

    def __str__(self) -> str:
        return str(self.person)


@track()
class Substitute(models.Model):
    """A seat's personal stand-in: § 3, stk. 3–4. One for each member, and nobody for two."""

    class Origin(models.TextChoices):
        FIRST_DEPUTY = "first_deputy", "1. viceborgmester"
        SECOND_DEPUTY = "second_deputy", "2. viceborgmester"
        COUNCIL = "council", "valgt af kommunalbestyrelsen"
        GROUP = "group", "valgt af partiet eller listesamarbejdet"

    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="substitutes", verbose_name="plads")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="substitutions", verbose_name="stedfortræder"
    )
    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="+", verbose_name="kommune"
    )
    party = models.ForeignKey(
        Party, on_delete=models.PROTECT, related_name="+", verbose_name="parti", null=True, blank=True
    )
    origin = models.CharField("stedfortræder som", max_length=13, choices=Origin)
    period = DateRangeField("periode", help_text=PERIOD_HELP)
    ended_because = models.CharField("ophørt, fordi", max_length=15, choices=Ending, blank=True)
    note = models.CharField("bemærkning", max_length=300, blank=True)
    revision = revision_field()

    council_path = "seat__term__council"

    class Meta:
        verbose_name, verbose_name_plural = "stedfortræder", "stedfortrædere"
        ordering = ["seat", "period"]
        constraints = [
            never_at_once(
                "one_substitute_for_a_seat", "seat",
                message="Medlemmet har allerede en stedfortræder på den tid.",
            ),
            never_at_once(
                "one_seat_for_a_substitute", "person",
                message="Personen er allerede stedfortræder for et andet medlem på den tid.",
            ),
            has_beginning("substitute_has_beginning"),
        ]  # fmt: skip
        triggers = [
            counts_revisions(apart_from=[]),
            not_both("meetings_membership", "Personen er selv medlem på den tid (§ 3, stk. 4)."),
        ]

    def __str__(self) -> str:
        return str(self.person)


@track()
class Absence(models.Model):
    """A member is away for at least three months and the stand-in has entered: § 3, stk. 5–6.

    The period's end is the first day on which the member is back; None while that is not known.
    """

    class Kind(models.TextChoices):
        EXEMPT = "exempt", "Fritaget for sine kommunale hverv"
        PREVENTED = "prevented", "Forhindret i at varetage hvervet"

    membership = models.ForeignKey(
        Membership, on_delete=models.CASCADE, related_name="absences", verbose_name="medlem"
    )
    kind = models.CharField("art", max_length=9, choices=Kind)
    period = DateRangeField("periode", help_text=PERIOD_HELP)
    expected_back = models.DateField("ventes tilbage", null=True, blank=True)
    decided_in = models.ForeignKey(
        AgendaItem, on_delete=models.PROTECT, related_name="+", verbose_name="afgjort under punkt",
        null=True, blank=True, help_text="§ 3, stk. 6: KKR afgør på næste møde, om betingelserne er opfyldt.",
    )  # fmt: skip
    note = models.CharField("bemærkning", max_length=300, blank=True)
    revision = revision_field()

    council_path = "membership__seat__term__council"

    class Meta:
        verbose_name, verbose_name_plural = "længere fravær", "længere fravær"
        ordering = ["membership", "period"]
        constraints = [
            never_at_once(
                "one_absence_at_a_time", "membership", message="Medlemmet er allerede fraværende på den tid."
            ),
            has_beginning("absence_has_beginning"),
        ]
        triggers = [counts_revisions(apart_from=[])]

    def __str__(self) -> str:
        return f"{self.membership}, {self.get_kind_display()}"


@track()
class Officer(models.Model):
    """Chair or deputy chair, with the group that elected them: it elects anew (§ 3, stk. 13–14)."""

    class Post(models.IntegerChoices):
        CHAIR = 1, "formand"
        DEPUTY = 2, "næstformand"

    term = models.ForeignKey(
        Term, on_delete=models.CASCADE, related_name="officers", verbose_name="funktionsperiode"
    )
    post = models.PositiveSmallIntegerField("post", choices=Post)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="person")
    group = models.CharField(
        "valgt af", max_length=200, help_text="Partiet, listesamarbejdet eller valgforbundet."
    )
    for_a_time = models.BooleanField(
        "midlertidigt", default=False, help_text="Så længe en anden er forhindret (§ 3, stk. 14)."
    )
    period = DateRangeField("periode", help_text=PERIOD_HELP)
    decided_in = models.ForeignKey(
        AgendaItem, on_delete=models.PROTECT, related_name="+", verbose_name="valgt under punkt",
        null=True, blank=True,
    )  # fmt: skip
    ended_because = models.CharField("ophørt, fordi", max_length=15, choices=Ending, blank=True)
    revision = revision_field()

    council_path = "term__council"

    class Meta:
        verbose_name, verbose_name_plural = "formand eller næstformand", "formand og næstformand"
        ordering = ["term", "post", "period"]
        constraints = [
            never_at_once(
                "one_officer_at_a_time", "term", "post", condition=Q(for_a_time=False),
                message="Posten er allerede besat på den tid.",
            ),
            never_at_once(
                "one_acting_officer_at_a_time", "term", "post", condition=Q(for_a_time=True),
                message="Posten er allerede besat midlertidigt på den tid.",
            ),
            has_beginning("officer_has_beginning"),
        ]  # fmt: skip
        triggers = [counts_revisions(apart_from=[])]

    def __str__(self) -> str:
        return f"{self.get_post_display()}: {self.person}"
