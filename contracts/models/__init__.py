"""The tables of the contract room, by noun."""

from contracts.models.addenda import Addendum
from contracts.models.contracts import ContractPart, FocusArea, ResultContract
from contracts.models.framework import (
    Baseline,
    FrameworkAgreement,
    FrameworkGoal,
    FrameworkTarget,
    Measure,
    Obligation,
    TownOrRural,
)
from contracts.models.funding import FundingRow
from contracts.models.goals import AcceptedDeviation, Goal, Target, TargetRevision
from contracts.models.life import Approval, Dispatch, Signature, StatusChange
from contracts.models.reporting import Inhabitants, Measurement, Report, ReportNote
from contracts.models.versions import ContractVersion

__all__ = [
    "AcceptedDeviation",
    "Addendum",
    "Approval",
    "Baseline",
    "ContractPart",
    "ContractVersion",
    "Dispatch",
    "FocusArea",
    "FrameworkAgreement",
    "FrameworkGoal",
    "FrameworkTarget",
    "FundingRow",
    "Goal",
    "Inhabitants",
    "Measure",
    "Measurement",
    "Obligation",
    "Report",
    "ReportNote",
    "ResultContract",
    "Signature",
    "StatusChange",
    "Target",
    "TargetRevision",
    "TownOrRural",
]
