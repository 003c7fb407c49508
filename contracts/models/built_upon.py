"""What signed contracts print or count from stays as it is in the framework agreement, on every path.

The agreement's targets may change: a signed contract is held against them as they stood at its signing
(``deviations.agreement_then``). What it reads directly may not: the agreement's title, a measure's name, the
baseline that a rise is counted from, and the towns and rural municipalities of its house.
"""

import pgtrigger

from kkr_portal.lasting import refuses

AGREEMENT = (
    "En underskrevet kontrakt bygger på rammeaftalen: Titlen ligger fast, og kontraktens år skal være med."
)
MEASURE = "Målingen står i en underskrevet kontrakt, og dens navn ligger fast."
BASELINE = "En underskrevet kontrakt regner sin stigning fra udgangspunktet, og det ligger fast."
PLACES = "Erhvervshuset har en underskrevet kontrakt efter aftalen, og dets by- og landkommuner ligger fast."
CONSTRAINTS = {
    "agreement_is_built_upon": AGREEMENT,
    "measure_is_built_upon": MEASURE,
    "baseline_is_built_upon": BASELINE,
    "places_are_built_upon": PLACES,
}
SIGNED = "c.status NOT IN ('draft', 'negotiated', 'approved')"
POINTS = (
    "contracts_target t JOIN contracts_goal g ON g.id = t.goal_id "
    "JOIN contracts_resultcontract c ON c.id = g.contract_id"
)


def _stays(
    name: str, message: str, contracts: str, built_upon: str, operation: pgtrigger.Operation,
    condition: pgtrigger.Condition | None = None,
) -> pgtrigger.Trigger:  # fmt: skip
    """``contracts`` and ``built_upon`` are SQL after FROM, with ROW for the row; both name the contract c.

    The contracts are held first: one that is being signed meanwhile is read as signed.
    """
    constraint = next(key for key, text in CONSTRAINTS.items() if text == message)
    check = (
        f"PERFORM 1 FROM {contracts} FOR SHARE OF c; "  # noqa: S608
        f"IF EXISTS (SELECT 1 FROM {built_upon} AND {SIGNED}) "
        f"THEN {refuses(message, constraint)} END IF;"
    )
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=operation,
        condition=condition,
        func=(
            f"IF TG_OP <> 'INSERT' THEN {check.replace('ROW.', 'OLD.')} END IF; "
            f"IF TG_OP <> 'DELETE' THEN {check.replace('ROW.', 'NEW.')} RETURN NEW; END IF; RETURN OLD;"
        ),
    )


def agreement_stays() -> pgtrigger.Trigger:
    mine = "contracts_resultcontract c WHERE c.framework_id = ROW.id"
    return _stays(
        "agreement_stays", AGREEMENT, mine,
        f"{mine} AND (OLD.title <> NEW.title OR c.year NOT BETWEEN NEW.first_year AND NEW.last_year)",
        pgtrigger.Update, pgtrigger.AnyChange("title", "first_year", "last_year"),
    )  # fmt: skip


def measure_name_stays() -> pgtrigger.Trigger:
    mine = f"{POINTS} WHERE t.measure_id = ROW.id"
    return _stays(
        "measure_name_stays", MEASURE, mine, mine, pgtrigger.Update, pgtrigger.AnyChange("name", "goal")
    )


def baseline_stays() -> pgtrigger.Trigger:
    """Of the house's own signed contract, or of any for the whole country."""
    mine = (
        f"{POINTS} WHERE t.measure_id = ROW.measure_id AND t.kind = 'rise' "
        "AND t.base_year = extract(year FROM ROW.month) "
        "AND c.business_house_id = coalesce(ROW.business_house_id, c.business_house_id)"
    )
    return _stays(
        "baseline_stays", BASELINE, mine, mine, pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete
    )


def places_stay() -> pgtrigger.Trigger:
    """A municipality that was left out may still be added."""
    mine = (
        "contracts_resultcontract c WHERE c.framework_id = ROW.agreement_id "
        "AND c.business_house_id = ROW.business_house_id"
    )
    return _stays("places_stay", PLACES, mine, mine, pgtrigger.Update | pgtrigger.Delete)
