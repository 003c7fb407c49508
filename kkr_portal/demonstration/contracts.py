"""The framework agreement 2021–2023 and the contract of 2022 with Erhvervshus Midtjylland.

Goals, figures and titles are the source's, the wording is ours. The contract of 2021 is not in the source:
its goals are the framework's for that year, and its measurements are invented and say so.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import pairwise

from django.db import transaction

from contracts.models import (
    Baseline,
    ContractPart,
    FocusArea,
    FrameworkAgreement,
    FrameworkGoal,
    FrameworkTarget,
    FundingRow,
    Goal,
    Measure,
    Measurement,
    Obligation,
    Report,
    ResultContract,
    Target,
    TownOrRural,
)
from contracts.models.points import Kind, Reading
from kkr_portal.demonstration import figures
from kkr_portal.registry.models import BusinessHouse, Municipality

FRAMEWORK_SOURCE = "Aftale om rammerne for erhvervshuse 2021–2023 af 27. januar 2021 (bilag 3.1.2)"
CONTRACT_SOURCE = "Udkast til resultatkontrakt 2022 for Erhvervshus Midtjylland (bilag 3.1.1)"
SURVEY = date(2020, 9, 1)
BASELINES = {"awareness": "Kendskab til huset", "green_awareness": "Kendskab til de grønne ydelser"}
KINDS = {"share_per_segment": "share", "net_promoter_score_per_segment": "net_promoter_score",
         "sub_count": "count"}  # fmt: skip
MEASURED_BY_AGENCY = "Erhvervsstyrelsens spørgeskema eller brugerevaluering"
# Invented results of 2021 by measure; the real ones are not in the source.
INVENTED = {
    "Kendskab til huset": "39",
    "Nye virksomheder": "54",
    "Brugte henvisninger": "43.5",
    "Kendskab til de grønne ydelser": "66",
    "Ventet effekt af vejledning": "68",
    "Ventet effekt af digital vejledning": "71",
}
INVENTED_BY_SEGMENT = {
    "Meget tilfredse med vejledning og kompetencer": {"drift": "83", "vækst": "78"},
    "Net Promoter Score": {"drift": "72", "vækst": "75"},
}
INVENTED_NOTE = "Opdigtet til demonstrationen"


@transaction.atomic
def load() -> ResultContract:
    """The agreement, and the contracts of 2021 and 2022. In a database without any."""
    agreement = load_framework()
    house = BusinessHouse.objects.select_related("council").get(slug="midtjylland")
    first = _contract_2021(agreement, house)
    contract = _contract_2022(agreement, house, first)
    _report_2021(first)
    return contract


def load_framework() -> FrameworkAgreement:
    agreement = FrameworkAgreement.objects.create(
        title="Aftale om rammerne for erhvervshuse 2021–2023",
        slug="2021-2023",
        first_year=2021,
        last_year=2023,
        parties="Erhvervsministeriet og KL",
        agreed_on=date(2021, 1, 27),
        source=FRAMEWORK_SOURCE,
        introduction=(
            "Aftalen beskriver opgaver og mål for de seks erhvervshuse. De nationale mål skal indgå i hver "
            "resultatkontrakt; KKR og huset kan aftale lokale mål ved siden af (afsnit 7.2)."
        ),
    )
    goals = {
        row["number"]: FrameworkGoal.objects.create(
            agreement=agreement,
            number=int(row["number"]),
            title=row["title"],
            motivation="\n\n".join(figures.paragraphs(row["motivation"])),
            only_year=2021 if row["number"] == "5" else None,
        )
        for row in figures.rows("framework_goals")
    }
    measures: dict[str, Measure] = {}
    for row in figures.rows("framework_targets"):
        if row["measure"] not in measures:
            goal = goals[row["goal"]]
            measures[row["measure"]] = Measure.objects.create(
                goal=goal,
                position=goal.measures.count() + 1,
                name=row["measure"],
                measured_by=MEASURED_BY_AGENCY if row["kind"] not in ("activity", "spread") else "",
                source="rammeaftalen, afsnit 7.1",
            )
        for year in row["due_years"].split() or [""]:
            FrameworkTarget.objects.create(measure=measures[row["measure"]], **_point(row, year))
    _baselines(measures)
    _obligations("framework", agreement=agreement)
    _towns_and_rural(agreement)
    return agreement


def _point(row: dict[str, str], year: str) -> dict[str, object]:
    """The fields of a measurable point. A share is printed as per cent with either sign."""
    kind = KINDS.get(row["kind"], row["kind"])
    value = Decimal(row["value"]) if row["value"] and kind != Kind.ACTIVITY else None
    return {
        "kind": kind,
        "wording": row["wording"],
        "value": value,
        "unit_noun": row.get("noun", "") if kind == Kind.COUNT else "",
        "segments": row["segments"],
        "reading": Reading.RELATIVE if kind == Kind.SPREAD and value is not None else "",
        "base_year": int(row["base_year"]) if row["base_year"] else None,
        "due_year": int(year) if year else None,
        "due_note": row["due_note"],
    }


def _baselines(measures: dict[str, Measure]) -> None:
    houses = {house.slug: house for house in BusinessHouse.objects.all()}
    slugs = {house.name.removeprefix("Erhvervshus "): slug for slug, house in houses.items()}
    for row in figures.rows("baselines_2020"):
        for column, measure in BASELINES.items():
            Baseline.objects.create(
                measure=measures[measure],
                business_house=houses[slugs[row["area"]]] if row["area"] != "Danmark" else None,
                month=SURVEY,
                per_cent=Decimal(row[column]),
                source="Kendskabsmålingen i september 2020, gengivet i bilag 3.1.1 og 3.1.2",
            )


def _towns_and_rural(agreement: FrameworkAgreement) -> None:
    """Annex 1 of the agreement, matched on the municipality's code."""
    houses = {house.name.removeprefix("Erhvervshus "): house for house in BusinessHouse.objects.all()}
    municipalities = {one.code: one for one in Municipality.objects.all()}
    TownOrRural.objects.bulk_create(
        TownOrRural(
            agreement=agreement,
            business_house=houses[row["business_house"]],
            municipality=municipalities[row["code"]],
            kind=row["kind"],
        )
        for row in figures.rows("town_rural")
    )


