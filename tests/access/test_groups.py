"""Groups of a work account give roles: how they are written down, and the whole way through a provider."""

import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.db import connection

from kkr_portal.access.groups import OF_COUNCIL, OF_HOUSE, OF_NOTHING, Granted, granted, parsed
from kkr_portal.access.models import Role, User
from kkr_portal.registry.models import Council
from tests.access.provider import Provider

ROOT = Path(__file__).resolve().parents[2]
ROLES = "sek=secretariat:midtjylland, kl=kl, mand=member:midtjylland, hus=business_house:fyn, væk=member:nul"


def test_lines_are_read():
    assert parsed(["a = secretariat:midtjylland", "b=kl", "a=kl", "cn=x,ou=y=member:fyn"]) == {
        "a": {Granted("secretariat", "midtjylland"), Granted("kl", "")},
        "b": {Granted("kl", "")},
        "cn=x,ou=y": {Granted("member", "fyn")},
    }
    assert granted(["b", "ukendt"], parsed(["b=kl"])) == {Granted("kl", "")}


@pytest.mark.parametrize(
    "line", ["", "a", "a=", "=kl", "a=chef", "a=kl:midtjylland", "a=member", "a=member:", "a=administrator"]
)
def test_a_line_that_gives_nothing_is_named(line):
    with pytest.raises(ValueError, match=f"«{re.escape(line)}» i OIDC_ROLES er ikke en gruppe og dens rolle"):
        parsed([line])


def test_the_kinds_are_those_of_the_roles():
    assert sorted(OF_COUNCIL + OF_HOUSE + OF_NOTHING) == sorted(Role.Kind.values)


# Signs in once for each line on its standard input, through the provider, and says where it came to.
SIGN_IN = """
import sys
import django
django.setup()
from urllib.parse import urlsplit
from http.client import HTTPConnection
from django.conf import settings
from django.test import Client
settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
for line in sys.stdin:
    client = Client(SERVER_NAME="localhost")
    there = urlsplit(client.get("/access/single-sign-on/?next=/access/account/")["Location"])
    asking = HTTPConnection(there.netloc)
    asking.request("GET", f"{there.path}?{there.query}")
    back = urlsplit(asking.getresponse().headers["Location"])
    end = client.get(f"{back.path}?{back.query}")
    account = client.get("/access/account/")
    print(end["Location"], account.status_code, flush=True)
"""


class Browser:
    """A portal that is led to the provider, in a process of its own."""

    def __init__(self, provider: Provider, **environment: str) -> None:
        self.provider = provider
        tests = connection.settings_dict
        where = urlencode({"host": tests["HOST"], "port": tests["PORT"]})
        self._process = subprocess.Popen(
            [sys.executable, "-c", SIGN_IN], cwd=ROOT, text=True, stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=os.environ | provider.environment() | environment | {
                "DATABASE_URL": f"postgres://{tests['USER']}:{tests['PASSWORD']}@/{tests['NAME']}?{where}",
                "DJANGO_SETTINGS_MODULE": "kkr_portal.settings",
            },
        )  # fmt: skip

    def sign_in(self, email: str, *groups: str, **claims: object) -> bool:
        """Whether the provider's word was enough. A claim of None is not told."""
        told = {"email": email, "email_verified": True, "groups": list(groups), **claims}
        self.provider.claims = {name: value for name, value in told.items() if value is not None}
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        place, status = self._process.stdout.readline().split()
        assert (place, status) in [("/access/account/", "200"), ("/access/sign-in/", "302")]
        return status == "200"

    def close(self) -> None:
        self._process.communicate(timeout=60)


@pytest.fixture(scope="module")
def running():
    with Provider() as made:
        yield made


@pytest.fixture
def provider(running):
    running.token = {}
    return running


@pytest.fixture(scope="module")
def led(django_db_setup, running):
    made = Browser(running, OIDC_ROLES=ROLES)
    yield made
    made.close()


