"""A kept calculation as PDF, and the HTML that it is made of."""

from __future__ import annotations

from kkr_portal.documents import pdf
from quotas.actions.scenarios import cases_of
from quotas.models import Scenario
from quotas.what_if_of import WhatIf, basis_of, what_if


def shown_of(scenario: Scenario) -> WhatIf:
    """A KKR's calculation shows its own municipalities; KL's all of them."""
    return what_if(basis_of(scenario.issue), cases_of(scenario), scenario.council)


def scenario_html(scenario: Scenario) -> str:
    """Marked as a calculation on every page."""
    return pdf.html_of("quotas/pdf/scenario.html", {"scenario": scenario, "shown": shown_of(scenario)})


def scenario_pdf(scenario: Scenario) -> bytes:
    """Tagged. Same numbers, same bytes."""
    return pdf.from_html(scenario_html(scenario))
