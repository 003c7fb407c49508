"""The quota room's live documents: an issue's quotas, an agreement's letter, calculations that are kept."""

from __future__ import annotations

from collections.abc import Iterator

from kkr_portal.access.predicates import AnyUser
from kkr_portal.documents.live import Choice, LiveKind, row_of
from kkr_portal.registry.models import Council
from quotas import agreement_prints, prints, scenario_prints
from quotas.models import Agreement, Issue, Scenario


def _issue(ref: str) -> Issue:
    rows = Issue.objects.select_related("year", "announcement")
    return row_of(rows, ref, "Udmeldingen findes ikke længere.")


def _issues(user: AnyUser, council: Council) -> Iterator[Choice]:
    """Published ones: an agenda is read by everyone."""
    rows = Issue.objects.exclude(status=Issue.Status.DRAFT).select_related("year")
    for issue in rows.order_by("-year__year", "-number"):
        yield Choice(str(issue.pk), prints.name_of(issue))


def _agreement(ref: str) -> Agreement:
    rows = Agreement.objects.with_places().select_related("issue__announcement")
    return row_of(rows, ref, "Aftalen om kommunekvoter findes ikke længere.")


def _agreements(user: AnyUser, council: Council) -> Iterator[Choice]:
    rows = Agreement.objects.visible_to(user).with_places().filter(council=council)
    for agreement in rows.order_by("-issue__year__year", "-issue__number"):
        yield Choice(str(agreement.pk), agreement_prints.letter_name(agreement))


def _scenario(ref: str) -> Scenario:
    rows = Scenario.objects.select_related("council__region", "issue__year")
    return row_of(rows, ref, "Beregningen findes ikke længere.")


def _scenarios(user: AnyUser, council: Council) -> Iterator[Choice]:
    """The KKR's own, and KL's."""
    rows = Scenario.objects.visible_to(user).select_related("issue__year")
    for scenario in rows.order_by("-issue__year__year", "name"):
        if scenario.council_id in (None, council.pk):
            yield Choice(str(scenario.pk), f"Beregning: {scenario}")


KINDS = [
    LiveKind(
        name="quota_annex",
        label="Kommunekvoter",
        choices=_issues,
        html=lambda ref: prints.annex_html(_issue(ref)),
        url=lambda ref: _issue(ref).get_absolute_url(),
    ),
    LiveKind(
        name="quota_agreement",
        label="Kvoteaftale",
        choices=_agreements,
        html=lambda ref: agreement_prints.letter_html(_agreement(ref)),
        url=lambda ref: _agreement(ref).get_absolute_url(),
    ),
    LiveKind(
        name="quota_scenario",
        label="Kvoteberegning",
        choices=_scenarios,
        html=lambda ref: scenario_prints.scenario_html(_scenario(ref)),
        url=lambda ref: _scenario(ref).get_absolute_url(),
    ),
]
