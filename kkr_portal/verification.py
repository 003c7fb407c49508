"""What can be computed again is computed again, and every difference from what is stored is named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pgtrigger
from django.core.files.storage import default_storage
from django.db import connection

from contracts.models import ContractVersion
from kkr_portal.documents.models import StoredFile, is_intact
from kkr_portal.lasting import GIVES_WAY
from meetings.composition import composed
from meetings.models import Seat, Term, Version
from meetings.prints import PRINTED
from meetings.versions_of import damaged_files
from quotas.models import Calculation, Issue
from quotas.verified import differences_of, differing_sums


@dataclass(frozen=True)
class Looked:
    """One thing that was looked at, and what is wrong with it; nothing where all is well."""

    what: str
    wrong: list[str]


def _files() -> Iterator[Looked]:
    """Every stored file is there, with the size and the bytes that its checksum says."""
    for stored in StoredFile.objects.order_by("pk").iterator():
        name = f"Fil {stored.sha256[:12]}…"
        if not is_intact(stored):
            yield Looked(name, ["mangler, eller indholdet er et andet end kontrolsummen siger"])
        elif (size := default_storage.size(stored.storage_name)) != stored.size:
            yield Looked(name, [f"fylder {size} byte og er gemt som {stored.size}"])
        else:
            yield Looked(name, [])


def _guards() -> Iterator[Looked]:
    """Every trigger is there, on, and says what it should; and who may pass them is what it should be."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT t.tgname, t.tgenabled, p.prosrc FROM pg_catalog.pg_trigger t "
            "JOIN pg_catalog.pg_proc p ON p.oid = t.tgfoid WHERE NOT t.tgisinternal"
        )
        there = {name: (enabled, source) for name, enabled, source in cursor.fetchall()}
        cursor.execute("SELECT prosrc FROM pg_catalog.pg_proc WHERE proname = '_pgtrigger_should_ignore'")
        passing = [source for (source,) in cursor.fetchall()]
    for model, trigger in pgtrigger.registered():
        enabled, source = there.get(trigger.get_pgid(model), ("", ""))
        wrong = {"": "mangler", "O": "", "A": ""}.get(enabled, "er slået fra")
        if not wrong and source not in str(trigger.compile(model).install_sql):
            wrong = "er et andet end det, der hører til denne udgave"
        yield Looked(f"Værnet «{trigger.name}» på {model._meta.db_table}", [wrong] if wrong else [])
    known = len(passing) == 1 and passing[0] in GIVES_WAY
    yield Looked("Hvem der kan gå forbi værnene", [] if known else ["er ændret i databasen"])


def _sent_agendas() -> Iterator[Looked]:
    """Agenda, packet and attachments of every sent version, live documents as they were frozen."""
    versions = Version.objects.select_related("meeting__council", *PRINTED).defer("snapshot")
    for version in versions.order_by("pk").iterator():
        wrong = [f"{name} er ikke, som den blev sendt" for name in damaged_files(version)]
        yield Looked(f"{version.meeting}, version {version.number}", wrong)


def _contract_versions() -> Iterator[Looked]:
    """The PDF of every kept version of a contract."""
    rows = ContractVersion.objects.select_related("contract__business_house", "pdf").exclude(pdf=None)
    for version in rows.order_by("pk").iterator():
        assert version.pdf is not None  # noqa: S101 – tells the type checker
        wrong = [] if is_intact(version.pdf) else ["PDF'en er ikke, som den blev gemt"]
        yield Looked(f"{version.contract}, version {version.number}", wrong)


def _compositions() -> Iterator[Looked]:
    """The seats of a fixed composition, against the votes and § 3; seats beyond the cap are added by hand."""
    for term in Term.objects.exclude(fixed_on=None).select_related("council").order_by("pk"):
        found = composed(term).composition
        stored = Counter(
            term.seats.filter(kind=Seat.Kind.ELECTED, beyond_cap=False).values_list("group", flat=True)
        )
        computed = Counter() if found is None else Counter(dict(found.elected))
        wrong = [
            f"{group} har {stored[group]} pladser, og stemmetallene giver {computed[group]}"
            for group in sorted({*stored, *computed})
            if stored[group] != computed[group]
        ]
        yield Looked(str(term), wrong)


def _quota_calculations() -> Iterator[Looked]:
    """Every stored result of the model, to the digit."""
    for calculation in Calculation.objects.select_related("statistics__issue__year").order_by("pk"):
        yield Looked(f"Beregning, {calculation.statistics.issue}", list(differences_of(calculation)))


def _quota_sums() -> Iterator[Looked]:
    """The municipalities of every closed issue add up to their regions, and the regions to the country."""
    for issue in Issue.objects.filter(status=Issue.Status.CLOSED).select_related("year").order_by("pk"):
        yield Looked(str(issue), list(differing_sums(issue)))


# By what is written on the command line: its name in Danish, and what looks.
CHECKS: dict[str, tuple[str, Callable[[], Iterator[Looked]]]] = {
    "guards": ("værn i databasen", _guards),
    "files": ("gemte filer", _files),
    "versions": ("udsendte dagsordener", _sent_agendas),
    "contracts": ("gemte udgaver af kontrakter", _contract_versions),
    "compositions": ("sammensætninger", _compositions),
    "calculations": ("kvoteberegninger", _quota_calculations),
    "sums": ("afsluttede udmeldinger", _quota_sums),
}
