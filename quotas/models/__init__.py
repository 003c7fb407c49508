"""The tables of the quota room, by noun."""

from quotas.models.calculations import CalculatedRow, Calculation, Statistics, StatisticsRow
from quotas.models.issues import Announcement, Issue, QuotaYear, Reopening
from quotas.models.quotas import MunicipalQuota, RegionQuota

__all__ = [
    "Announcement",
    "CalculatedRow",
    "Calculation",
    "Issue",
    "MunicipalQuota",
    "QuotaYear",
    "RegionQuota",
    "Reopening",
    "Statistics",
    "StatisticsRow",
]
