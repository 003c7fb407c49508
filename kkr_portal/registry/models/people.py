"""Parties, organisations, people and their seats in municipal councils."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Cast

from kkr_portal.lasting import track
from kkr_portal.registry.models.places import Municipality
from kkr_portal.registry.models.sort_keys import danish_sort_key


@track()
class Party(models.Model):
    """A party that stands in the whole country, or a local list with its municipality.

    A local list's letter belongs to its municipality alone: another list may bear it elsewhere.
    """

    letter = models.CharField("bogstav", max_length=3, blank=True)
    name = models.CharField("navn", max_length=80)
    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="local_lists", verbose_name="lokalliste i",
        null=True, blank=True, help_text="Tom for partier, der stiller op i hele landet.",
    )  # fmt: skip
    source = models.CharField("kilde", max_length=300)
    sort_key = danish_sort_key("name")

    class Meta:
        verbose_name, verbose_name_plural = "parti", "partier"
        ordering = ["sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "municipality"], nulls_distinct=False, name="party_name_once_a_place",
                violation_error_message="Der findes allerede et parti eller en liste med det navn.",
            ),
            models.UniqueConstraint(
                fields=["letter", "municipality"], condition=~Q(letter=""), nulls_distinct=False,
                name="party_letter_once_a_place",
                violation_error_message="Bogstavet er allerede brugt af et andet parti eller en anden liste.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.name} ({self.letter})" if self.letter else self.name


@track()
class Organisation(models.Model):
    class Kind(models.TextChoices):
        BUSINESS = "business", "erhvervsorganisation"
        UNION = "union", "faglig hovedorganisation"
        KNOWLEDGE = "knowledge", "videninstitution"
        AUTHORITY = "authority", "myndighed"
        OTHER = "other", "anden organisation"

    name = models.CharField("navn", max_length=120, unique=True)
    kind = models.CharField("art", max_length=10, choices=Kind)
    note = models.CharField("bemærkning", max_length=300, blank=True)
    source = models.CharField("kilde", max_length=300)
    sort_key = danish_sort_key("name")

    class Meta:
        verbose_name, verbose_name_plural = "organisation", "organisationer"
        ordering = ["sort_key"]

    def __str__(self) -> str:
        return self.name


@track()
class Person(models.Model):
    given_name = models.CharField("fornavn", max_length=80)
    family_name = models.CharField("efternavn", max_length=80)
    email = models.EmailField("e-mail", blank=True)
    phone = models.CharField("telefon", max_length=30, blank=True)
    invented = models.BooleanField("opdigtet", default=False, help_text="Findes kun i demonstrationen.")
    source = models.CharField("kilde", max_length=300, blank=True)
    sort_key = danish_sort_key("family_name")
    given_sort_key = danish_sort_key("given_name")

    class Meta:
        verbose_name, verbose_name_plural = "person", "personer"
        ordering = ["sort_key", "given_sort_key", "pk"]

    def __str__(self) -> str:
        return f"{self.given_name} {self.family_name}"


@track()
class Mandate(models.Model):
    """A person's seat in a municipal council, from a day up to (not including) another."""

    class Office(models.TextChoices):
        COUNCILLOR = "councillor", "kommunalbestyrelsesmedlem"
        MAYOR = "mayor", "borgmester"
        FIRST_DEPUTY = "first_deputy", "1. viceborgmester"
        SECOND_DEPUTY = "second_deputy", "2. viceborgmester"

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="mandates", verbose_name="person"
    )
    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="mandates", verbose_name="kommune"
    )
    party = models.ForeignKey(
        Party, on_delete=models.PROTECT, related_name="mandates", verbose_name="parti", null=True, blank=True
    )
    office = models.CharField("hverv", max_length=13, choices=Office)
    period = DateRangeField(
        "periode",
        help_text="Fra og med den første dato, til og ikke med den anden. En tom dato er uden grænse.",
    )
    source = models.CharField("kilde", max_length=300, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = "mandat", "mandater"
        ordering = ["-period", "municipality__sort_key"]
        constraints = [
            # The embedded PostgreSQL has no btree_gist: a range of one number stands for equality.
            ExclusionConstraint(
                name="mandate_one_at_a_time_per_person",
                expressions=[
                    (
                        Func(
                            F("person"), F("person"), models.Value("[]"),
                            function="int8range", output_field=models.Field(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                    ("period", RangeOperators.OVERLAPS),
                ],
                violation_error_message="Personen har allerede et mandat i den periode.",
            ),
            ExclusionConstraint(
                name="mandate_one_mayor_at_a_time",
                expressions=[
                    (
                        Func(
                            Cast("municipality", models.BigIntegerField()),
                            Cast("municipality", models.BigIntegerField()),
                            models.Value("[]"),
                            function="int8range", output_field=models.Field(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                    ("period", RangeOperators.OVERLAPS),
                ],
                condition=Q(office="mayor"),
                violation_error_message="Kommunen har allerede en borgmester i den periode.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.person}, {self.get_office_display()}, {self.municipality}"
