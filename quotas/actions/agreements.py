"""An agreement, one verb a step: begun, written, decided, signed, notified; reopened or carried over.

Each action holds the agreement's row. What makes an agreement valid stands in ``rules.agreement``.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from kkr_portal import cpr
from kkr_portal.access.models import User
from kkr_portal.registry.models import Council, Municipality
from meetings.models import AgendaItem
from quotas.agreement_of import basis_of, checks, comes_to, too_late, transfers_of
from quotas.models import (
    Agreement,
    AgreementReopening,
    AgreementSignature,
    AgreementTransfer,
    Issue,
    MunicipalQuota,
)
from quotas.models.agreed import MESSAGE
from quotas.models.quotas import MunicipalQuotaQuerySet
from quotas.refused import Refused
from quotas.rules.agreement import Transfer
from quotas.sentences import told

FUTURE = "Datoen ligger i fremtiden. Skriv den dag, det skete."


def held(agreement: Agreement) -> Agreement:
    """The agreement as it is now, held until the transaction ends."""
    rows = Agreement.objects.with_places().select_for_update(of=("self",))
    return rows.get(pk=agreement.pk)


def _open(agreement: Agreement) -> Agreement:
    now = held(agreement)
    if now.is_notified:
        raise Refused(MESSAGE)
    return now


@transaction.atomic
def begin(*, issue: Issue, council: Council) -> Agreement:
    """An empty agreement: it adopts the calculated quotas until transfers are written."""
    if issue.is_draft:
        raise Refused("Udmeldingen er ikke offentliggjort endnu. Vent, til kvoterne er meldt ud.")
    made, _ = Agreement.objects.get_or_create(issue=issue, council=council)
    return Agreement.objects.with_places().get(pk=made.pk)


@transaction.atomic
def write(*, agreement: Agreement, transfers: Sequence[Transfer], if_changed: str, note: str) -> Agreement:
    """Replace the transfers. Signatures under another text fall away, and the decision is asked for again.

    Raises Refused with the first thing that can't be: more than the quota, a circle, another region.
    """
    now = _open(agreement)
    comes = comes_to(basis_of(now.issue, now.council), transfers)
    if comes.wrong:
        raise Refused(" ".join(str(one) for one in comes.wrong), field="sentences")
    places = {one.name: one for one in Municipality.objects.filter(region=now.council.region_id)}
    if outside := [name for one in transfers for name in (one.giver, one.taker) if name not in places]:
        raise Refused(f"{outside[0]} ligger ikke i {now.council.region}.", field="sentences")
    before = (now.sentences, now.if_changed)
    now.sentences, now.if_changed, now.note = "\n".join(told(transfers)), if_changed, note
    if (now.sentences, now.if_changed) != before:
        now.signatures.all().delete()
        now.decided_on, now.decided_at = None, None
        now.transfers.all().delete()
        AgreementTransfer.objects.bulk_create(
            AgreementTransfer(
                agreement=now,
                giver=places[one.giver],
                taker=places[one.taker],
                persons=one.persons,
                position=n,
            )
            for n, one in enumerate(transfers, 1)
        )
    now.save()
    return now


@transaction.atomic
def decide(*, agreement: Agreement, item: AgendaItem | None = None, on: date | None = None) -> Agreement:
    """The KKR has decided it: under an item of its own (the day is the meeting's), or on a day."""
    now = _open(agreement)
    if item is not None:
        meeting = item.section.meeting
        if meeting.council_id != now.council_id:
            raise Refused(
                "Punktet hører til et andet KKR. Vælg et punkt på et af KKR's egne møder.", field="item"
            )
        if meeting.is_cancelled:
            raise Refused("Mødet er aflyst og har ikke besluttet noget.", field="item")
        on = meeting.date
    if on is None:
        raise Refused("Vælg punktet, eller skriv den dag, aftalen blev besluttet.", field="item")
    if on > timezone.localdate():
        raise Refused("Mødet er ikke holdt endnu." if item else FUTURE, field="item" if item else "on")
    now.decided_at, now.decided_on = item, on
    now.save()
    return now


@transaction.atomic
def withdraw_decision(*, agreement: Agreement, item: AgendaItem) -> Agreement:
    """The item decided otherwise. Raises Refused once the authority is told, or another item decided it."""
    now = _open(agreement)
    if now.decided_at_id != item.pk:
        raise Refused("Aftalen bygger ikke længere på det punkt.")
    now.decided_at = now.decided_on = None
    now.save()
    return now


@transaction.atomic
def sign(*, agreement: Agreement, municipalities: Sequence[Municipality], on: date) -> int:
    """These have signed on that day; those that had signed keep their day. Returns how many are new."""
    now = _open(agreement)
    if on > timezone.localdate():
        raise Refused(FUTURE, field="on")
    if any(one.region_id != now.council.region_id for one in municipalities):
        raise Refused("Kommunen ligger ikke i aftalens region.", field="municipalities")
    signed = set(now.signatures.values_list("municipality_id", flat=True))
    new = [one for one in municipalities if one.pk not in signed]
    AgreementSignature.objects.bulk_create(
        AgreementSignature(agreement=now, municipality=one, on=on) for one in new
    )
    return len(new)


@transaction.atomic
def withdraw_signature(*, agreement: Agreement, municipality: Municipality) -> None:
    """It was written down wrongly."""
    now = _open(agreement)
    now.signatures.filter(municipality=municipality).delete()


@transaction.atomic
def notify(*, agreement: Agreement, on: date, how: str) -> Agreement:
    """The authority was told: the quotas are stored as agreed, and the database closes the agreement.

    Raises Refused while a condition of § 6 is not met, and for a notification on 10 September or later.
    """
    now = _open(agreement)
    if on > timezone.localdate():
        raise Refused(FUTURE, field="on")
    if late := too_late(now.issue, on):
        raise Refused(
            f"{late[0]}. Aftalen gælder ikke, og Udlændingestyrelsen fastsætter kvoterne.", field="on"
        )
    if now.decided_on and on < now.decided_on:
        raise Refused(f"Aftalen blev først besluttet den {now.decided_on:%d.%m.%Y}.", field="on")
    comes = comes_to(basis_of(now.issue, now.council), transfers_of(now))
    signed = list(now.signatures.values_list("municipality__name", flat=True))
    missing = [one for one in checks(now, comes, signed)[:-1] if one.state in ("wrong", "missing")]
    if missing:
        said = "; ".join(f"{one.label}: {' '.join(one.said)}" for one in missing)
        raise Refused(f"Aftalen kan ikke meddeles endnu. {said}")
    if now.issue.is_closed:
        raise Refused("Udmeldingen er afsluttet. Den skal genåbnes, før en aftale kan meddeles til den.")
    now.notified_on, now.notified_how = on, how.strip()
    if found := cpr.refusal([now]):
        raise Refused(found)
    _store_agreed(now, comes.quotas, on)
    now.save()
    return now


def _store_agreed(agreement: Agreement, quotas: dict[str, int], on: date) -> None:
    """Agreed quotas that came from elsewhere (the authority's annex) stand, and must say the same."""
    places = list(Municipality.objects.filter(region=agreement.council.region_id))
    stored = dict(_agreed(agreement).values_list("municipality__name", "persons"))
    for name, persons in stored.items():
        if persons != quotas[name]:
            raise Refused(
                f"Der står allerede en anden aftalt kvote for {name}: {persons}. Efter aftalen er den "
                f"{quotas[name]}. Ret aftalen, eller få KL til at rette udmeldingens tal."
            )
    MunicipalQuota.objects.bulk_create(
        MunicipalQuota(
            issue=agreement.issue, municipality=one, kind=MunicipalQuota.Kind.AGREED,
            persons=quotas[one.name], dated=on, source=_source(agreement, on),
        )
        for one in places
        if one.name not in stored
    )  # fmt: skip


def _agreed(agreement: Agreement) -> MunicipalQuotaQuerySet:
    rows = MunicipalQuota.objects.filter(issue=agreement.issue, kind=MunicipalQuota.Kind.AGREED)
    return rows.filter(municipality__region=agreement.council.region_id)


def _source(agreement: Agreement, on: date) -> str:
    return f"Aftale i {agreement.council}, meddelt {on:%d.%m.%Y}"


@transaction.atomic
def reopen(*, agreement: Agreement, reason: str, by: User | None) -> Agreement:
    """The notification was written down wrongly or is withdrawn; the quotas that it stored are taken away."""
    now = held(agreement)
    if now.notified_on is None:
        raise Refused("Aftalen er ikke meddelt.")
    if not reason.strip():
        raise Refused("Skriv, hvorfor aftalen genåbnes.", field="reason")
    if now.issue.is_closed:
        raise Refused("Udmeldingen er afsluttet. Den skal genåbnes først.")
    AgreementReopening.objects.create(
        agreement=now, reason=reason.strip(), notified_on=now.notified_on, by=by
    )
    _agreed(now).filter(source=_source(now, now.notified_on)).delete()
    now.notified_on, now.notified_how = None, ""
    now.save()
    return now


@transaction.atomic
def carry_over(*, agreement: Agreement, issue: Issue) -> Agreement:
    """The same transfers for a later issue of the year, as a new agreement that is not decided yet."""
    if issue.year_id != agreement.issue.year_id or issue.number <= agreement.issue.number:
        raise Refused("Vælg en senere udmelding for samme år.")
    if Agreement.objects.filter(issue=issue, council=agreement.council).exists():
        raise Refused("Der er allerede en aftale til den udmelding.")
    new = begin(issue=issue, council=agreement.council)
    return write(
        agreement=new, transfers=transfers_of(agreement), if_changed=agreement.if_changed, note=agreement.note
    )


@transaction.atomic
def record(
    *, issue: Issue, council: Council, transfers: Sequence[Transfer], recorded_from: str,
    decided_on: date | None, notified_on: date, if_changed: str = Agreement.IfChanged.LAPSES, note: str = "",
) -> Agreement:  # fmt: skip
    """Write in an agreement of the past from a document; what that does not tell stays unknown.

    Its numbers are those of the issue, and no condition is asked for: the authority has used it.
    """
    if not recorded_from.strip():
        raise Refused("Skriv, hvilket dokument aftalen er skrevet ind efter.")
    now = begin(issue=issue, council=council)
    now = write(agreement=now, transfers=transfers, if_changed=if_changed, note=note)
    now.recorded_from, now.decided_on, now.notified_on = recorded_from, decided_on, notified_on
    now.save()
    return now
