"""Members, stand-ins, absence and posts in the admin: for looking up. The pages guard the rules."""

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from meetings.models import Absence, Membership, Officer, Substitute


class LookUpOnly(admin.ModelAdmin):
    """Readable; what is wrong is corrected on the pages, which say what the rules and the database say."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


@admin.register(Membership)
class MembershipAdmin(LookUpOnly):
    list_display = ["person", "seat", "party", "municipality", "period", "ended_because"]
    list_filter = ["seat__term__council", "ended_because"]
    list_select_related = ["person", "seat__municipality", "party", "municipality"]
    search_fields = ["person__given_name", "person__family_name", "municipality__name"]


@admin.register(Substitute)
class SubstituteAdmin(LookUpOnly):
    list_display = ["person", "seat", "origin", "municipality", "period", "ended_because"]
    list_filter = ["seat__term__council", "origin", "ended_because"]
    list_select_related = ["person", "seat__municipality", "municipality"]
    search_fields = ["person__given_name", "person__family_name", "municipality__name"]


@admin.register(Absence)
class AbsenceAdmin(LookUpOnly):
    list_display = ["membership", "kind", "period", "expected_back", "decided_in"]
    list_filter = ["membership__seat__term__council", "kind"]
    list_select_related = ["membership__person", "decided_in"]
    search_fields = ["membership__person__given_name", "membership__person__family_name"]


@admin.register(Officer)
class OfficerAdmin(LookUpOnly):
    list_display = ["person", "post", "term", "group", "for_a_time", "period"]
    list_filter = ["term__council", "post", "for_a_time"]
    list_select_related = ["person", "term__council"]
    search_fields = ["person__given_name", "person__family_name", "group"]
