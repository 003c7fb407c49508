"""Regions, councils, business houses and municipalities."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse

from kkr_portal import danish_order
from kkr_portal.lasting import track
from kkr_portal.registry.models.sort_keys import danish_sort_key


@track()
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


@track()
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


@track()
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


class MunicipalityQuerySet(models.QuerySet["Municipality"]):
    """Finds municipalities by what other registers and letters call them."""

    def by_code(self, code: str) -> "Municipality":
        """The municipality with this official code; some registers write a zero before it (0751).

        Raises ``Municipality.DoesNotExist`` with a sentence that can be shown.
        """
        found = self.filter(code=code.strip().lstrip("0").zfill(3)).first()
        if found is None:
            raise self.model.DoesNotExist(f"Der findes ingen kommune med koden «{code}».")
        return found

    def by_any_name(self, name: str) -> "Municipality":
        """The municipality with this official name or other spelling; «Kommune» may follow.

        Names are compared by their Danish sort key: capitals, Aa or Å, hyphen or space make no
        difference. Raises ``Municipality.DoesNotExist`` with a sentence that can be shown.
        """
        words = name.split()
        if len(words) > 1 and words[-1].lower() == "kommune":
            words.pop()
        key = danish_order.sort_key(" ".join(words))
        found = self.filter(Q(sort_key=key) | Q(other_names__sort_key=key)).distinct().first()
        if found is None:
            raise self.model.DoesNotExist(f"Der findes ingen kommune med navnet «{name}».")
        return found

    def with_latest_population(self) -> "MunicipalityQuerySet":
        """Adds ``population`` (persons), ``population_date`` and ``population_source``: the latest count."""
        latest = Population.objects.filter(municipality=OuterRef("pk")).order_by("-date")
        return self.annotate(
            population=Subquery(latest.values("persons")[:1]),
            population_date=Subquery(latest.values("date")[:1]),
            population_source=Subquery(latest.values("source")[:1]),
        )


@track()
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

    objects = MunicipalityQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "kommune", "kommuner"
        ordering = ["sort_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["sort_key"],
                name="municipality_name_once_in_any_case",
                violation_error_message="Der findes allerede en kommune med det navn.",
            ),
            models.CheckConstraint(
                condition=Q(code__regex=r"^[0-9]{3}$"),
                name="municipality_code_three_digits",
                violation_error_message="En kommunekode er tre cifre.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


@track()
class MunicipalityName(models.Model):
    """A spelling of a municipality's name that occurs in some source, beside the official one."""

    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, related_name="other_names", verbose_name="kommune"
    )
    name = models.CharField("skrivemåde", max_length=40, unique=True)
    source = models.CharField("kilde", max_length=300)
    sort_key = danish_sort_key("name")

    class Meta:
        verbose_name, verbose_name_plural = "anden skrivemåde", "andre skrivemåder"
        ordering = ["sort_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["sort_key"],
                name="spelling_once_in_any_case",
                violation_error_message="Skrivemåden står der allerede.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """A spelling that is another municipality's own name would make look-ups ambiguous."""
        key = danish_order.sort_key(self.name or "")
        other = Municipality.objects.filter(sort_key=key).exclude(pk=self.municipality_id).first()
        if other:
            raise ValidationError({"name": f"Skrivemåden er allerede navnet på {other} Kommune."})


@track()
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


@track()
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
            models.UniqueConstraint(
                fields=["business_house", "town"], name="office_once_a_town",
                violation_error_message="Erhvervshuset har allerede et kontor i den by.",
            ),
            models.UniqueConstraint(
                fields=["business_house"], condition=Q(kind="head"), name="one_head_office",
                violation_error_message="Erhvervshuset har allerede et hovedsæde.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.business_house}, {self.town}"
