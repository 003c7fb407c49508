"""Dates of contracts for the yearly calendar: when they must stand, and the duties outside the goals.

The yearly contract: rammeaftalen afsnit 7. The duties carry their own place in the agreement or the contract.
A duty that comes a number of times a year and has no month is told on the year's last day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from contracts.models import Obligation, ResultContract
from contracts.models.contracts import readable
from contracts.rules.sources import computed, heading, section
from kkr_portal.access.predicates import AnyUser
from kkr_portal.law import Citation
from kkr_portal.year.due import Due

Status = ResultContract.Status
YEARLY = section("7")
ENTRY = heading("Ikrafttræden")
NO_MONTH = "kilden har ingen måned; datoen er årets sidste dag"
LONGEST_AFTER = 6  # years: the latest that a duty may lie after its contract's year


def due_dates(user: AnyUser, first: date, last: date) -> Iterator[Due]:
    """What the user reads of before publication: the secretariat its own, KL all, a house its own."""
    contracts = list(
        ResultContract.objects.filter(readable("", user), year__gte=first.year - LONGEST_AFTER)
        .filter(year__lte=last.year + 1)
        .select_related("business_house", "framework")
        .order_by("year", "pk")
    )
    found = [*_of_contracts(contracts), *_next_years(user), *_duties(contracts)]
    yield from (one for one in found if first <= one.day <= last)


def _of_contracts(contracts: Iterable[ResultContract]) -> Iterator[Due]:
    for contract in contracts:
        name = f"resultatkontrakten {contract.year} med {contract.business_house}"
        signed = contract.is_signed
        title = (
            f"{name[0].upper()}{name[1:]} træder i kraft" if signed else f"Frist for at underskrive {name}"
        )
        yield Due(
            contract.in_force_on, title, ENTRY, life_url(contract), council_id=contract.council_id,
            done=contract.status in (Status.IN_FORCE, Status.REPORTED), key=f"contract-{contract.pk}",
        )  # fmt: skip


def _next_years(user: AnyUser) -> Iterator[Due]:
    """The year after each house's latest contract, while the framework agreement holds."""
    latest = ResultContract.objects.filter(readable("", user)).order_by("business_house", "-year")
    for contract in latest.distinct("business_house").select_related("business_house", "framework"):
        year = contract.year + 1
        if year in contract.framework.years:
            yield Due(
                date(year, 1, 1), f"{contract.business_house} skal have en resultatkontrakt for {year}",
                YEARLY, life_url(contract), council_id=contract.council_id,
                key=f"next-{contract.business_house_id}-{year}",
            )  # fmt: skip


def _duties(contracts: list[ResultContract]) -> Iterator[Due]:
    """A framework's duties are told once for each year that has a contract, not once for each house."""
    today = timezone.localdate()
    by_agreement: dict[int, set[int]] = {}
    for contract in contracts:
        by_agreement.setdefault(contract.framework_id, set()).add(contract.year)
    own = {contract.pk: contract for contract in contracts}
    wanted = Q(agreement__in=by_agreement) | Q(contract__in=own)
    for duty in Obligation.objects.filter(wanted).select_related("agreement").order_by("pk"):
        contract = own.get(duty.contract_id or 0)
        years = {contract.year} if contract else by_agreement.get(duty.agreement_id or 0, set())
        for year in sorted(years):
            day, rule = duty.due_on(year), cited(duty.place)
            if day is None and duty.times_a_year:
                day, rule = date(year, 12, 31), computed(rule, NO_MONTH)
            if day is None:
                continue
            yield Due(
                day, _title(duty, year, contract), rule, _duty_url(duty, contract), done=day < today,
                council_id=contract.council_id if contract else None, key=f"duty-{duty.pk}-{year}",
            )  # fmt: skip


def _title(duty: Obligation, year: int, contract: ResultContract | None) -> str:
    times = f" ({duty.times_a_year} {'gang' if duty.times_a_year == '1' else 'gange'} om året)" if (
        duty.times_a_year and duty.due_month is None
    ) else ""  # fmt: skip
    whose = f", {contract.business_house}" if contract else ""
    return f"{duty.title}{times}{whose}, kontraktår {year}"


def _duty_url(duty: Obligation, contract: ResultContract | None) -> str:
    if contract:
        return life_url(contract)
    return duty.agreement.get_absolute_url() if duty.agreement else ""


def life_url(contract: ResultContract) -> str:
    return reverse("contracts:life", args=[contract.business_house.slug, contract.year])


def cited(place: str) -> Citation:
    """«rammeaftalen, afsnit 8» as a citation; a heading («…») is an «afsnittet»."""
    rulebook, _, rest = place.partition(", ")
    if rest.startswith("«"):
        return Citation(rulebook, rest, sign="afsnittet")
    sign, _, number = rest.rpartition(" ")
    return Citation(rulebook, number, sign=sign)