@pytest.fixture
def browser(transactional_db, provider, led):
    """One for the module: it keeps nothing from test to test."""
    return led


def roles_of(email: str) -> list[str]:
    return sorted(str(role) for role in Role.objects.filter(user__email=email))


def test_roles_follow_the_groups_at_each_sign_in(browser, council):
    anna = User.objects.create_user("anna@example.dk")
    Role.objects.create(user=anna, kind="kl")
    Role.objects.create(user=anna, kind="member", council=Council.objects.get(slug="sjaelland"))
    by_hand = ["KKR-medlem eller stedfortræder, KKR Sjælland", "KL (central)"]
    assert browser.sign_in("Anna@Example.dk", "sek", "hus", "noget andet")
    assert roles_of(anna.email) == sorted(
        [*by_hand, "sekretariat, KKR Midtjylland", "erhvervshus, Erhvervshus Fyn"]
    )
    assert browser.sign_in("anna@example.dk", "mand", "kl", "væk")
    assert roles_of(anna.email) == sorted([*by_hand, "KKR-medlem eller stedfortræder, KKR Midtjylland"])
    assert browser.sign_in("anna@example.dk")
    assert roles_of(anna.email) == by_hand
    events = Role.events.rel.related_model.objects.filter(pgh_label="insert")
    event = events.get(kind="secretariat", from_group=True)
    assert event.pgh_context.metadata == {"user": anna.pk, "reason": "Arbejdskontoens grupper"}


def test_groups_that_are_not_told_give_nothing(browser, provider, council):
    anna = User.objects.create_user("anna@example.dk")
    assert browser.sign_in(anna.email, "sek")
    for missing in ({"groups": None}, {"groups": "sek"}):
        assert browser.sign_in(anna.email, **missing)
        assert roles_of(anna.email) == []


def test_groups_may_stand_in_the_token_alone(browser, provider):
    anna = User.objects.create_user("anna@example.dk")
    provider.token = {"groups": ["sek"]}
    assert browser.sign_in(anna.email, groups=None)
    assert roles_of(anna.email) == ["sekretariat, KKR Midtjylland"]


def test_whoever_is_in_a_group_gets_a_user_and_others_do_not(browser):
    assert browser.sign_in("Ny@Example.dk", "sek", given_name="Ny", family_name="Øst")
    new = User.objects.get(email="ny@example.dk")
    assert str(new) == "Ny Øst"
    assert (new.has_usable_password(), new.is_staff, new.is_superuser) == (False, False, False)
    assert roles_of(new.email) == ["sekretariat, KKR Midtjylland"]
    assert not browser.sign_in("fremmed@example.dk", "noget andet")
    assert not browser.sign_in("ubekraeftet@example.dk", "sek", email_verified=False)
    assert list(User.objects.values_list("email", flat=True)) == ["ny@example.dk"]


def test_one_who_was_made_inactive_stays_out(browser):
    gone = User.objects.create_user("gone@example.dk", is_active=False)
    assert not browser.sign_in(gone.email, "sek")
    assert roles_of(gone.email) == []


WRONG = [{"aud": "another"}, {"nonce": "another"}, {"exp": 1}, {"sub": "2"}]


@pytest.mark.parametrize("token", WRONG, ids=lambda token: next(iter(token)))
def test_a_token_that_is_not_right_signs_nobody_in(browser, provider, token):
    anna = User.objects.create_user("anna@example.dk")
    provider.token = token
    assert not browser.sign_in(anna.email, "sek")
    provider.token = {}
    assert browser.sign_in(anna.email, "sek")


def test_without_groups_written_down_nothing_is_given_or_made(transactional_db, provider):
    browser = Browser(provider)
    anna = User.objects.create_user("anna@example.dk")
    Role.objects.create(user=anna, kind="kl", from_group=True)
    assert browser.sign_in(anna.email, "sek")
    assert not browser.sign_in("ny@example.dk", "sek")
    browser.close()
    assert (roles_of(anna.email), User.objects.count()) == (["KL (central)"], 1)
