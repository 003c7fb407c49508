"""Who does what with a report now, for its page and for its steps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from contracts.actions.reporting import why_closed
from contracts.models import Report
from kkr_portal.access import predicates
from kkr_portal.access.predicates import AnyUser

Status = Report.Status


@dataclass(frozen=True)
class Step:
    """One step as its own page: ``question`` is the heading, ``told`` what follows from it."""

    name: str
    button: str
    question: str
    told: str
    label: str = ""
    missing: str = ""
    warns: bool = False


STEPS = {
    one.name: one
    for one in (
        Step("submit", "Indsend", "Indsend afrapporteringen?",
             "Sekretariatet får tallene. De kan ikke ændres, medmindre afrapporteringen sendes tilbage."),
        Step("return", "Send tilbage", "Send afrapporteringen tilbage til huset?",
             "Huset kan rette tallene og indsende igen.", "Hvad skal rettes?",
             "Skriv, hvad huset skal rette."),
        Step("accept", "Godkend", "Godkend afrapporteringen?",
             "Derefter kan hverken tal eller bemærkninger ændres. Er kontrakten offentliggjort, kan alle se "
             "resultaterne."),
        Step("close", "Luk uden rapport", "Luk perioden uden rapport?",
             "Huset kan ikke indtaste mere. Perioden kan åbnes igen.", "Hvorfor?",
             "Skriv, hvorfor perioden lukkes uden rapport.", warns=True),
        Step("reopen", "Åbn igen", "Åbn perioden igen?", "Huset kan igen indtaste tal."),
        Step("answer", "Gem bemærkningen", "Skriv en bemærkning",
             "Huset og sekretariatet kan læse den. Offentligheden kan ikke.", "Bemærkning",
             "Skriv en bemærkning."),
    )
}  # fmt: skip


def steps_for(user: AnyUser, report: Report, today: date) -> list[Step]:
    """Those that this user may take now, the one most likely to come first."""
    contract = report.contract
    edits = predicates.may_edit_council(user, contract.council_id)
    house = predicates.may_report(user, contract.business_house_id)
    allowed = []
    if house and not why_closed(report, today):
        allowed.append("submit")
    if edits and report.status == Status.SUBMITTED:
        allowed += ["accept", "return"]
    if (edits or house) and report.status != Status.ACCEPTED:
        allowed.append("answer")
    if edits and Status.CLOSED in Report.TRANSITIONS[Status(report.status)]:
        allowed.append("close")
    if edits and report.status == Status.CLOSED:
        allowed.append("reopen")
    return [STEPS[name] for name in allowed]
