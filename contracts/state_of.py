"""Where a stored contract stands, as the facts that ``rules.life`` asks for."""

from __future__ import annotations

from contracts.content import content_of, says_the_same
from contracts.deviations import check
from contracts.models import Report, ResultContract, Target
from contracts.rules.funding_key import FundingKey, Share
from contracts.rules.life import Facts
from kkr_portal.law import Breach
from kkr_portal.registry.models import Municipality

Status = ResultContract.Status


def facts_of(contract: ResultContract) -> Facts:
    """In a constant number of queries. What only open contracts are asked is asked of open ones alone."""
    is_open = contract.status in ResultContract.OPEN
    approvals = list(contract.approvals.select_related("version")) if is_open else []
    changed: frozenset[str] = frozenset()
    if approvals:
        now = content_of(contract)
        changed = frozenset(
            one.body for one in approvals if one.version and not says_the_same(one.version.content, now)
        )
    return Facts(
        status=contract.status,
        in_force_on=contract.in_force_on,
        goals=contract.goals.count() if is_open else 0,
        to_decide=open_questions(contract) if is_open else (),
        has_key=contract.grant is not None and contract.funding_rows.exists(),
        key_breaches=key_breaches(contract) if is_open else (),
        deviations=tuple(one.deviation.sentence for one in check(contract).open) if is_open else (),
        approved_by=frozenset(one.body for one in approvals),
        changed_since=changed,
        signed_by=frozenset(contract.signatures.values_list("party", flat=True)),
        sent_to=frozenset(contract.dispatches.values_list("receiver", flat=True)),
        final_report_accepted=contract.reports.filter(
            kind=Report.Kind.FINAL, status=Report.Status.ACCEPTED
        ).exists(),
    )


def open_questions(contract: ResultContract) -> tuple[str, ...]:
    """What points still say that somebody must decide, with their goal."""
    waiting = Target.objects.filter(goal__contract=contract).exclude(to_decide="")
    return tuple(
        f"Mål {target.goal.number}: {target.to_decide}"
        for target in waiting.select_related("goal").order_by("goal__number", "position")
    )


def key_breaches(contract: ResultContract) -> tuple[Breach, ...]:
    """What is wrong with the funding key; nothing where there is none."""
    rows = list(contract.funding_rows.select_related("municipality"))
    if contract.grant is None or not rows:
        return ()
    payers = Municipality.objects.filter(business_house=contract.business_house_id)
    key = FundingKey([Share(row.municipality.name, row.amount) for row in rows], contract.grant)
    return tuple(key.breaches(municipalities=list(payers.values_list("name", flat=True))))
