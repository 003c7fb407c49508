"""Agreements, scenarios and outlines in the admin: to look up. The pages write them, and ask the rules."""

from django.contrib import admin

from meetings.admin.terms import ReadOnly
from quotas.models import (
    Agreement,
    AgreementReopening,
    AgreementSignature,
    AgreementTransfer,
    MunicipalityShape,
    Scenario,
    ScenarioCase,
    ScenarioWish,
)


@admin.register(Agreement)
class AgreementAdmin(ReadOnly):
    list_display = ["council", "issue", "decided_on", "notified_on", "if_changed"]
    list_filter = ["council"]
    list_select_related = ["council__region", "issue__year"]


@admin.register(AgreementTransfer)
class AgreementTransferAdmin(ReadOnly):
    list_display = ["giver", "taker", "persons", "agreement"]
    list_select_related = ["giver", "taker", "agreement__council__region", "agreement__issue__year"]


@admin.register(AgreementSignature)
class AgreementSignatureAdmin(ReadOnly):
    list_display = ["municipality", "on", "agreement"]
    list_select_related = ["municipality", "agreement__council__region", "agreement__issue__year"]


@admin.register(AgreementReopening)
class AgreementReopeningAdmin(ReadOnly):
    list_display = ["agreement", "reason", "at", "by"]
    list_select_related = ["agreement__council__region", "agreement__issue__year", "by"]


@admin.register(Scenario)
class ScenarioAdmin(ReadOnly):
    list_display = ["name", "council", "issue", "by"]
    list_select_related = ["council", "issue__year", "by"]


@admin.register(ScenarioCase)
class ScenarioCaseAdmin(ReadOnly):
    list_display = ["scenario", "position", "national_number", "extra"]
    list_select_related = ["scenario"]


@admin.register(ScenarioWish)
class ScenarioWishAdmin(ReadOnly):
    list_display = ["municipality", "persons", "case"]
    list_select_related = ["municipality", "case__scenario"]


@admin.register(MunicipalityShape)
class MunicipalityShapeAdmin(ReadOnly):
    list_display = ["municipality", "credit"]
    list_select_related = ["municipality"]
