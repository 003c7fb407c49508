"""Two-step sign-in: an authenticator app (TOTP, RFC 6238) and recovery codes for the day the phone is gone.

Between password and code the user is *pending*: nothing but a note in an anonymous session.
"""

import io
import time
from base64 import b32encode
from binascii import unhexlify

import django_otp
import segno
from axes.handlers.proxy import AxesProxyHandler
from django.contrib.auth.signals import user_login_failed
from django.db import transaction
from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp.util import random_hex

from kkr_portal.access.models import User

PENDING, NEW_KEY = "two_step_pending", "two_step_new_key"
PENDING_SECONDS = 5 * 60
RECOVERY_CODES = 10


def is_on(user: User) -> bool:
    """Whether the user's sign-in asks for a code."""
    return TOTPDevice.objects.filter(user=user, confirmed=True).exists()


def begin(request: HttpRequest, user: User) -> None:
    """Note in the session that this user has given the right password, and nothing more."""
    request.session[PENDING] = {
        "user": user.pk,
        "backend": user.backend,
        "password": user.get_session_auth_hash(),
        "at": time.time(),
    }


def pending_user(request: HttpRequest) -> User | None:
    """The user who is between password and code; None after five minutes or a changed password."""
    note = request.session.get(PENDING)
    if not note or time.time() - note["at"] > PENDING_SECONDS:
        return None
    user = User.objects.filter(pk=note["user"], is_active=True).first()
    if user is None or user.get_session_auth_hash() != note["password"]:
        return None
    user.backend = note["backend"]
    return user


def accept(request: HttpRequest, user: User, code: str) -> bool:
    """Try a code from the app, or a recovery code, which is then used up.

    A wrong one counts as a wrong password does, and the fifth closes (django-axes); besides,
    django-otp makes each device wait twice as long after every failure.
    """
    credentials = {"username": user.email}
    if not AxesProxyHandler.is_allowed(request, credentials):
        request.axes_locked_out = True  # type: ignore[attr-defined]
        return False
    model = TOTPDevice if len(code) == 6 and code.isdecimal() else StaticDevice
    for device in model.objects.filter(user=user, confirmed=True):
        if accepted := django_otp.verify_token(user, device.persistent_id, code):
            user.otp_device = accepted  # type: ignore[attr-defined]
            request.session.pop(PENDING, None)
            return True
    user_login_failed.send(sender=__name__, credentials=credentials, request=request)
    return False


def new_key(request: HttpRequest) -> str:
    """The key being enrolled, in hexadecimal; the same on each visit until it is confirmed."""
    return str(request.session.setdefault(NEW_KEY, random_hex(20)))


def readable(key: str) -> str:
    """The key as one types it into an app: base 32 in groups of four."""
    text = b32encode(unhexlify(key)).decode()
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


def qr_code(user: User, key: str) -> SafeString:
    """The key as a QR code: SVG with presentation attributes only, as the content policy asks."""
    out = io.BytesIO()
    segno.make(TOTPDevice(user=user, key=key).config_url, error="m").save(
        out, kind="svg", scale=4, xmldecl=False, svgns=False, svgclass=None, lineclass=None, light="#fff",
        title="QR-kode til din kodeapp",
    )  # fmt: skip
    return mark_safe(out.getvalue().decode())  # noqa: S308 – made here, from our own key


def turn_on(request: HttpRequest, user: User, code: str) -> list[str] | None:
    """Confirm the key with a code from the app; the recovery codes, or None where the code is wrong."""
    key = new_key(request)
    totp = TOTP(unhexlify(key))
    totp.time = time.time()
    if not (code.isdecimal() and totp.verify(int(code), tolerance=1)):
        return None
    with transaction.atomic():
        turn_off(user)
        device = TOTPDevice.objects.create(
            user=user, name="Kodeapp", key=key, last_t=totp.t(), drift=totp.drift, confirmed=True
        )
        codes = new_recovery_codes(user)
    del request.session[NEW_KEY]
    django_otp.login(request, device)
    return codes


@transaction.atomic
def new_recovery_codes(user: User) -> list[str]:
    """Ten new codes, each for one sign-in; the old ones no longer work."""
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name="Nødkoder")
    codes = [StaticToken.random_token() for _ in range(RECOVERY_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=code) for code in codes)
    return codes


@transaction.atomic
def turn_off(user: User) -> None:
    """Remove the app's key and the recovery codes."""
    TOTPDevice.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()
