"""Reporting periods, and what is done with a report: handed in, returned, answered, accepted, closed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone

from contracts.deleted import deleted_measurements, row_of
from contracts.guards import of_report, refuse_cpr
from contracts.models import Inhabitants, Measurement, Report, ReportNote, Target
from contracts.models.points import Kind
from contracts.refused import Refused
from contracts.reporting_gaps import gaps_of
from contracts.spread_of import area_of
from contracts.sub_counts import neighbours, too_large_parts
from kkr_portal.access import predicates
from kkr_portal.access.models import User

Status = Report.Status
MOVED = "Afrapporteringen er «{now}» og kan ikke {what}. En anden har måske flyttet den imens."


def held(report: Report) -> Report:
    """The report as it is now, held until the transaction ends."""
    found = Report.objects.select_for_update(of=("self",)).select_related("contract__business_house")
    return found.get(pk=report.pk)


def why_closed(report: Report, today: date) -> str:
    """Why no figures can be entered now; empty where they can."""
    if report.status not in Report.WRITABLE:
        return f"Afrapporteringen er {report.get_status_display().lower()}. Tallene kan ikke ændres."
    if today < report.opens_on:
        return f"Afrapporteringen åbner først den {report.opens_on:%d.%m.%Y}."
    return ""


@transaction.atomic
def open_period(*, report: Report, by: User) -> Report:
    """A new period of one's own KKR's contract, once it is signed."""
    _secretariat(report, by)
    if not report.contract.is_signed and not report.contract.invented:
        raise Refused("Kontrakten er ikke underskrevet. Der er endnu intet at afrapportere på.")
    report.save()
    return report


@transaction.atomic
def record(*, report: Report, rows: Iterable[Measurement], by: User) -> None:
    """Keeps figures, each row whole; those inside the transaction stand or fall together."""
    now = held(report)
    _house(now, by)
    if why := why_closed(now, timezone.localdate()):
        raise Refused(why)
    for row in rows:
        row.save()


@transaction.atomic
def remove(*, measurement: Measurement, by: User) -> None:
    """The history keeps it."""
    now = held(measurement.report)
    _house(now, by)
    if why := why_closed(now, timezone.localdate()):
        raise Refused(why)
    measurement.delete()


@transaction.atomic
def restore(*, report: Report, event_id: int, by: User) -> Measurement:
    """Bring a deleted figure back. Raises DoesNotExist where there is none, Refused where it fits no more."""
    now = held(report)
    _house(now, by)
    if why := why_closed(now, timezone.localdate()):
        raise Refused(why)
    row = row_of(Measurement, deleted_measurements(now).get(pgh_id=event_id))
    if now.measurements.filter(target=row.target_id, segment=row.segment, municipality=None).exists():
        raise Refused("Målepunktet er opgjort igen siden. Slet den nye opgørelse, hvis den gamle skal gælde.")
    if row.value is not None and (fault := neighbours(now, row.target).fault(row.segment, row.value)):
        raise Refused(fault)
    if row.file_id is None:
        row.file_name = ""
    row.save(force_insert=True)
    return row


@transaction.atomic
def submit(*, report: Report, gap: str, method: str, by: User) -> Report:
    """With points that lack a figure ``gap`` says why they do."""
    now = held(report)
    _house(now, by)
    if why := why_closed(now, timezone.localdate()):
        raise Refused(why)
    if wrong := too_large_parts(now):
        raise Refused(" ".join([*wrong, "Ret tallene først."]))
    missing = gaps_of(now)
    if missing and not gap.strip():
        told = "1 opgørelse" if len(missing) == 1 else f"{len(missing)} opgørelser"
        raise Refused(f"{told} mangler. Skriv hvorfor, eller indtast tallene først.")
    now.method = method
    refuse_cpr(of_report(now))
    now.submitted_at, now.submitted_by = timezone.now(), by
    _move(now, Status.SUBMITTED, "indsendes")
    if gap.strip():
        _note(now, f"Indsendt med mangler: {gap.strip()}", by)
    return now


@transaction.atomic
def give_back(*, report: Report, text: str, by: User) -> Report:
    now = held(report)
    _secretariat(now, by)
    if not text.strip():
        raise Refused("Skriv, hvad huset skal rette.")
    _move(now, Status.RETURNED, "sendes tilbage")
    _note(now, text.strip(), by)
    return now


@transaction.atomic
def answer(*, report: Report, text: str, by: User) -> Report:
    """A line in the thread, from either side, until the report is accepted.

    A form that came twice (a double click) writes one.
    """
    now = held(report)
    if not predicates.may_edit_council(by, now.contract.council_id):
        _house(now, by)
    if now.status == Status.ACCEPTED:
        raise Refused("Afrapporteringen er godkendt. Tråden er lukket.")
    if not text.strip():
        raise Refused("Skriv en bemærkning.")
    last = now.notes.order_by("pk").last()
    if not last or (last.text, last.by) != (text.strip(), by):
        _note(now, text.strip(), by)
    return now


@transaction.atomic
def accept(*, report: Report, by: User) -> Report:
    """From now on the database refuses every change; the populations of the spread stay with the report."""
    now = held(report)
    _secretariat(now, by)
    refuse_cpr(of_report(now))
    keep_inhabitants(report=now)
    now.accepted_at, now.accepted_by = timezone.now(), by
    return _move(now, Status.ACCEPTED, "godkendes")


def keep_inhabitants(*, report: Report) -> None:
    """Write down what the spread is judged by; nothing for a contract without such a point."""
    if not Target.objects.filter(goal__contract=report.contract_id, kind=Kind.SPREAD).exists():
        return
    Inhabitants.objects.bulk_create(
        Inhabitants(
            report=report, municipality=one, persons=one.population or 0,  # type: ignore[attr-defined]
            counted_on=one.population_date,  # type: ignore[attr-defined]
        )
        for one in area_of(report.contract).municipalities
    )  # fmt: skip


@transaction.atomic
def close(*, report: Report, text: str, by: User) -> Report:
    """The period ends without a report; ``text`` says why."""
    now = held(report)
    _secretariat(now, by)
    if not text.strip():
        raise Refused("Skriv, hvorfor perioden lukkes uden rapport.")
    _move(now, Status.CLOSED, "lukkes")
    _note(now, f"Lukket uden rapport: {text.strip()}", by)
    return now


@transaction.atomic
def reopen(*, report: Report, by: User) -> Report:
    now = held(report)
    _secretariat(now, by)
    return _move(now, Status.OPEN, "åbnes")


def _move(report: Report, to: Report.Status, what: str) -> Report:
    if to not in Report.TRANSITIONS[Status(report.status)]:
        raise Refused(MOVED.format(now=report.get_status_display().lower(), what=what))
    report.status = to
    report.save()
    return report


def _note(report: Report, text: str, by: User) -> None:
    ReportNote.objects.create(report=report, text=text, by=by)


def _secretariat(report: Report, by: User) -> None:
    if not predicates.may_edit_council(by, report.contract.council_id):
        raise Refused("Det kan kun KKR's eget sekretariat.")


def _house(report: Report, by: User) -> None:
    if not predicates.may_report(by, report.contract.business_house_id):
        raise Refused("Tallene indtastes af erhvervshusets egne medarbejdere.")
