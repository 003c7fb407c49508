"""Framework agreements in the admin."""

from django.contrib import admin

from contracts.admin.closed import ClosedContractAdmin
from contracts.models import (
    Baseline,
    FrameworkAgreement,
    FrameworkGoal,
    FrameworkTarget,
    Measure,
    Obligation,
    TownOrRural,
)


@admin.register(FrameworkAgreement)
class FrameworkAgreementAdmin(ClosedContractAdmin):
    list_display = ["title", "first_year", "last_year"]
    search_fields = ["title"]
    raw_id_fields = ["file"]


@admin.register(FrameworkGoal)
class FrameworkGoalAdmin(ClosedContractAdmin):
    list_display = ["title", "number", "agreement", "only_year"]
    list_filter = ["agreement"]
    list_select_related = ["agreement"]
    search_fields = ["title"]


@admin.register(Measure)
class MeasureAdmin(ClosedContractAdmin):
    list_display = ["name", "goal", "position"]
    list_filter = ["goal__agreement"]
    list_select_related = ["goal"]
    search_fields = ["name"]


@admin.register(FrameworkTarget)
class FrameworkTargetAdmin(ClosedContractAdmin):
    list_display = ["wording", "measure", "kind", "value", "due_year", "segments"]
    list_filter = ["measure__goal__agreement", "kind"]
    list_select_related = ["measure"]


@admin.register(Baseline)
class BaselineAdmin(ClosedContractAdmin):
    list_display = ["measure", "business_house", "month", "per_cent"]
    list_filter = ["measure"]
    list_select_related = ["measure", "business_house"]


@admin.register(TownOrRural)
class TownOrRuralAdmin(ClosedContractAdmin):
    list_display = ["municipality", "kind", "business_house", "agreement"]
    list_filter = ["agreement", "kind", "business_house"]
    list_select_related = ["municipality", "business_house", "agreement"]


@admin.register(Obligation)
class ObligationAdmin(ClosedContractAdmin):
    list_display = ["title", "agreement", "contract", "due_month", "times_a_year"]
    list_select_related = ["agreement", "contract__business_house"]
    search_fields = ["title"]
    raw_id_fields = ["contract"]
