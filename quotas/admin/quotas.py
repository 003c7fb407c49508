"""Years, issues and quotas in the admin. An issue's life goes through the pages, which ask the rules."""

from django.contrib import admin

from meetings.admin.terms import ReadOnly
from quotas.admin.closed import ClosedIssueAdmin
from quotas.models import (
    Announcement,
    Calculation,
    Issue,
    IssueDocument,
    MunicipalQuota,
    QuotaYear,
    RegionQuota,
    Reopening,
    Statistics,
    StatisticsRow,
)


@admin.register(QuotaYear)
class QuotaYearAdmin(ClosedIssueAdmin):
    list_display = ["year", "note"]
    search_fields = ["year"]


@admin.register(Announcement)
class AnnouncementAdmin(ClosedIssueAdmin):
    list_display = ["title", "dated", "reference"]
    search_fields = ["title", "reference", "source"]
    fields = ["title", "dated", "reference", "source"]


@admin.register(Issue)
class IssueAdmin(ClosedIssueAdmin):
    list_display = ["year", "number", "kind", "national_number", "status", "announcement"]
    list_filter = ["status", "kind"]
    list_select_related = ["year", "announcement"]
    search_fields = ["year__year", "announcement__title"]
    readonly_fields = ["status"]


@admin.register(RegionQuota)
class RegionQuotaAdmin(ClosedIssueAdmin):
    list_display = ["council", "persons", "issue"]
    list_filter = ["council", "issue__year"]
    list_select_related = ["council__region", "issue__year"]


@admin.register(MunicipalQuota)
class MunicipalQuotaAdmin(ClosedIssueAdmin):
    list_display = ["municipality", "kind", "persons", "issue"]
    list_filter = ["kind", "issue__year", "municipality__region"]
    list_select_related = ["municipality", "issue__year"]
    search_fields = ["municipality__name", "municipality__code"]


@admin.register(Reopening)
class ReopeningAdmin(ReadOnly):
    list_display = ["issue", "reason", "at", "by"]
    list_select_related = ["issue__year", "by"]


@admin.register(Statistics)
class StatisticsAdmin(ClosedIssueAdmin):
    list_display = ["issue", "source", "constructed"]
    list_select_related = ["issue__year"]


@admin.register(StatisticsRow)
class StatisticsRowAdmin(ClosedIssueAdmin):
    list_display = ["municipality", "population", "immigrants", "reunified", "statistics"]
    list_filter = ["statistics__issue__year"]
    list_select_related = ["municipality", "statistics__issue__year"]


@admin.register(Calculation)
class CalculationAdmin(ReadOnly):
    list_display = ["statistics", "national_number", "key", "rounding", "at"]
    list_select_related = ["statistics__issue__year"]


@admin.register(IssueDocument)
class IssueDocumentAdmin(ReadOnly):
    list_display = ["title", "issue", "dated", "file_name"]
    list_select_related = ["issue__year"]
