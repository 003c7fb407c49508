"""What of the contracts is found: texts, goals, points, duties, addenda and reports, by the rights of the
contract and the report; and the framework agreements, which are everyone's.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from contracts.models import (
    Addendum,
    ContractPart,
    FocusArea,
    FrameworkAgreement,
    FrameworkGoal,
    FrameworkTarget,
    Goal,
    Measurement,
    Obligation,
    Report,
    ResultContract,
    Target,
)
from contracts.models.contracts import readable
from kkr_portal.access.predicates import AnyUser
from kkr_portal.search.sources import Hit, Source, Stream, Ways, words

ANCHORS = {
    "preamble": "indledning", "about": "huset", "reporting": "opfoelgning", "focus": "indsatsomraader",
    "economy": "oekonomi", "entry": "ikrafttraeden", "goals": "maal",
}  # fmt: skip
WAYS = Ways("contract__council", "contract__year", "contract__year")
FOCUS = ["title", "text"]
GOAL = ["title", "motivation", "aim", "method", "reporting"]


def _of_visible(rows: QuerySet[Any], user: AnyUser) -> QuerySet[Any]:
    contracts = ResultContract.objects.visible_to(user)
    return rows.filter(contract__in=contracts.values("pk")).select_related("contract__business_house")


def _hit(contract: ResultContract, title: str, anchor: str) -> Hit:
    place = str(contract) if contract.published_on else f"{contract}, ikke offentliggjort"
    return Hit(title, place, f"{contract.get_absolute_url()}{anchor and f'#{anchor}'}")


def _addenda(user: AnyUser) -> QuerySet[Any]:
    """Signed ones of contracts that the user reads; drafts to those inside."""
    rows = Addendum.objects.filter(Q(status=Addendum.Status.SIGNED) | readable("contract__", user))
    return _of_visible(rows, user)


def _points(user: AnyUser) -> QuerySet[Any]:
    contracts = ResultContract.objects.visible_to(user)
    rows = Target.objects.filter(goal__contract__in=contracts.values("pk"))
    return rows.select_related("goal__contract__business_house")


def _of_reports(path: str, rows: QuerySet[Any], user: AnyUser) -> QuerySet[Any]:
    reports = Report.objects.visible_to(user).order_by().values("pk")
    return rows.filter(**{f"{path}in": reports})


def _reports(user: AnyUser) -> QuerySet[Any]:
    return _of_reports("pk__", Report.objects.all(), user).select_related("contract__business_house")


def _measurements(user: AnyUser) -> QuerySet[Any]:
    rows = _of_reports("report__", Measurement.objects.all(), user)
    return rows.select_related("report__contract__business_house", "target__goal")


def _report(row: Report) -> Hit:
    place = f"{row.contract}, {row.get_status_display().lower()}"
    return Hit(row.title, place, row.get_absolute_url())


def _measurement(row: Measurement) -> Hit:
    anchor = f"{row.report.get_absolute_url()}#maal-{row.target.goal.number}"
    return Hit(row.target.wording, f"{row.report.title}, {row.report.contract}", anchor)


def _framework(agreement: FrameworkAgreement, title: str, anchor: str = "") -> Hit:
    return Hit(title, f"Rammeaftale: {agreement}", f"{agreement.get_absolute_url()}{anchor}")


REPORT, MEASURED = ["title", "method"], ["comment", "source"]
AGREEMENT, FRAMEWORK_GOAL, DUTY = (
    ["title", "introduction"],
    ["title", "motivation"],
    ["title", "text", "place"],
)
AGREED = Ways(year="agreement__first_year", date="agreement__first_year")
FRAMEWORKS = Source(
    "frameworks",
    "Rammeaftaler",
    [
        Stream(
            lambda user: FrameworkAgreement.objects.all(), words(*AGREEMENT), AGREEMENT,
            lambda row: _framework(row, row.title), Ways(year="first_year", date="first_year"),
        ),
        Stream(
            lambda user: FrameworkGoal.objects.select_related("agreement"), words(*FRAMEWORK_GOAL),
            FRAMEWORK_GOAL, lambda row: _framework(row.agreement, str(row), f"#maal-{row.number}"), AGREED,
        ),
        Stream(
            lambda user: FrameworkTarget.objects.select_related("measure__goal__agreement"),
            words("wording"), ["wording"],
            lambda row: _framework(
                row.measure.goal.agreement, row.wording, f"#maal-{row.measure.goal.number}"
            ),
            Ways(year="measure__goal__agreement__first_year", date="measure__goal__agreement__first_year"),
        ),
        Stream(
            lambda user: Obligation.objects.exclude(agreement=None).select_related("agreement"),
            words(*DUTY), DUTY, lambda row: _framework(row.agreement, row.title), AGREED,
        ),
    ],
)  # fmt: skip
SOURCE = Source(
    "contracts",
    "Resultatkontrakter",
    [
        Stream(
            lambda user: _of_visible(Goal.objects.all(), user), words(*GOAL), GOAL,
            lambda row: _hit(row.contract, str(row), f"maal-{row.number}"), WAYS,
        ),
        Stream(
            lambda user: _of_visible(FocusArea.objects.all(), user), words(*FOCUS), FOCUS,
            lambda row: _hit(row.contract, f"Særligt indsatsområde: {row.title}", "indsatsomraader"), WAYS,
        ),
        Stream(
            lambda user: _of_visible(ContractPart.objects.all(), user), words("text"), ["text"],
            lambda row: _hit(row.contract, row.get_kind_display(), ANCHORS[row.kind]), WAYS,
        ),
        Stream(
            _points, words("wording"), ["wording"],
            lambda row: _hit(row.goal.contract, row.wording, f"maal-{row.goal.number}"),
            Ways("goal__contract__council", "goal__contract__year", "goal__contract__year"),
        ),
        Stream(
            _addenda, words("title", "text"), ["title", "text"],
            lambda row: _hit(row.contract, f"Tillæg {row.number}: {row.title}", "tillaeg"), WAYS,
        ),
        Stream(
            lambda user: _of_visible(Obligation.objects.all(), user), words(*DUTY), DUTY,
            lambda row: _hit(row.contract, f"Pligt: {row.title}", ""), WAYS,
        ),
        Stream(_reports, words(*REPORT), REPORT, _report, WAYS),
        Stream(
            _measurements, words(*MEASURED), MEASURED, _measurement,
            Ways("report__contract__council", "report__contract__year", "report__contract__year"),
        ),
    ],
)  # fmt: skip
