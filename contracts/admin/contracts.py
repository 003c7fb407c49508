"""Contracts with their text and key in the admin. Their life goes through the pages, which ask the rules."""

from django.contrib import admin

from contracts.admin.closed import ClosedContractAdmin
from contracts.models import ContractPart, ContractVersion, FocusArea, FundingRow, ResultContract
from meetings.admin.terms import ReadOnly


@admin.register(ResultContract)
class ResultContractAdmin(ClosedContractAdmin):
    list_display = ["business_house", "year", "council", "status", "published_on"]
    list_filter = ["status", "year", "council"]
    list_select_related = ["business_house", "council"]
    search_fields = ["business_house__name"]
    fields = ["council", "business_house", "year", "framework", "status", "in_force_on", "grant",
              "key_source", "invented"]  # fmt: skip
    readonly_fields = ["status"]


@admin.register(ContractPart)
class ContractPartAdmin(ClosedContractAdmin):
    list_display = ["kind", "contract"]
    list_filter = ["kind", "contract__year"]
    list_select_related = ["contract__business_house"]
    raw_id_fields = ["contract"]


@admin.register(FocusArea)
class FocusAreaAdmin(ClosedContractAdmin):
    list_display = ["title", "contract", "position"]
    list_select_related = ["contract__business_house"]
    search_fields = ["title"]
    raw_id_fields = ["contract"]


@admin.register(FundingRow)
class FundingRowAdmin(ClosedContractAdmin):
    list_display = ["municipality", "amount", "contract"]
    list_filter = ["contract__year"]
    list_select_related = ["municipality", "contract__business_house"]
    raw_id_fields = ["contract"]


@admin.register(ContractVersion)
class ContractVersionAdmin(ReadOnly):
    list_display = ["contract", "number", "occasion", "at"]
    list_select_related = ["contract__business_house"]
