"""Figures for a monitor, in Prometheus' text format: counted in the database when they are asked for.

Nobody reads them until METRICS_TOKEN or METRICS_NETWORKS says who may. No person, KKR or address is in them.
"""

from __future__ import annotations

import hmac
import ipaddress
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.models import Count, Min, QuerySet, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kkr_portal.access.address import client_address
from kkr_portal.documents.models import Conversion, StoredFile
from kkr_portal.outbox.actions import UNCERTAIN_AFTER
from kkr_portal.outbox.models import Mail, Outage
from kkr_portal.search.sources import searched_files

FORMAT = "text/plain; version=0.0.4; charset=utf-8"
VERSION: str = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text("utf-8"))["project"]["version"]


Figures = dict[str, float]  # by the value of the label, "" where there is none


@dataclass(frozen=True)
class Gauge:
    """One figure, or one for each value of ``label``. Times are seconds, sizes bytes."""

    name: str
    meaning: str
    figures: Figures
    label: str = ""

    def lines(self) -> Iterator[str]:
        yield f"# HELP kkr_{self.name} {self.meaning}"
        yield f"# TYPE kkr_{self.name} gauge"
        for value, number in self.figures.items():
            labels = f'{{{self.label}="{value}"}}' if self.label else ""
            yield f"kkr_{self.name}{labels} {number:g}"


@login_not_required
@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """The figures, for those who may read them; nobody else learns that they are there."""
    if not _may_read(request):
        raise Http404
    text = "".join(f"{line}\n" for gauge in gauges() for line in gauge.lines())
    return HttpResponse(text, content_type=FORMAT)


def _may_read(request: HttpRequest) -> bool:
    """From the named networks and with the token, as far as each is set; nobody where neither is."""
    token, networks = settings.METRICS_TOKEN, settings.METRICS_NETWORKS
    if not token and not networks:
        return False
    if networks:
        address = client_address(request)
        if not address or not any(ipaddress.ip_address(address) in network for network in networks):
            return False
    given = request.headers.get("Authorization", "")
    return not token or hmac.compare_digest(given.encode(), f"Bearer {token}".encode())


def gauges() -> Iterator[Gauge]:
    """Each with the query or two that it takes."""
    now = timezone.now()
    yield Gauge("build_info", "Always 1; the version is in the label.", {VERSION: 1}, "version")
    yield from _of_the_outbox(now)
    yield from _of_files(now)
    signed_in = Session.objects.filter(expire_date__gt=now).count()
    yield _one("sessions", "Sign-ins that have not run out.", signed_in)
    locked = AccessAttempt.objects.filter(failures_since_start__gte=settings.AXES_FAILURE_LIMIT).count()
    yield _one("sign_ins_locked", "Accounts closed for a while after wrong passwords, by address.", locked)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        yield _one("database_bytes", "Size of the database.", cursor.fetchone()[0])


def _of_the_outbox(now: datetime) -> Iterator[Gauge]:
    state = Mail.State
    unsent = [state.DRAFT, state.RELEASED, state.SENDING, state.FAILED]
    yield _by_state("mails", "Mails that are not sent, by state.", Mail.objects.all(), unsent)
    released = Mail.objects.filter(state=state.RELEASED)
    yield _oldest("mail_oldest_released_seconds", released, "released_at", now)
    uncertain = Mail.objects.filter(state=state.SENDING, claimed_at__lt=now - UNCERTAIN_AFTER).count()
    yield _one("mails_uncertain", "Mails of which a person must say whether they went off.", uncertain)
    yield _oldest("mail_server_away_seconds", Outage.objects.all(), "since", now)


def _of_files(now: datetime) -> Iterator[Gauge]:
    stored = StoredFile.objects.aggregate(number=Count("pk"), size=Sum("size"))
    yield _one("files", "Stored files.", stored["number"])
    yield _one("files_bytes", "Size of all stored files.", stored["size"] or 0)
    unread = StoredFile.objects.filter(searched_files(), text=None)
    yield _one("files_unread", "Files that wait for extract_text.", unread.count())
    yield _oldest("file_oldest_unread_seconds", unread, "created_at", now)
    state = Conversion.State
    unfinished = [state.WAITING, state.RUNNING, state.FAILED]
    yield _by_state(
        "conversions", "Office files without a PDF, by state.", Conversion.objects.all(), unfinished
    )
    waiting = Conversion.objects.filter(state=state.WAITING)
    yield _oldest("conversion_oldest_waiting_seconds", waiting, "asked_at", now)


def _one(name: str, meaning: str, number: float) -> Gauge:
    return Gauge(name, meaning, {"": number})


def _by_state(name: str, meaning: str, rows: QuerySet, states: Sequence[str]) -> Gauge:
    counted = dict(rows.order_by().values_list("state").annotate(Count("pk")))
    return Gauge(name, meaning, {state: counted.get(state, 0) for state in states}, "state")


def _oldest(name: str, rows: QuerySet, since: str, now: datetime) -> Gauge:
    """How long the oldest of the rows has been there; 0 where there is none."""
    first = rows.aggregate(first=Min(since))["first"]
    return _one(
        name, "Age of the oldest, 0 without any.", round((now - first).total_seconds()) if first else 0
    )
