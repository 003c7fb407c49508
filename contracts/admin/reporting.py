"""Reports and their figures in the admin: to look up. The pages write them, and ask the rules."""

from django.contrib import admin

from contracts.models import Inhabitants, Measurement, Report, ReportNote
from meetings.admin.terms import ReadOnly


@admin.register(Report)
class ReportAdmin(ReadOnly):
    list_display = ["title", "contract", "kind", "due_on", "status"]
    list_filter = ["status", "kind"]
    list_select_related = ["contract__business_house"]


@admin.register(Measurement)
class MeasurementAdmin(ReadOnly):
    list_display = ["target", "report", "segment", "municipality", "value", "measured_on"]
    list_select_related = ["target", "report", "municipality"]


@admin.register(ReportNote)
class ReportNoteAdmin(ReadOnly):
    list_display = ["report", "text", "at", "by"]
    list_select_related = ["report", "by"]


@admin.register(Inhabitants)
class InhabitantsAdmin(ReadOnly):
    list_display = ["municipality", "report", "persons", "counted_on"]
    list_select_related = ["municipality", "report"]
