"""The contract room's live documents: contracts and framework agreements, and the reports on a contract."""

from __future__ import annotations

from collections.abc import Iterator

from contracts import prints
from contracts.models import FrameworkAgreement, Report, ResultContract
from contracts.report_files import report_html
from kkr_portal.access.predicates import AnyUser
from kkr_portal.documents.live import Choice, LiveKind, row_of
from kkr_portal.registry.models import Council


def _contract(ref: str) -> ResultContract:
    rows = ResultContract.objects.select_related("council", "business_house", "framework")
    return row_of(rows, ref, "Kontrakten findes ikke længere.")


def _contracts(user: AnyUser, council: Council) -> Iterator[Choice]:
    rows = ResultContract.objects.visible_to(user).filter(council=council).select_related("business_house")
    for contract in rows.order_by("-year", "business_house__sort_key"):
        yield Choice(str(contract.pk), prints.contract_name(contract))


def _agreement(ref: str) -> FrameworkAgreement:
    return row_of(FrameworkAgreement.objects.all(), ref, "Rammeaftalen findes ikke længere.")


def _agreements(user: AnyUser, council: Council) -> Iterator[Choice]:
    for agreement in FrameworkAgreement.objects.order_by("-first_year"):
        yield Choice(str(agreement.pk), agreement.title)


def _report(ref: str) -> Report:
    rows = Report.objects.select_related(
        "contract__council", "contract__business_house", "contract__framework"
    )
    return row_of(rows, ref, "Afrapporteringen findes ikke længere.")


def _reports(user: AnyUser, council: Council) -> Iterator[Choice]:
    contracts = ResultContract.objects.visible_to(user).filter(council=council)
    rows = Report.objects.filter(contract__in=contracts, status=Report.Status.ACCEPTED)
    for report in rows.select_related("contract__business_house").order_by("-due_on"):
        yield Choice(
            str(report.pk), f"{report.title}, {report.contract.business_house} {report.contract.year}"
        )


KINDS = [
    LiveKind(
        name="contract",
        label="Resultatkontrakt",
        choices=_contracts,
        html=lambda ref: prints.contract_html(_contract(ref)),
        url=lambda ref: _contract(ref).get_absolute_url(),
    ),
    LiveKind(
        name="framework_agreement",
        label="Rammeaftale",
        choices=_agreements,
        html=lambda ref: prints.framework_html(_agreement(ref)),
        url=lambda ref: _agreement(ref).get_absolute_url(),
    ),
    LiveKind(
        name="contract_report",
        label="Afrapportering",
        choices=_reports,
        html=lambda ref: report_html(_report(ref), inside=False),
        url=lambda ref: _report(ref).get_absolute_url(),
    ),
]
