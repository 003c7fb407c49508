"""An issue's life: created, published, withdrawn, closed, reopened. What may follow what: ``TRANSITIONS``."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.db.models import Max, ProtectedError

from kkr_portal import cpr
from kkr_portal.access.models import User
from quotas.models import Announcement, Issue, QuotaYear, RegionQuota, Reopening
from quotas.models.closing import MESSAGE
from quotas.numbers_of import numbers_of
from quotas.refused import Refused

Status = Issue.Status


def held(issue: Issue) -> Issue:
    """The issue as it is now, held until the transaction ends."""
    return Issue.objects.select_for_update(of=("self",)).select_related("year").get(pk=issue.pk)


@transaction.atomic
def create_issue(
    *, year: int, announcement: Announcement, national_number: int | None, reason: str = "", lacks: str = ""
) -> Issue:
    """The year's next issue, under entry: the first announces the number, the following change it.

    ``announcement`` is saved where it is new. ``national_number`` in persons. Raises Refused where a change
    gives no reason, or where nothing is known and nothing is said to lack.
    """
    quota_year, _ = QuotaYear.objects.get_or_create(year=year)
    QuotaYear.objects.select_for_update(no_key=True).get(pk=quota_year.pk)  # numbers come one by one
    last = quota_year.issues.aggregate(last=Max("number"))["last"] or 0
    if last and not reason.strip():
        raise Refused(f"{year} har allerede et landstal. Skriv, hvorfor det er ændret.", "reason")
    if national_number is None and not lacks.strip():
        raise Refused("Skriv landstallet, eller hvad der mangler.", "national_number")
    if announcement.pk is None:
        announcement.save()
    return Issue.objects.create(
        year=quota_year, number=last + 1, kind=Issue.Kind.CHANGED if last else Issue.Kind.ANNOUNCED,
        announcement=announcement, national_number=national_number, reason=reason.strip(),
        lacks=lacks.strip(),
    )  # fmt: skip


@transaction.atomic
def set_region_quotas(*, issue: Issue, numbers: Mapping[int, int | None], source: str) -> None:
    """``numbers``: persons by council id; None takes the quota away. Raises Refused when closed."""
    now = held(issue)
    if now.is_closed:
        raise Refused(MESSAGE)
    for council, persons in numbers.items():
        if persons is None:
            RegionQuota.objects.filter(issue=now, council=council).delete()
        else:
            RegionQuota.objects.update_or_create(
                issue=now, council_id=council, defaults={"persons": persons, "source": source}
            )


@transaction.atomic
def delete_issue(*, issue: Issue) -> None:
    """One that was entered by mistake: only under entry, the year's last, and without agreements.

    Its announcement goes with it unless another issue is out of it; a year without issues goes too. All of
    it stays in the history.
    """
    now = held(issue)
    if not now.is_draft:
        raise Refused("Kun en udmelding under indtastning kan slettes.")
    if now.year.issues.filter(number__gt=now.number).exists():
        raise Refused("Slet først de senere udmeldinger for samme år.")
    announcement, year = now.announcement, now.year
    try:
        now.delete()
    except ProtectedError:
        raise Refused("Udmeldingen har en aftale eller et scenarie og kan ikke slettes.") from None
    if not announcement.issues.exists():
        announcement.delete()
    if not year.issues.exists():
        year.delete()


@transaction.atomic
def publish(*, issue: Issue) -> Issue:
    """Under entry → published: everyone may read it. What is missing must be said first."""
    now = held(issue)
    if now.status == Status.PUBLISHED:
        return now
    _must(now, Status.PUBLISHED, begins=Status.DRAFT)
    _refuse_cpr(now)
    if not now.lacks and (breaches := numbers_of(now).breaches):
        raise Refused(
            f"{breaches[0]} Ret tallene, eller skriv under «hvad der mangler», hvad der ikke er kendt."
        )
    return _goes(now, Status.PUBLISHED)


@transaction.atomic
def withdraw(*, issue: Issue) -> Issue:
    """Published → under entry: only KL sees it again."""
    now = held(issue)
    if now.status == Status.DRAFT:
        return now
    _must(now, Status.DRAFT, begins=Status.PUBLISHED)
    return _goes(now, Status.DRAFT)


@transaction.atomic
def close(*, issue: Issue) -> Issue:
    """Published → closed: the quotas stand, and the database refuses changes from now on.

    Raises Refused while something is missing or a sum differs, unless the issue says that it is partial.
    """
    now = held(issue)
    if now.is_closed:
        return now
    _must(now, Status.CLOSED, begins=Status.PUBLISHED)
    _refuse_cpr(now)
    if not now.lacks and (breaches := numbers_of(now).breaches):
        raise Refused(f"Udmeldingen kan ikke afsluttes: {breaches[0]}")
    return _goes(now, Status.CLOSED)


@transaction.atomic
def reopen(*, issue: Issue, reason: str, by: User | None) -> Issue:
    """Closed → published, as an event with its reason."""
    now = held(issue)
    if not reason.strip():
        raise Refused("Skriv, hvorfor udmeldingen genåbnes.", "reason")
    if not now.is_closed:
        return now
    Reopening.objects.create(issue=now, reason=reason.strip(), by=by)
    return _goes(now, Status.PUBLISHED)


def _refuse_cpr(now: Issue) -> None:
    """In the issue, its year, what the authority announced, and the titles of its documents."""
    if told := cpr.refusal([now, now.year, now.announcement, *now.documents.all()]):
        raise Refused(told)


def _must(now: Issue, status: Issue.Status, *, begins: Issue.Status) -> None:
    if now.status != begins or status not in Issue.TRANSITIONS[Status(now.status)]:
        stands = now.get_status_display().lower()
        raise Refused(f"Udmeldingen er «{stands}» og kan ikke blive «{status.label.lower()}».")


def _goes(now: Issue, status: Issue.Status) -> Issue:
    now.status = status
    now.save(update_fields=["status"])
    return now
