"""Two-step sign-in: on, in, with a recovery code, off; and what a pending user reaches."""

import time
from base64 import b32decode
from binascii import hexlify, unhexlify

import pytest
from django.contrib.auth import SESSION_KEY
from django.test import Client
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from kkr_portal.access import two_step
from kkr_portal.access.models import User
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db

SIGN_IN, CODE, ACCOUNT = "/access/sign-in/", "/access/sign-in/code/", "/access/account/"
ON, OFF, CODES = (
    "/access/account/two-step/on/",
    "/access/account/two-step/off/",
    "/access/account/two-step/codes/",
)
WRONG_CODE = "Koden er ikke rigtig. Vent på den næste kode i appen, og prøv igen."


def code_of(key: str, steps: int = 0) -> str:
    """The code that an app with this key shows now, or some steps of 30 seconds from now."""
    totp = TOTP(unhexlify(key))
    totp.time = time.time() + 30 * steps
    return f"{totp.token():06d}"


@pytest.fixture
def user() -> User:
    return User.objects.create_user("anna@example.dk", PASSWORD)


@pytest.fixture
def device(user) -> TOTPDevice:
    device = TOTPDevice.objects.create(user=user, name="Kodeapp", confirmed=True)
    user.recovery_codes = two_step.new_recovery_codes(user)
    return device


@pytest.fixture
def pending(client, device) -> Client:
    """A client that has given the right password."""
    response = client.post(f"{SIGN_IN}?next={ACCOUNT}", {"username": "anna@example.dk", "password": PASSWORD})
    assert response["Location"] == f"{CODE}?next=%2Faccess%2Faccount%2F"
    return client


def give(client: Client, code: str):
    return client.post(f"{CODE}?next={ACCOUNT}", {"code": code})


def errors(response) -> dict[str, list[str]]:
    return dict(response.context["form"].errors)


def test_turning_it_on(client, user):
    client.force_login(user)
    page = client.get(ON)
    key = hexlify(b32decode(page.context["key"].replace(" ", ""))).decode()
    assert "<svg " in page.text
    assert "style=" not in page.context["qr_code"]
    assert client.get(ON).context["key"] == page.context["key"]
    assert errors(client.post(ON, {"code": "000000"})) == {
        "code": ["Koden er ikke rigtig. Kontrollér, at telefonens ur går rigtigt, og prøv igen."]
    }
    assert TOTPDevice.objects.count() == 0
    done = client.post(ON, {"code": code_of(key)[:3] + " " + code_of(key)[3:]})
    assert done.context["codes"] == list(StaticToken.objects.order_by("pk").values_list("token", flat=True))
    assert len(set(done.context["codes"])) == 10
    assert all(code in done.text for code in done.context["codes"])
    assert "Totrinslogin er slået til: " in client.get(ACCOUNT).text
    assert client.get(ON)["Location"] == ACCOUNT
    assert client.post(ON, {"code": "000000"})["Location"] == ACCOUNT


def test_a_pending_user_reaches_nothing(pending):
    assert SESSION_KEY not in pending.session
    assert pending.get(ACCOUNT)["Location"] == f"{SIGN_IN}?next={ACCOUNT}"
    assert pending.get("/admin/")["Location"].startswith("/admin/login/")
    assert pending.post(OFF, {"password": PASSWORD})["Location"].startswith(SIGN_IN)
    assert TOTPDevice.objects.count() == 1


def test_the_code_signs_in_with_a_new_session(pending, device, user):
    before = pending.session.session_key
    assert give(pending, code_of(device.key))["Location"] == ACCOUNT
    assert pending.session[SESSION_KEY] == str(user.pk)
    assert pending.session.session_key != before
    assert two_step.PENDING not in pending.session


def test_a_code_works_once(pending, device):
    code = code_of(device.key)
    assert give(pending, code).status_code == 302
    second = Client()
    second.post(SIGN_IN, {"username": "anna@example.dk", "password": PASSWORD})
    assert errors(give(second, code)) == {"code": [WRONG_CODE]}


@pytest.mark.parametrize("code", ["000000", "abcdefgh", "1", "٣٣٣٣٣٣", "0" * 16])
def test_a_wrong_code_does_not(pending, device, code):
    response = give(pending, code)
    assert (response.status_code, errors(response)) == (200, {"code": [WRONG_CODE]})
    assert SESSION_KEY not in pending.session


def test_a_recovery_code_works_once(pending, user):
    code = user.recovery_codes[0]
    assert give(pending, code.upper())["Location"] == ACCOUNT
    assert not StaticToken.objects.filter(token=code).exists()
    assert StaticToken.objects.count() == 9


def test_five_wrong_codes_lock_the_account(pending, device):
    assert [give(pending, "000000").status_code for _ in range(5)] == [200, 200, 200, 200, 429]
    device.throttle_reset()
    assert give(pending, code_of(device.key)).status_code == 429
    response = Client().post(SIGN_IN, {"username": "anna@example.dk", "password": PASSWORD})
    assert response.status_code == 429


@pytest.mark.parametrize("cause", ["too late", "password changed", "inactive", "never given"])
def test_the_pending_sign_in_lapses(pending, device, user, cause, monkeypatch):
    code = code_of(device.key)
    if cause == "too late":
        later = time.time() + two_step.PENDING_SECONDS + 1
        monkeypatch.setattr(two_step.time, "time", lambda: later)
    elif cause == "password changed":
        user.set_password("en-helt-anden-kode")
        user.save()
    elif cause == "inactive":
        User.objects.update(is_active=False)
    else:
        pending = Client()
    response = give(pending, code)
    assert response["Location"] == f"{SIGN_IN}?next=%2Faccess%2Faccount%2F"
    assert SESSION_KEY not in pending.session


def test_next_stays_in_the_portal(pending, device):
    response = pending.post(f"{CODE}?next=https://ond.example/", {"code": code_of(device.key)})
    assert response["Location"] == "/"


def test_turning_it_off_asks_for_the_password(client, device, user):
    client.force_login(user)
    assert errors(client.post(OFF, {"password": "forkert"})) == {"password": ["Adgangskoden er ikke rigtig."]}
    assert two_step.is_on(user)
    assert client.post(OFF, {"password": PASSWORD})["Location"] == ACCOUNT
    assert (two_step.is_on(user), StaticToken.objects.count()) == (False, 0)


def test_new_recovery_codes_replace_the_old(client, device, user):
    client.force_login(user)
    response = client.post(CODES, {"password": PASSWORD})
    assert response.context["codes"] == list(
        StaticToken.objects.order_by("pk").values_list("token", flat=True)
    )
    assert not set(response.context["codes"]) & set(user.recovery_codes)


def test_no_recovery_codes_without_two_step_sign_in(client, user):
    client.force_login(user)
    assert client.post(CODES, {"password": PASSWORD})["Location"] == ACCOUNT
    assert StaticToken.objects.count() == 0