def _obligations(owner: str, **to: object) -> None:
    for row in figures.rows("obligations"):
        if row["owner"] == owner:
            Obligation.objects.create(
                **to,
                title=row["title"],
                text=row["text"],
                place=row["place"],
                who=row["who"],
                due_month=int(row["due_month"]) if row["due_month"] else None,
                year_offset=int(row["year_offset"]),
                times_a_year=row["times_a_year"],
            )


def _contract_2022(
    agreement: FrameworkAgreement, house: BusinessHouse, before: ResultContract
) -> ResultContract:
    """The draft of 4 October 2021, part by part."""
    contract = ResultContract.objects.create(
        council=house.council, business_house=house, year=2022, framework=agreement,
        in_force_on=date(2022, 1, 1), grant=_printed_total(), copied_from=before,
        key_source="Fordelt efter opgørelse fra KL; kilden bærer datoen 4. oktober 2021",
    )  # fmt: skip
    for row in figures.rows("contract_parts_2022"):
        ContractPart.objects.create(contract=contract, kind=row["kind"], text=_markdown(row["text"]))
    for row in figures.rows("focus_areas_2022"):
        FocusArea.objects.create(
            contract=contract, position=int(row["number"]), title=row["title"], text=_markdown(row["text"])
        )
    _key(contract)
    _obligations("contract", contract=contract)
    goals = {goal.number: goal for goal in agreement.goals.all()}
    measures = {measure.name: measure for measure in Measure.objects.filter(goal__agreement=agreement)}
    for row in figures.rows("goals_2022"):
        goal = Goal.objects.create(
            contract=contract, number=int(row["number"]), title=row["title"], scope=row["scope"],
            framework_goal=goals[int(row["framework_goal"])], motivation=_markdown(row["motivation"]),
            method=_markdown(row["method"]), reporting=_markdown(row["reporting"]),
        )  # fmt: skip
        _targets(goal, measures)
    return contract


def _targets(goal: Goal, measures: dict[str, Measure]) -> None:
    before: Target | None = None
    for place, (row, year) in enumerate(_years_of(goal.number), start=1):
        target = Target.objects.create(
            goal=goal,
            position=place,
            measure=measures.get(row["measure"]),
            part_of=before if row["kind"] == "sub_count" else None,
            to_decide=row["to_decide"],
            **_point(row, year),
        )
        before = target


def _years_of(goal: int) -> Iterator[tuple[dict[str, str], str]]:
    for row in figures.rows("targets_2022"):
        if int(row["goal"]) == goal:
            yield from ((row, year) for year in row["due_years"].split())


def _printed_total() -> int:
    return next(
        int(row["thousand_kroner"]) for row in figures.rows("funding_key_2022") if row["kind"] == "total"
    )


