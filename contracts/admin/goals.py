"""Goals and their points in the admin; what was decided about them is for reading."""

from django.contrib import admin

from contracts.admin.closed import ClosedContractAdmin
from contracts.models import AcceptedDeviation, Goal, Target, TargetRevision
from meetings.admin.terms import ReadOnly


@admin.register(Goal)
class GoalAdmin(ClosedContractAdmin):
    list_display = ["title", "number", "scope", "contract"]
    list_filter = ["scope", "contract__year"]
    list_select_related = ["contract__business_house"]
    search_fields = ["title"]
    raw_id_fields = ["contract", "framework_goal"]


@admin.register(Target)
class TargetAdmin(ClosedContractAdmin):
    list_display = ["wording", "goal", "kind", "value", "due_year"]
    list_filter = ["kind", "goal__contract__year"]
    list_select_related = ["goal"]
    search_fields = ["wording"]
    raw_id_fields = ["goal", "measure", "part_of"]


@admin.register(TargetRevision)
class TargetRevisionAdmin(ReadOnly):
    list_display = ["target", "number", "old_value", "new_value", "holds_from"]
    list_select_related = ["target"]


@admin.register(AcceptedDeviation)
class AcceptedDeviationAdmin(ReadOnly):
    list_display = ["sentence", "contract", "on"]
    list_select_related = ["contract__business_house"]
