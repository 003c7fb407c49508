"""Every address of the portal with those who see it: as the one who sees most of it, and as the public."""

from __future__ import annotations

from collections.abc import Iterator

from django.test import Client
from django.urls import reverse
from django_otp.plugins.otp_totp.models import TOTPDevice

from kkr_portal.access.models import User
from kkr_portal.help.pages import PAGES as HELP
from tests.access import things
from tests.access.addresses import addresses
from tests.access.other_states import Place
from tests.access.test_matrix import IN_WORDS, READERS, decided, user_of
from tests.conftest import PASSWORD

PENDING = "pending"  # has given the password, not yet the code


def places() -> Iterator[Place]:
    """Each address and variant of the access matrix, over ``things.load``."""
    for address in {one.name: one for one in addresses()}.values():
        for variant, known in things.arguments(address.route).items():
            readers = who_reads(address.name, variant)
            url = reverse(address.name, kwargs=known)
            for reader in [one for one in ("administrator", "public") if one in readers] or readers[:1]:
                yield Place(address.name, url, reader)
    yield Place("access:second_step", reverse("access:second_step"), PENDING)
    for reader in READERS:
        yield Place("front_page", "/", reader)
    for one in HELP:
        yield Place("help:page", one.get_absolute_url(), "administrator")


def who_reads(name: str, variant: str) -> list[str]:
    words = decided()[name][variant][0]
    return [one for one in READERS if one in IN_WORDS.get(words, words.split())]


def signed_in(reader: str) -> Client:
    """The client of a place's reader, whose user is made where there is none."""
    client = Client()
    if reader == PENDING:
        user = User.objects.create_user("pending@example.dk", PASSWORD)
        TOTPDevice.objects.create(user=user, name="Kodeapp", confirmed=True)
        client.post(reverse("access:sign_in"), {"username": user.email, "password": PASSWORD})
    elif "@" in reader:
        client.force_login(User.objects.get(email=reader))
    elif user := user_of(reader):
        client.force_login(user)
    return client
