"""The tables of the quota room, by noun."""

from quotas.models.agreements import Agreement, AgreementReopening, AgreementSignature, AgreementTransfer
from quotas.models.calculations import CalculatedRow, Calculation, Statistics, StatisticsRow
from quotas.models.issues import Announcement, Issue, IssueDocument, QuotaYear, Reopening
from quotas.models.quotas import MunicipalQuota, RegionQuota
from quotas.models.scenarios import Scenario, ScenarioCase, ScenarioWish
from quotas.models.shapes import MunicipalityShape

__all__ = [
    "Agreement",
    "AgreementReopening",
    "AgreementSignature",
    "AgreementTransfer",
    "Announcement",
    "CalculatedRow",
    "Calculation",
    "Issue",
    "IssueDocument",
    "MunicipalQuota",
    "MunicipalityShape",
    "QuotaYear",
    "RegionQuota",
    "Reopening",
    "Scenario",
    "ScenarioCase",
    "ScenarioWish",
    "Statistics",
    "StatisticsRow",
]
