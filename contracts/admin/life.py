"""A contract's life in the admin: to look up. The pages write it, and ask the rules."""

from django.contrib import admin

from contracts.models import Addendum, Approval, Dispatch, Signature, StatusChange
from meetings.admin.terms import ReadOnly


@admin.register(StatusChange)
class StatusChangeAdmin(ReadOnly):
    list_display = ["contract", "from_status", "to_status", "at", "by"]
    list_select_related = ["contract__business_house", "by"]


@admin.register(Approval)
class ApprovalAdmin(ReadOnly):
    list_display = ["contract", "body", "on"]
    list_select_related = ["contract__business_house"]


@admin.register(Signature)
class SignatureAdmin(ReadOnly):
    list_display = ["contract", "party", "name", "office", "on"]
    list_select_related = ["contract__business_house"]


@admin.register(Dispatch)
class DispatchAdmin(ReadOnly):
    list_display = ["contract", "receiver", "on", "how"]
    list_select_related = ["contract__business_house"]


@admin.register(Addendum)
class AddendumAdmin(ReadOnly):
    list_display = ["title", "number", "contract", "status"]
    list_select_related = ["contract__business_house"]
