"""Signed is closed in the database: nothing of a signed contract changes on any path.

A row's table says with SQL which contract it belongs to. What comes after the signing (sending, addenda,
revised targets, reports) has tables of its own, each closed by its own rule.
"""

import pgtrigger
from django.db import IntegrityError

from contracts.models import built_upon
from kkr_portal.lasting import closes_with, constraint_of, refuses

OPEN = "('draft', 'negotiated', 'approved')"
MESSAGE = "Kontrakten er underskrevet og kan ikke ændres. Et tillæg kan ændre det aftalte."
MEASURED_MESSAGE = "Afrapporteringen er ikke åben. Tallene kan ikke ændres."
FOREIGN_MEASURE = "Målepunktet hører til en anden kontrakt end afrapporteringen."
FOREIGN_MUNICIPALITY = "Kommunen hører ikke til erhvervshuset."
REPORT_MESSAGE = "Afrapporteringen er godkendt og kan ikke ændres."
ADDENDUM_MESSAGE = "Tillægget er underskrevet og kan ikke ændres."
FOREIGN_HOUSE = "Erhvervshuset hører ikke til dette KKR."
CONSTRAINTS = {
    "contract_is_signed": MESSAGE,
    "report_is_accepted": REPORT_MESSAGE,
    "addendum_is_signed": ADDENDUM_MESSAGE,
    "house_of_the_council": FOREIGN_HOUSE,
    "report_is_not_open": MEASURED_MESSAGE,
    "measure_of_the_contract": FOREIGN_MEASURE,
    "municipality_of_the_house": FOREIGN_MUNICIPALITY,
    **built_upon.CONSTRAINTS,
}


def refusal(error: IntegrityError) -> str:
    """The sentence with which one of this room's triggers refused; empty when it was something else."""
    return CONSTRAINTS.get(constraint_of(error), "")


def _closes(
    name: str, constraint: str, message: str, table: str, parent: str, open_when: str
) -> pgtrigger.Trigger:
    """Refuses every write of a row whose ``parent`` (SQL for an id of ``table``) is no longer open."""
    return closes_with(
        name=name, table=table, parent=parent, closed=f"NOT ({open_when})", message=message,
        constraint=constraint,
    )  # fmt: skip


def closes_when_signed(contract: str) -> pgtrigger.Trigger:
    """``contract`` is SQL for the contract's id, where ``ROW`` stands for the row: ``"ROW.contract_id"``."""
    return _closes(
        "closes_when_signed", "contract_is_signed", MESSAGE,
        "contracts_resultcontract", contract, f"p.status IN {OPEN}",
    )  # fmt: skip


def closes_when_handed_in(report: str) -> pgtrigger.Trigger:
    """For figures: they change while the report is open or returned, and never else."""
    return _closes(
        "closes_when_handed_in", "report_is_not_open", MEASURED_MESSAGE,
        "contracts_report", report, "p.status IN ('open', 'returned')",
    )  # fmt: skip


def measured_where_it_belongs() -> pgtrigger.Trigger:
    """A figure is of its own contract's point, and a municipality's of one in the house's area."""
    of_contract = (
        "FROM contracts_report r JOIN contracts_resultcontract c ON c.id = r.contract_id "
        "WHERE r.id = NEW.report_id"
    )
    return pgtrigger.Trigger(
        name="measured_where_it_belongs",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        func=(
            "IF (SELECT g.contract_id FROM contracts_target t JOIN contracts_goal g ON g.id = t.goal_id "  # noqa: S608
            f"WHERE t.id = NEW.target_id) IS DISTINCT FROM (SELECT c.id {of_contract}) "
            f"THEN {refuses(FOREIGN_MEASURE, 'measure_of_the_contract')} END IF; "
            "IF NEW.municipality_id IS NOT NULL AND (SELECT m.business_house_id FROM registry_municipality m "
            f"WHERE m.id = NEW.municipality_id) IS DISTINCT FROM (SELECT c.business_house_id {of_contract}) "
            f"THEN {refuses(FOREIGN_MUNICIPALITY, 'municipality_of_the_house')} END IF; "
            "RETURN NEW;"
        ),
    )


def closes_when_accepted(report: str) -> pgtrigger.Trigger:
    """For what hangs on a report: closed once the report is accepted."""
    return _closes(
        "closes_when_accepted", "report_is_accepted", REPORT_MESSAGE,
        "contracts_report", report, "p.status <> 'accepted'",
    )  # fmt: skip


def signed_contract_stays() -> pgtrigger.Trigger:
    """On the contract itself: once signed, its status goes forward, nothing else changes."""
    forward = " OR ".join(
        f"(OLD.status = '{one}' AND NEW.status = '{other}')"
        for one, other in (
            ("signed", "sent"), ("sent", "published"), ("published", "in_force"), ("in_force", "reported")
        )
    )  # fmt: skip
    return pgtrigger.Trigger(
        name="signed_contract_stays",
        when=pgtrigger.Before,
        operation=pgtrigger.Update | pgtrigger.Delete,
        condition=pgtrigger.Q(old__status__in=["signed", "sent", "published", "in_force", "reported"]),
        func=(
            f"IF TG_OP = 'UPDATE' AND ({forward}) "
            "AND (to_jsonb(NEW) - 'status' - 'published_on' - 'revision') = "
            "(to_jsonb(OLD) - 'status' - 'published_on' - 'revision') THEN RETURN NEW; END IF; "
            + refuses(MESSAGE, "contract_is_signed")
        ),
    )


def accepted_report_stays() -> pgtrigger.Trigger:
    """On the report itself: accepted is the end."""
    return pgtrigger.Trigger(
        name="accepted_report_stays",
        when=pgtrigger.Before,
        operation=pgtrigger.Update | pgtrigger.Delete,
        condition=pgtrigger.Q(old__status="accepted"),
        func=refuses(REPORT_MESSAGE, "report_is_accepted"),
    )


def signed_addendum_stays() -> pgtrigger.Trigger:
    """On the addendum itself: signed is the end."""
    return pgtrigger.Trigger(
        name="signed_addendum_stays",
        when=pgtrigger.Before,
        operation=pgtrigger.Update | pgtrigger.Delete,
        condition=pgtrigger.Q(old__status="signed"),
        func=refuses(ADDENDUM_MESSAGE, "addendum_is_signed"),
    )


def house_of_the_council() -> pgtrigger.Trigger:
    """A contract is with a house of its own KKR."""
    return pgtrigger.Trigger(
        name="house_of_the_council",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        func=(
            "IF NOT EXISTS (SELECT 1 FROM registry_businesshouse h "  # noqa: S608
            "WHERE h.id = NEW.business_house_id AND h.council_id = NEW.council_id) "
            f"THEN {refuses(FOREIGN_HOUSE, 'house_of_the_council')} END IF; RETURN NEW;"
        ),
    )
