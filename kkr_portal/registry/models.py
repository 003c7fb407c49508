"""What all four rooms stand on: councils, municipalities, business houses, parties, organisations, people.

Reference rows come by migration and carry their source. Names sort in Danish order through
``sort_key``, a column that the database itself computes.
"""

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Cast
from django.urls import reverse


def danish_sort_key(field: str) -> models.GeneratedField:
    """A stored column with the Danish sort key of ``field``."""
    return models.GeneratedField(
        expression=Func(F(field), function="danish_sort_key"),
        output_field=models.CharField(max_length=400, db_collation="C"),
        db_persist=True,
    )


@pghistory.track()
class Region(models.Model):
    code = models.CharField("kode", max_length=4, unique=True)
    name = models.CharField("navn", max_length=40, unique=True)
    source = models.CharField("kilde", max_length=300)
    sort_key = danish_sort_key("name")

    class Meta:
        verbose_name, verbose_name_plural = "region", "regioner"
        ordering = ["sort_key"]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Council(models.Model):
    """A KKR: the contact council of one region's municipalities."""

    name = models.CharField("navn", max_length=60, unique=True)
    slug = models.SlugField("adresse", unique=True)
    region = models.OneToOneField(
        Region, on_delete=models.PROTECT, related_name="council", verbose_name="region"
    )
    source = models.CharField("kilde", max_length=300)
    sort_key = danish_sort_key("name")

    class Meta:
        verbose_name = verbose_name_plural = "KKR"
        ordering = ["sort_key"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("registry:council", args=[self.slug])


@pghistory.track()
class BusinessHouse(models.Model):
    name = models.CharField("navn", max_length=60, unique=True)
    slug = models.SlugField("adresse", unique=True)
    council = models.ForeignKey(
        Council, on_delete=models.PROTECT, related_name="business_houses", verbose_name="KKR"
    )
    source = models.CharField("kilde", max_length=300)
    sort_key = danish_sort_key("name")

    class Meta:
        verbose_name, verbose_name_plural = "erhvervshus", "erhvervshuse"
        ordering = ["sort_key"]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Municipality(models.Model):
    class Setting(models.TextChoices):
        """Town or rural, as listed in the framework agreement 2021–2023, annex 1."""

        TOWN = "town", "bykommune"
        RURAL = "rural", "landkommune"

    code = models.CharField("kommunekode", max_length=3, unique=True)
    name = models.CharField("navn", max_length=40, unique=True)
    region = models.ForeignKey(
        Region, on_delete=models.PROTECT, related_name="municipalities", verbose_name="region"
    )
    business_house = models.ForeignKey(
        BusinessHouse, on_delete=models.PROTECT, related_name="municipalities", verbose_name="erhvervshus",
        null=True, blank=True,
    )  # fmt: skip
    setting = models.CharField("by eller land", max_length=5, choices=Setting, blank=True)
    source = models.CharField("kilde", max_length=300)
    sort_key = danish_sort_key("name")

    class Meta:
        verbose_name, verbose_name_plural = "kommune", "kommuner"
        ordering = ["sort_key"]
        constraints = [
            models.CheckConstraint(
                condition=Q(code__regex=r"^[0-9]{3}$"),
                name="municipality_code_three_digits",
                violation_error_message="En kommunekode er tre cifre.",
            )
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class MunicipalityName(models.Model):
    """A spelling of a municipality's name that occurs in some source, beside the official one."""

    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, related_name="other_names", verbose_name="kommune"
    )
    name = models.CharField("skrivemåde", max_length=40, unique=True)
    source = models.CharField("kilde", max_length=300)

    class Meta:
        verbose_name, verbose_name_plural = "anden skrivemåde", "andre skrivemåder"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Population(models.Model):
    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, related_name="populations", verbose_name="kommune"
    )
    date = models.DateField("dato")
    persons = models.PositiveIntegerField("indbyggere")
    source = models.CharField("kilde", max_length=300)

    class Meta:
        verbose_name, verbose_name_plural = "folketal", "folketal"
        ordering = ["-date", "municipality__sort_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "date"],
                name="population_once_a_date",
                violation_error_message="Kommunen har allerede et folketal på den dato.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.municipality}, {self.date:%d.%m.%Y}: {self.persons}"


@pghistory.track()
class BusinessHouseOffice(models.Model):
    class Kind(models.TextChoices):
        HEAD = "head", "hovedsæde"
        BRANCH = "branch", "filial"

    business_house = models.ForeignKey(
        BusinessHouse, on_delete=models.CASCADE, related_name="offices", verbose_name="erhvervshus"
    )
    kind = models.CharField("art", max_length=6, choices=Kind)
    town = models.CharField("by", max_length=40)
    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="+", verbose_name="kommune"
    )
    source = models.CharField("kilde", max_length=300)

    class Meta:
        verbose_name, verbose_name_plural = "kontor", "kontorer"
        ordering = ["business_house__sort_key", "-kind", "town"]
        constraints = [
            models.UniqueConstraint(fields=["business_house", "town"], name="office_once_a_town"),
            models.UniqueConstraint(
                fields=["business_house"], condition=Q(kind="head"), name="one_head_office",
                violation_error_message="Erhvervshuset har allerede et hovedsæde.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.business_house}, {self.town}"


@pghistory.track()
class Party(models.Model):
    """A party or, without a letter of its own, a list cooperation."""

    letter = models.CharField("bogstav", max_length=3, unique=True)
    name = models.CharField("navn", max_length=80, unique=True)
    source = models.CharField("kilde", max_length=300)
    sort_key = danish_sort_key("name")

    class Meta:
        verbose_name, verbose_name_plural = "parti", "partier"
        ordering = ["sort_key"]

    def __str__(self) -> str:
        return f"{self.name} ({self.letter})"


@pghistory.track()
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


@pghistory.track()
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
        ordering = ["sort_key", "given_sort_key"]

    def __str__(self) -> str:
        return f"{self.given_name} {self.family_name}"


@pghistory.track()
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
    period = DateRangeField("periode")
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
