"""An issue's numbers as they hold now, by region and municipality: read once, for pages, rules and prints."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from kkr_portal.law import Breach
from kkr_portal.registry.models import Council, Municipality
from quotas.models import Issue, MunicipalQuota
from quotas.rules.sums import sum_breaches


@dataclass(frozen=True)
class Line:
    """One municipality: ``in_force`` is the number that holds, None where none is known."""

    municipality: Municipality
    in_force: MunicipalQuota | None
    by_kind: Mapping[str, MunicipalQuota]

    @property
    def persons(self) -> int | None:
        return self.in_force.persons if self.in_force else None

    @property
    def calculated(self) -> int | None:
        return self.by_kind["calculated"].persons if "calculated" in self.by_kind else None

    @property
    def changed(self) -> int | None:
        """What was agreed or fixed beyond the calculated quota; None where one of the two is unknown."""
        if self.persons is None or self.calculated is None:
            return None
        return self.persons - self.calculated


@dataclass(frozen=True)
class RegionNumbers:
    """One region: ``quota`` as announced, None where it is unknown."""

    council: Council
    quota: int | None
    lines: list[Line]

    @property
    def known(self) -> list[Line]:
        return [line for line in self.lines if line.in_force]

    @property
    def total(self) -> int:
        """Of the municipal quotas that are known."""
        return sum(line.persons or 0 for line in self.lines)

    @property
    def is_whole(self) -> bool:
        return len(self.known) == len(self.lines)

    @property
    def kinds(self) -> str:
        """«aftalt», or «beregnet og aftalt» where the region's rows differ."""
        said = dict.fromkeys(line.in_force.get_kind_display() for line in self.lines if line.in_force)
        return " og ".join(said)

    @property
    def sources(self) -> list[str]:
        """Where the numbers that hold are from, each once."""
        return list(dict.fromkeys(line.in_force.source for line in self.lines if line.in_force))


@dataclass(frozen=True)
class IssueNumbers:
    issue: Issue
    regions: list[RegionNumbers]

    @property
    def lines(self) -> list[Line]:
        return [line for region in self.regions for line in region.lines]

    @property
    def total(self) -> int:
        return sum(region.total for region in self.regions)

    @property
    def known(self) -> int:
        """How many municipalities have a number."""
        return sum(len(region.known) for region in self.regions)

    @cached_property
    def breaches(self) -> list[Breach]:
        """What is missing and which sums differ, whether the issue says that it is partial or not."""
        return sum_breaches(
            self.issue.national_number,
            {str(one.council.region): one.quota for one in self.regions if one.quota is not None},
            {str(line.municipality): line.persons for line in self.lines if line.persons is not None},
            places={
                str(one.council.region): [str(line.municipality) for line in one.lines]
                for one in self.regions
            },
        )


def numbers_of(issue: Issue) -> IssueNumbers:
    """All five regions and 98 municipalities, in Danish order; four queries."""
    quotas: dict[int, dict[str, MunicipalQuota]] = {}
    for one in MunicipalQuota.objects.filter(issue=issue):
        quotas.setdefault(one.municipality_id, {})[one.kind] = one
    announced = {one.council_id: one.persons for one in issue.region_quotas.all()}
    lines: dict[int, list[Line]] = {}
    for municipality in Municipality.objects.all():
        kinds = quotas.get(municipality.pk, {})
        found = next((kinds[kind] for kind in MunicipalQuota.STRONGEST_FIRST if kind in kinds), None)
        lines.setdefault(municipality.region_id, []).append(Line(municipality, found, kinds))
    return IssueNumbers(
        issue,
        [
            RegionNumbers(council, announced.get(council.pk), lines.get(council.region_id, []))
            for council in Council.objects.select_related("region")
        ],
    )
