"""The two sides of a comparison: the contract as it is now, one of its versions, or last year's contract."""

from __future__ import annotations

from dataclasses import dataclass

from contracts.content import Content, content_of
from contracts.models import ContractVersion, ResultContract
from contracts.redline import Chapter, redline

NOW, LAST_YEAR = "now", "last-year"


@dataclass(frozen=True)
class Side:
    """``name`` stands in the address: «now», «last-year» or a version's number."""

    name: str
    label: str


@dataclass(frozen=True)
class Comparison:
    before: Side
    after: Side
    chapters: list[Chapter]


def sides(contract: ResultContract) -> list[Side]:
    """What can be chosen, the newest first."""
    found = [Side(NOW, "Kontrakten, som den er nu")]
    versions = contract.versions.defer("content").order_by("-number")
    found += [
        Side(str(one.number), f"Version {one.number}: {one.occasion} ({one.at:%d.%m.%Y})") for one in versions
    ]
    if last := last_year_of(contract):
        found.append(Side(LAST_YEAR, f"Resultatkontrakten for {last.year}"))
    return found


def last_year_of(contract: ResultContract) -> ResultContract | None:
    """The same house's contract of the year before."""
    earlier = ResultContract.objects.filter(business_house=contract.business_house_id, year=contract.year - 1)
    return earlier.select_related("council", "business_house", "framework").first()


def comparison(contract: ResultContract, before: str, after: str) -> Comparison | None:
    """None where either name is none of ``sides``."""
    known = {side.name: side for side in sides(contract)}
    if before not in known or after not in known:
        return None
    old, new = _content(contract, before), _content(contract, after)
    return Comparison(known[before], known[after], redline(old, new))


def _content(contract: ResultContract, name: str) -> Content:
    if name == NOW:
        return content_of(contract)
    if name == LAST_YEAR:
        last = last_year_of(contract)
        return content_of(last or contract)
    content: Content = ContractVersion.objects.get(contract=contract, number=int(name)).content
    return content
