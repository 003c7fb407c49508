"""Agreements for the tests: an issue in KKR Midtjylland's hands, a decision, signatures."""

from __future__ import annotations

from datetime import date

from kkr_portal.registry.models import Council, Municipality
from meetings.models import AgendaItem, Meeting, Section
from quotas.actions import agreements as actions
from quotas.models import Agreement, Issue
from quotas.rules.agreement import Transfer
from tests.quotas.made import an_issue, set_status, with_quotas

DECIDED = date(2021, 6, 8)
LAPSES, CONTINUES = Agreement.IfChanged.LAPSES, Agreement.IfChanged.CONTINUES


def an_open_issue(year: int = 2022, **fields: object) -> Issue:
    """Published; every municipality has two persons."""
    return set_status(with_quotas(an_issue(year, **fields)), "published")


def an_agreement(
    issue: Issue | None = None, council: str = "midtjylland", transfers: tuple[Transfer, ...] = (),
    if_changed: str = LAPSES,
) -> Agreement:  # fmt: skip
    issue = issue or an_open_issue()
    begun = actions.begin(issue=issue, council=Council.objects.get(slug=council))
    actions.write(agreement=begun, transfers=transfers, if_changed=if_changed, note="")
    return Agreement.objects.with_places().get(pk=begun.pk)


def ready(agreement: Agreement) -> Agreement:
    """Decided and signed by all."""
    actions.decide(agreement=agreement, on=DECIDED)
    everyone = Municipality.objects.filter(region=agreement.council.region_id)
    actions.sign(agreement=agreement, municipalities=list(everyone), on=date(2021, 6, 20))
    return Agreement.objects.with_places().get(pk=agreement.pk)


def notified(agreement: Agreement, on: date = date(2021, 9, 9)) -> Agreement:
    return actions.notify(agreement=ready(agreement), on=on, how="Digital Post")


def an_item(slug: str = "midtjylland", day: date = DECIDED, title: str = "Kommunekvoter") -> AgendaItem:
    meeting, _ = Meeting.objects.get_or_create(council=Council.objects.get(slug=slug), date=day)
    section = Section.objects.create(meeting=meeting, title="Punkter", position=meeting.sections.count() + 1)
    return AgendaItem.objects.create(section=section, title=title, position=1)
