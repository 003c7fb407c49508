"""/metrics: for a monitor that was let in, and for nobody else."""

import ipaddress
import re
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from kkr_portal.documents.models import Conversion, store
from kkr_portal.documents.uploads import check_upload
from kkr_portal.outbox.models import Mail, Outage
from tests.documents import office
from tests.meetings.conftest import meeting, new_attachment, new_item, section  # noqa: F401
from tests.outbox.conftest import new_mail, release, releaser  # noqa: F401

pytestmark = pytest.mark.django_db
TOKEN = "et-langt-og-tilfældigt-token"
LET_IN = {"Authorization": f"Bearer {TOKEN}"}


def ask(address: str = "192.0.2.5", **headers: str) -> int:
    return Client(REMOTE_ADDR=address).get("/metrics", headers=headers).status_code


def figures() -> dict[str, float]:
    text = Client().get("/metrics", headers=LET_IN).text
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return {name: float(value) for name, value in (line.rsplit(" ", 1) for line in lines)}


@pytest.fixture
def open_to_token(settings):
    settings.METRICS_TOKEN = TOKEN


def test_closed_until_somebody_is_let_in():
    assert (ask(), ask(**LET_IN)) == (404, 404)


def test_with_the_token(open_to_token):
    assert [ask(**LET_IN), ask(), ask(Authorization="Bearer forkert"), ask(Authorization=TOKEN)] == [
        200,
        404,
        404,
        404,
    ]


def test_from_the_networks(settings):
    settings.METRICS_NETWORKS = [ipaddress.ip_network("192.0.2.0/24"), ipaddress.ip_network("2001:db8::/32")]
    assert [ask("192.0.2.9"), ask("2001:db8::1"), ask("198.51.100.1"), ask("")] == [200, 200, 404, 404]
    settings.METRICS_TOKEN = TOKEN
    assert [ask("192.0.2.9"), ask("192.0.2.9", **LET_IN), ask("198.51.100.1", **LET_IN)] == [404, 200, 404]


def test_behind_the_proxy_the_address_is_the_one_that_it_adds(settings):
    settings.BEHIND_PROXY = True
    settings.METRICS_NETWORKS = [ipaddress.ip_network("192.0.2.0/24")]
    asked = [
        ask("127.0.0.1", **{"X-Forwarded-For": those}) for those in ("192.0.2.9", "192.0.2.9, 198.51.100.1")
    ]
    assert asked == [200, 404]


def test_an_empty_portal(open_to_token):
    assert {name for name, value in figures().items() if value} == {
        'kkr_build_info{version="0.1.0"}',
        "kkr_database_bytes",
    }


def test_what_waits_is_counted(open_to_token, new_mail, release, new_item, new_attachment):  # noqa: F811
    new_mail("draft")
    sent = [new_mail(key) for key in ("a", "b", "c")]
    release(*sent)
    now = timezone.now()
    Mail.objects.filter(key="a").update(released_at=now - timedelta(hours=1))
    Mail.objects.filter(key="c").update(
        state=Mail.State.SENDING, claimed_at=now - timedelta(minutes=6), attempts=1
    )
    Outage.objects.create(pk=1, since=now - timedelta(minutes=2), tries=1, next_try_at=now)
    stored = new_attachment(new_item()).file
    found = figures()
    assert {name: found[name] for name in found if name.startswith("kkr_mails")} == {
        'kkr_mails{state="draft"}': 1, 'kkr_mails{state="released"}': 2, 'kkr_mails{state="sending"}': 1,
        'kkr_mails{state="failed"}': 0, "kkr_mails_uncertain": 1,
    }  # fmt: skip
    assert 3600 <= found["kkr_mail_oldest_released_seconds"] < 3700
    assert 120 <= found["kkr_mail_server_away_seconds"] < 220
    assert (found["kkr_files"], found["kkr_files_bytes"], found["kkr_files_unread"]) == (1, stored.size, 1)


def test_conversions_are_counted(open_to_token):
    store(check_upload(ContentFile(office.docx("Notat"), "notat.docx"), takes_office=True))
    Conversion.objects.update(asked_at=timezone.now() - timedelta(minutes=5))
    found = figures()
    assert found['kkr_conversions{state="waiting"}'] == 1
    assert 300 <= found["kkr_conversion_oldest_waiting_seconds"] < 400


def test_the_format_is_prometheus_own(open_to_token, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        answer = Client().get("/metrics", headers=LET_IN)
    assert answer["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    assert "no-store" in answer["Cache-Control"]
    told: set[str] = set()
    for line in answer.text.splitlines():
        if described := re.fullmatch(r"# (?:HELP (\w+) \S.*|TYPE (\w+) gauge)", line):
            told.add(described[1] or described[2])
        else:
            figure = re.fullmatch(r'(kkr_[a-z_]+)(\{[a-z]+="[\w.]+"\})? [\d.e+]+', line)
            assert figure, line
            assert figure[1] in told