def _key(contract: ResultContract) -> None:
    municipalities = {one.code: one for one in Municipality.objects.all()}
    FundingRow.objects.bulk_create(
        FundingRow(
            contract=contract,
            municipality=municipalities[row["code"]],
            amount=int(row["thousand_kroner"]),
        )
        for row in figures.rows("funding_key_2022")
        if row["kind"] == "municipality"
    )


def _markdown(text: str) -> str:
    """Paragraphs with a blank line between them, the points of a list close together."""
    paragraphs = figures.paragraphs(text)
    joined = paragraphs[0] if paragraphs else ""
    for before, after in pairwise(paragraphs):
        joined += ("\n" if before.startswith("* ") and after.startswith("* ") else "\n\n") + after
    return joined


def _contract_2021(agreement: FrameworkAgreement, house: BusinessHouse) -> ResultContract:
    """The year before, with the framework's goals: invented, since the source does not have it."""
    contract = ResultContract.objects.create(
        council=house.council, business_house=house, year=2021, framework=agreement,
        in_force_on=date(2021, 1, 1), invented=True,
    )  # fmt: skip
    ContractPart.objects.create(
        contract=contract,
        kind=ContractPart.Kind.PREAMBLE,
        text=(
            "Kontrakten for 2021 er opdigtet til demonstrationen: Kilden har den ikke. "
            "Målene er rammeaftalens for året."
        ),
    )
    goals = [goal for goal in agreement.goals.all() if goal.holds_in(2021)]
    for number, national in enumerate(goals, start=1):
        goal = Goal.objects.create(
            contract=contract, number=number, title=national.title, framework_goal=national,
            motivation=national.motivation,
        )  # fmt: skip
        asked = FrameworkTarget.objects.filter(measure__goal=national).order_by("measure__position", "pk")
        for_year = [one for one in asked if one.due_year in (None, 2021)]
        for position, one in enumerate(for_year, start=1):
            Target.objects.create(
                goal=goal, position=position, measure=one.measure, kind=one.kind, wording=one.wording,
                value=one.value, unit_noun=one.unit_noun, segments=one.segments, reading=one.reading,
                base_year=one.base_year, due_year=one.due_year or 2021, due_note=one.due_note,
            )  # fmt: skip
    return contract


def _report_2021(contract: ResultContract) -> None:
    """Invented measurements in an accepted status, and a final report that is missing."""
    status = Report.objects.create(
        contract=contract, kind=Report.Kind.STATUS, title="Status ved årets udgang", invented=True,
        covers_until=date(2021, 12, 31), opens_on=date(2021, 12, 1), due_on=date(2022, 1, 31),
        method="Alle tal i denne afrapportering er opdigtet til demonstrationen.",
    )  # fmt: skip
    targets = Target.objects.filter(goal__contract=contract).select_related("measure")
    for target in targets:
        name = target.measure.name if target.measure else ""
        if name in INVENTED:
            before = {"Kendskab til huset": Decimal(36), "Kendskab til de grønne ydelser": Decimal(60)}
            Measurement.objects.create(
                report=status, target=target, value=Decimal(INVENTED[name]), source=INVENTED_NOTE,
                measured_on=date(2021, 10, 15), before=before.get(name) if target.kind == Kind.RISE else None,
            )  # fmt: skip
        for segment, value in INVENTED_BY_SEGMENT.get(name, {}).items():
            Measurement.objects.create(
                report=status, target=target, segment=segment, value=Decimal(value), source=INVENTED_NOTE,
                measured_on=date(2021, 12, 15),
            )  # fmt: skip
    spread = targets.get(kind=Kind.SPREAD)
    places = {one.code: one for one in Municipality.objects.filter(business_house=contract.business_house)}
    for row in figures.rows("invented_guided_2021"):
        Measurement.objects.create(
            report=status, target=spread, municipality=places[row["code"]], value=Decimal(row["guided"]),
            source=INVENTED_NOTE, measured_on=date(2021, 12, 31),
        )  # fmt: skip
    moment = datetime(2022, 1, 25, 9, 0, tzinfo=UTC)
    Report.objects.filter(pk=status.pk).update(status="submitted", submitted_at=moment)
    Report.objects.filter(pk=status.pk).update(status="accepted", accepted_at=moment)
    Report.objects.create(
        contract=contract, kind=Report.Kind.FINAL, title="Slutrapport for 2021", invented=True,
        covers_until=date(2021, 12, 31), opens_on=date(2022, 1, 1), due_on=date(2022, 6, 30),
    )  # fmt: skip
