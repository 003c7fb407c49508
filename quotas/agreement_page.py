"""All that an agreement's page and its letter tell, read in a constant number of queries."""

from __future__ import annotations

from dataclasses import dataclass

from kkr_portal.access.predicates import AnyUser
from meetings.decided_at import DecidedAt, decided_at
from quotas.agreement_of import (
    Check,
    Comes,
    Later,
    basis_of,
    checks,
    comes_to,
    later_issues,
    transfers_of,
)
from quotas.models import Agreement, AgreementReopening, AgreementSignature, Issue


@dataclass(frozen=True)
class AgreementShown:
    agreement: Agreement
    comes: Comes
    checks: list[Check]
    signatures: list[AgreementSignature]
    reopenings: list[AgreementReopening]
    decided: DecidedAt | None
    later: list[Later]

    @property
    def is_ready(self) -> bool:
        """Whether nothing but the notification is missing."""
        return not any(one.state in ("wrong", "missing") for one in self.checks[:-1])

    @property
    def knows_the_numbers(self) -> bool:
        return self.comes.total is not None


def agreement_shown(agreement: Agreement, user: AnyUser) -> AgreementShown:
    comes = comes_to(basis_of(agreement.issue, agreement.council), transfers_of(agreement))
    signatures = list(agreement.signatures.select_related("municipality"))
    signed_by = [one.municipality.name for one in signatures]
    issues = Issue.objects.visible_to(user).filter(year=agreement.issue.year_id)
    told = decided_at([agreement.decided_at_id], user)
    return AgreementShown(
        agreement, comes, checks(agreement, comes, signed_by), signatures,
        list(agreement.reopenings.select_related("by")),
        told.get(agreement.decided_at_id) if agreement.decided_at_id else None,
        later_issues(agreement, list(issues.select_related("year", "announcement"))),
    )  # fmt: skip
