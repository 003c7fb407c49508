"""Written consultations in the admin: for looking up; the pages ask what the rules ask."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from meetings.models import Consultation, ConsultationAnswer


class ForLookingUp:
    """Nothing is added, changed or deleted here."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


class ConsultationAnswerInline(ForLookingUp, admin.TabularInline):
    model = ConsultationAnswer
    fields = ["name", "party", "chair", "answer", "answered_on", "comment"]
    readonly_fields = ["answered_on"]
    extra = 0


@admin.register(Consultation)
class ConsultationAdmin(ForLookingUp, admin.ModelAdmin):
    list_display = ["title", "council", "status", "answer_by", "closed_on"]
    list_filter = ["council", "status"]
    list_select_related = ["council"]
    search_fields = ["title", "text", "question"]
    date_hierarchy = "answer_by"
    inlines = [ConsultationAnswerInline]


@admin.register(ConsultationAnswer)
class ConsultationAnswerAdmin(ForLookingUp, admin.ModelAdmin):
    list_display = ["name", "party", "consultation", "answer", "answered_on"]
    list_filter = ["answer", "consultation__council"]
    list_select_related = ["consultation"]
    search_fields = ["name", "party", "comment"]
