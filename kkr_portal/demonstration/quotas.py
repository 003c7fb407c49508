"""The quotas of 2022 as the source has them, the part of 2015 that was published, and statistics to try with.

What the source does not tell is left open: the calculated quotas of the eight municipalities in Hovedstaden
that exchanged theirs, the national number of 2015. The model's statistics are constructed, and say so.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from django.db import transaction

from kkr_portal.demonstration import figures
from kkr_portal.registry.models import Council, Municipality
from meetings.models import Attachment
from quotas.actions.calculations import store_calculation
from quotas.actions.imports import import_quotas, import_statistics
from quotas.actions.issues import create_issue, publish, set_region_quotas
from quotas.model_of import Reading
from quotas.models import Announcement, Issue, IssueDocument, MunicipalQuota, QuotaYear

LETTER = "Udlændingestyrelsens brev 30.9.2021, bilag A (punkt 3.4, bilag 1)"
LETTER_DATED = date(2021, 9, 30)
NATIONAL = 500
NOTE = (
    "Myndigheden ventede i september 2021, at 800–900 evakuerede fra Afghanistan skulle boligplaceres i 2021 "
    "og 2022. Det kunne føre til, at landstallene for begge år blev ændret."
)
# Bornholm took over seven quotas; what each of the eight had before is not printed.
EXCHANGED = {"Dragør", "Hvidovre", "Tårnby", "Hillerød", "Rudersdal", "Glostrup", "Hørsholm", "Bornholm"}
CONSTRUCTED = (
    "Konstrueret til demonstrationen: Folketal 1.1.2020; de to andre tal er regnet baglæns fra de "
    "offentliggjorte kvoter og siger intet om kommunerne"
)
IMMIGRANTS = 400_000  # constructed, like all that follows from it
PEOPLE_FOR_ONE_REUNIFIED = 20_000
BELOW_ZERO = Fraction(6, 10)  # persons, where the printed quota is a dash


def load() -> None:
    """In a database without quotas."""
    with transaction.atomic():
        issue = _year_2022()
        _statistics(issue)
        _year_2015()


def _year_2022() -> Issue:
    """Announced on 29 April 2021; the numbers stand in the letter of 30 September."""
    issue = create_issue(
        year=2022, national_number=NATIONAL,
        announcement=Announcement(
            title="Landstal og regionskvoter for 2022", dated=date(2021, 4, 29),
            source="Omtalt i Udlændingestyrelsens brev 30.9.2021 (punkt 3.4, bilag 1)",
        ),
    )  # fmt: skip
    QuotaYear.objects.filter(pk=issue.year_id).update(note=NOTE)
    rows = figures.rows("quotas_2022")
    councils = {one.region.name: one.pk for one in Council.objects.select_related("region")}
    totals = {
        councils[f"Region {row['region']}"]: figures.quota(row["quota"])
        for row in rows
        if row["kind"] == "region_total"
    }
    set_region_quotas(issue=issue, numbers=dict(totals), source=LETTER)
    printed = {
        Municipality.objects.by_code(row["code"]): figures.quota(row["quota"])
        for row in rows
        if row["kind"] == "municipality"
    }
    calculated = {one.pk: n for one, n in printed.items() if one.name not in EXCHANGED}
    agreed = {one.pk: n for one, n in printed.items()}
    for kind, quotas in (
        (MunicipalQuota.Kind.CALCULATED, calculated), (MunicipalQuota.Kind.AGREED, agreed),
    ):  # fmt: skip
        import_quotas(issue=issue, kind=kind, quotas=quotas, regions={}, source=LETTER, dated=LETTER_DATED)
    _letter(issue)
    return publish(issue=issue)


def _letter(issue: Issue) -> None:
    """As the demonstration's packet has it, where the meeting is loaded."""
    attached = Attachment.objects.filter(file_name="kommunekvoter-2022.pdf", file__isnull=False).first()
    if attached:
        IssueDocument.objects.create(
            issue=issue, title="Kommunekvoter 2022 med bilag A, gengivet til demonstrationen",
            dated=LETTER_DATED, file=attached.file, file_name=attached.file_name,
        )  # fmt: skip


def _statistics(issue: Issue) -> None:
    """So that the model's arithmetic can be seen on numbers of the right size, with some below zero."""
    import_statistics(issue=issue, rows=constructed_statistics(issue), source=CONSTRUCTED, constructed=True)
    store_calculation(issue=issue, reading=Reading(), by=None)


def constructed_statistics(issue: Issue) -> dict[int, tuple[int, int, int]]:
    """Population, immigrants and reunified by municipality id: the model turned round.

    a = (c + F) / (L + F) gives i = 2p − a. The eight that exchanged quotas share theirs by population.
    """
    places = list(Municipality.objects.with_latest_population())
    people = {one.pk: int(one.population) for one in places}  # type: ignore[attr-defined]
    everybody = sum(people.values())
    held = {one.municipality_id: one.persons for one in issue.municipal_quotas.filter(kind="agreed")}
    exchanged = [one.pk for one in places if one.name in EXCHANGED]
    pool, pool_people = sum(held[pk] for pk in exchanged), sum(people[pk] for pk in exchanged)
    wanted = {
        pk: Fraction(pool * people[pk], pool_people) if pk in exchanged else Fraction(held[pk])
        for pk in people
    }
    zero = [pk for pk, n in wanted.items() if not n]
    factor = (NATIONAL + BELOW_ZERO * len(zero)) / NATIONAL
    result = {pk: n * factor if n else -BELOW_ZERO for pk, n in wanted.items()}
    reunified = {pk: n // PEOPLE_FOR_ONE_REUNIFIED for pk, n in people.items()}
    base = NATIONAL + sum(reunified.values())
    shares = {pk: 2 * Fraction(people[pk], everybody) - (result[pk] + reunified[pk]) / base for pk in people}
    return {pk: (people[pk], max(round(IMMIGRANTS * shares[pk]), 0), reunified[pk]) for pk in people}


def _year_2015() -> None:
    """Two regions' municipal quotas; the source has neither the national number nor the region quotas."""
    issue = create_issue(
        year=2015, national_number=None,
        lacks=(
            "Kun kommunekvoterne i Syddanmark og Nordjylland er fundet. Landstallet, regionskvoterne og de "
            "andre regioner mangler."
        ),
        announcement=Announcement(
            title="Kommunekvoter 2015 hos KL", dated=date(2015, 3, 27), source="kl.dk 27.3.2015"
        ),
    )  # fmt: skip
    for region, kind, told in (
        ("Syddanmark", MunicipalQuota.Kind.AGREED, "kl.dk 27.3.2015, aftalt efter frivillige indmeldinger"),
        (
            "Nordjylland", MunicipalQuota.Kind.CALCULATED,
            "kl.dk 27.3.2015; kilden siger ikke, om tallet er beregnet eller aftalt",
        ),
    ):  # fmt: skip
        quotas = {
            Municipality.objects.by_any_name(row["name"]).pk: figures.quota(row["quota"])
            for row in figures.rows("municipal_quotas_2015")
            if row["region"] == region
        }
        import_quotas(issue=issue, kind=kind, quotas=quotas, regions={}, source=told, dated=date(2015, 3, 27))
    publish(issue=issue)
