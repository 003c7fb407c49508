"""Editing the reference data. Every row says where it comes from; Django's permissions say who may edit."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminDateWidget
from django.contrib.postgres.fields import DateRangeField
from django.contrib.postgres.forms import RangeWidget
from django.db import models
from django.http import HttpRequest

from kkr_portal.registry.models import (
    BusinessHouse,
    BusinessHouseOffice,
    Council,
    Mandate,
    Municipality,
    MunicipalityName,
    Organisation,
    Party,
    Person,
    Population,
    Region,
)


class Sourced:
    """Asks for the source also where the table allows a row without one (people, mandates)."""

    def formfield_for_dbfield(
        self, db_field: models.Field, request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]
        if field and db_field.name == "source":
            field.required = True
            field.help_text = "Hvor oplysningen kommer fra: dokument, dato og side, og hvor sikker den er."
        return field


class RegistryAdmin(Sourced, admin.ModelAdmin):
    list_per_page = 100
    # Follows only what may not be empty; the others are named below.
    list_select_related: ClassVar[bool | list[str]] = True

    @admin.display(description="navn", ordering="sort_key")
    def danish_name(self, row: Any) -> str:
        """The name, in a column that sorts in Danish order."""
        return row.name


class RegistryInline(Sourced, admin.TabularInline):
    extra = 0


class OfficeInline(RegistryInline):
    model = BusinessHouseOffice
    autocomplete_fields = ["municipality"]


class NameInline(RegistryInline):
    model = MunicipalityName


class PopulationInline(RegistryInline):
    model = Population


class MandateInline(RegistryInline):
    model = Mandate
    autocomplete_fields = ["municipality", "party"]
    formfield_overrides = {DateRangeField: {"widget": RangeWidget(AdminDateWidget())}}


@admin.register(Region)
class RegionAdmin(RegistryAdmin):
    list_display = ["danish_name", "code", "source"]
    search_fields = ["name", "code"]


@admin.register(Council)
class CouncilAdmin(RegistryAdmin):
    list_display = ["danish_name", "region", "slug", "source"]
    search_fields = ["name"]
    autocomplete_fields = ["region"]
    prepopulated_fields = {"slug": ["name"]}


@admin.register(BusinessHouse)
class BusinessHouseAdmin(RegistryAdmin):
    list_display = ["danish_name", "council", "slug", "source"]
    list_filter = ["council"]
    search_fields = ["name", "offices__town"]
    autocomplete_fields = ["council"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [OfficeInline]


@admin.register(BusinessHouseOffice)
class BusinessHouseOfficeAdmin(RegistryAdmin):
    list_display = ["town", "kind", "business_house", "municipality", "source"]
    list_filter = ["kind", "business_house"]
    search_fields = ["town", "business_house__name", "municipality__name"]
    autocomplete_fields = ["business_house", "municipality"]


@admin.register(Municipality)
class MunicipalityAdmin(RegistryAdmin):
    list_display = ["danish_name", "code", "region", "business_house", "setting", "source"]
    list_filter = ["region", "business_house", "setting"]
    list_select_related = ["region", "business_house"]
    search_fields = ["name", "code", "other_names__name"]
    autocomplete_fields = ["region", "business_house"]
    inlines = [NameInline, PopulationInline]


@admin.register(MunicipalityName)
class MunicipalityNameAdmin(RegistryAdmin):
    list_display = ["danish_name", "municipality", "source"]
    search_fields = ["name", "municipality__name"]
    autocomplete_fields = ["municipality"]


@admin.register(Population)
class PopulationAdmin(RegistryAdmin):
    list_display = ["municipality", "date", "persons", "source"]
    list_filter = ["date", "municipality__region"]
    search_fields = ["municipality__name", "municipality__code"]
    autocomplete_fields = ["municipality"]
    date_hierarchy = "date"


@admin.register(Party)
class PartyAdmin(RegistryAdmin):
    list_display = ["danish_name", "letter", "municipality", "source"]
    list_filter = [("municipality", admin.EmptyFieldListFilter)]
    list_select_related = ["municipality"]
    search_fields = ["name", "letter", "municipality__name"]
    autocomplete_fields = ["municipality"]


@admin.register(Organisation)
class OrganisationAdmin(RegistryAdmin):
    list_display = ["danish_name", "kind", "note", "source"]
    list_filter = ["kind"]
    search_fields = ["name", "note"]


@admin.register(Person)
class PersonAdmin(RegistryAdmin):
    """Contact details are seen here by staff with the right to see persons, and nowhere in the lists."""

    list_display = ["full_name", "invented", "source"]
    list_filter = ["invented", "mandates__office", "mandates__party"]
    search_fields = ["given_name", "family_name", "email"]
    inlines = [MandateInline]

    @admin.display(description="navn", ordering="sort_key")
    def full_name(self, row: Person) -> str:
        """Family name first, since the column sorts by it."""
        return f"{row.family_name}, {row.given_name}"


@admin.register(Mandate)
class MandateAdmin(RegistryAdmin):
    list_display = ["person", "office", "municipality", "party", "period", "source"]
    list_filter = ["office", "party", "municipality__region"]
    list_select_related = ["person", "municipality", "party"]
    search_fields = ["person__given_name", "person__family_name", "municipality__name"]
    autocomplete_fields = ["person", "municipality", "party"]
    formfield_overrides = {DateRangeField: {"widget": RangeWidget(AdminDateWidget())}}
