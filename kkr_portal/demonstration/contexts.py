"""What the templates of the demonstration attachments are given: figures, never sentences made here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import groupby
from typing import Any

from kkr_portal.demonstration import figures
from kkr_portal.demonstration.timeline_chart import chart

Context = dict[str, Any]


def _grouped(table: list[dict[str, str]], *columns: str) -> list[tuple[dict[str, str], list[dict[str, str]]]]:
    """Neighbouring rows that agree on ``columns``: the first of them, and all of them."""
    pairs = []
    for _, members in groupby(table, key=lambda row: [row[column] for column in columns]):
        group = list(members)
        pairs.append((group[0], group))
    return pairs


def youth_initiatives() -> Context:
    """2.1, attachment 2: the figures of each initiative."""
    return {
        "initiatives": {
            name["initiative"]: group
            for name, group in _grouped(figures.rows("youth_initiatives"), "initiative")
        }
    }


def _baselines(column: str) -> list[tuple[str, str]]:
    """Area and per cent of September 2020, the whole country first."""
    return [(row["area"], row[column]) for row in figures.rows("baselines_2020")]


def result_contract() -> Context:
    """3.1, attachment 1: focus areas, funding key (thousand kroner), goals, baselines (per cent)."""
    key = figures.rows("funding_key_2022")
    funding = [(row["name"], int(row["thousand_kroner"])) for row in key if row["kind"] == "municipality"]
    total = next(int(row["thousand_kroner"]) for row in key if row["kind"] == "total")
    goals = [
        {
            **goal,
            **{part: figures.paragraphs(goal[part]) for part in ("motivation", "method", "reporting")},
            "targets": [row for row in figures.rows("targets_2022") if row["goal"] == goal["number"]],
        }
        for goal in figures.rows("goals_2022")
    ]
    return {
        "focus_areas": [
            {**area, "text": figures.paragraphs(area["text"])} for area in figures.rows("focus_areas_2022")
        ],
        "funding": funding,
        "funding_total": total,
        "funding_sum": sum(amount for _, amount in funding),
        "funding_millions": f"{total // 1000},{total % 1000:03}",
        "national_goals": [goal for goal in goals if goal["scope"] == "national"],
        "local_goals": [goal for goal in goals if goal["scope"] == "local"],
        "baselines": {"1": _baselines("awareness"), "5": _baselines("green_awareness")},
    }


def framework_agreement() -> Context:
    """3.1, attachment 2: goals, baselines (per cent), town and rural municipalities of each house."""
    houses: dict[str, dict[str, list[str]]] = {}
    for row in figures.rows("town_rural"):
        houses.setdefault(row["business_house"], {"town": [], "rural": []})[row["kind"]].append(row["name"])
    targets = figures.rows("framework_targets")
    return {
        "goals": [
            {**goal, "targets": [row for row in targets if row["goal"] == goal["number"]]}
            for goal in figures.rows("framework_goals")
        ],
        "baselines": {"1": _baselines("awareness"), "6": _baselines("green_awareness")},
        "houses": houses,
    }


def initiatives() -> Context:
    """3.3: each initiative with its one or two statuses."""
    return {"initiatives": _grouped(figures.rows("initiatives"), "initiative")}


def quotas() -> Context:
    """3.4: the quotas as printed, region by region, with the totals as printed."""
    table = figures.rows("quotas_2022")
    return {
        "regions": [
            {
                "name": first["region"],
                "municipalities": [row for row in group if row["kind"] == "municipality"],
                "total": next(row["quota"] for row in group if row["kind"] == "region_total"),
            }
            for first, group in _grouped(table, "region")
            if first["region"]
        ],
        "national_total": next(row["quota"] for row in table if row["kind"] == "national_total"),
        "notices": figures.rows("quota_notices_2022"),
    }


def nominating_organisations() -> Context:
    """5.2, attachment 1: the eight organisations."""
    return {"organisations": figures.rows("nominating_organisations")}


def appointment_timeline() -> Context:
    """5.2, attachment 2: the board's composition, the steps with their dates, and the drawing."""
    timeline = figures.rows("appointment_timeline")
    composition = figures.rows("board_composition")
    councils: dict[str, dict[str, str]] = {}
    for row in timeline:
        if row["council"]:
            councils.setdefault(row["council"], {"name": row["council"]})[row["kind"]] = row["printed"]
    return {
        "composition": composition,
        "members": sum(int(row["seats"]) for row in composition if row["voting"] == "ja"),
        "steps": {first["kind"]: group for first, group in _grouped(timeline, "kind")},
        "councils": list(councils.values()),
        "chart": chart(timeline),
    }


def rules_of_procedure() -> Context:
    """5.4: paragraphs in their printed order, two of them numbered § 6."""
    return {
        "paragraphs": [
            {
                "number": first["paragraph"],
                "title": first["title"],
                "groups": [
                    {
                        "name": head["group"],
                        "subsections": [
                            {"number": row["subsection"], "blocks": figures.blocks(row["text"])}
                            for row in members
                        ],
                    }
                    for head, members in _grouped(group, "group")
                ],
            }
            for first, group in _grouped(figures.rows("rules_of_procedure_2022"), "paragraph", "title")
        ]
    }


CONTEXTS: Mapping[str, Callable[[], Context]] = {
    "demonstration/youth_initiatives.html": youth_initiatives,
    "demonstration/result_contract.html": result_contract,
    "demonstration/framework_agreement.html": framework_agreement,
    "demonstration/initiatives.html": initiatives,
    "demonstration/quotas.html": quotas,
    "demonstration/nominating_organisations.html": nominating_organisations,
    "demonstration/appointment_timeline.html": appointment_timeline,
    "demonstration/rules_of_procedure.html": rules_of_procedure,
}
