"""Years, issues and quotas for the tests: the 98 municipalities with made-up numbers that add up."""

from datetime import date

from kkr_portal.registry.models import Council, Municipality
from quotas.models import (
    Announcement,
    Issue,
    MunicipalQuota,
    QuotaYear,
    RegionQuota,
    Statistics,
    StatisticsRow,
)

SOURCE = "Opdigtet til prøven"


def an_issue(year=2030, *, number=1, national=None, status="draft", lacks="", **fields) -> Issue:
    """An issue without quotas; ``national`` None: 98 × 2, which ``with_quotas`` fills."""
    quota_year, _ = QuotaYear.objects.get_or_create(year=year)
    announcement = Announcement.objects.create(
        title=f"Brev om {year}, {number}", dated=date(year - 1, 4, 20 + number), source=SOURCE
    )
    return Issue.objects.create(
        year=quota_year, number=number, kind="announced" if number == 1 else "changed",
        announcement=announcement, national_number=196 if national is None and not lacks else national,
        status=status, lacks=lacks, **fields,
    )  # fmt: skip


def with_quotas(issue: Issue, *, each=2, kind="calculated") -> Issue:
    """Every municipality gets ``each`` persons, and the regions their sums."""
    municipalities = list(Municipality.objects.all())
    MunicipalQuota.objects.bulk_create(
        MunicipalQuota(issue=issue, municipality=one, kind=kind, persons=each, source=SOURCE)
        for one in municipalities
    )
    for council in Council.objects.all():
        size = sum(one.region_id == council.region_id for one in municipalities)
        RegionQuota.objects.get_or_create(
            issue=issue, council=council, defaults={"persons": each * size, "source": SOURCE}
        )
    return issue


def set_status(issue: Issue, status: str) -> Issue:
    Issue.objects.filter(pk=issue.pk).update(status=status)
    issue.refresh_from_db()
    return issue


def with_statistics(issue: Issue) -> Statistics:
    """Different numbers for each municipality; nobody is at zero and no lot is open."""
    statistics = Statistics.objects.create(issue=issue, source=SOURCE, constructed=True)
    StatisticsRow.objects.bulk_create(
        StatisticsRow(
            statistics=statistics, municipality=one, population=10_000 + n * n * 37,
            immigrants=300 + n * 11 + (n % 7) * 40, reunified=n % 3,
        )
        for n, one in enumerate(Municipality.objects.order_by("code"))
    )  # fmt: skip
    return statistics
