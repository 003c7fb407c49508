"""Sign-in, sign-out, passwords and the user's own page, as a browser meets them."""

import re

import pytest
from django.contrib.auth import SESSION_KEY
from django.test import Client

from kkr_portal.access.models import User
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db

SIGN_IN = "/access/sign-in/"
WRONG = "E-mail og adgangskode passer ikke sammen. Prøv igen, eller vælg en ny adgangskode."


@pytest.fixture
def user() -> User:
    return User.objects.create_user("anna@example.dk", PASSWORD, first_name="Anna", last_name="Ås")


def sign_in(
    client: Client, email: str = "anna@example.dk", password: str = PASSWORD, url: str = SIGN_IN, **headers
):
    return client.post(url, {"username": email, "password": password}, **headers)


def errors(response) -> dict:
    return response.context["form"].errors.get_json_data()


def test_sign_in_page_is_open_and_danish(client):
    response = client.get(SIGN_IN)
    assert response.status_code == 200
    main = response.text[response.text.index("<main") :]
    assert re.findall(r"<label[^>]*>\s*([^<\s]+)", main) == ["E-mail", "Adgangskode"]
    assert "Log ind med arbejdskonto" not in response.text


def test_right_password_signs_in_with_a_new_session(client, user):
    client.get("/access/account/")
    client.session["something"] = 1
    before = client.session.session_key
    response = sign_in(client, " ANNA@example.dk ")
    assert (response.status_code, response["Location"]) == (302, "/")
    assert client.session[SESSION_KEY] == str(user.pk)
    assert client.session.session_key != before


@pytest.mark.parametrize("case", ["wrong password", "unknown", "inactive", "no password set"])
def test_every_failure_says_the_same(client, user, case):
    email, password = "anna@example.dk", PASSWORD
    if case == "wrong password":
        password = "forkert"
    elif case == "unknown":
        email = "findes-ikke@example.dk"
    elif case == "inactive":
        User.objects.update(is_active=False)
    else:
        user.set_unusable_password()
        user.save()
    response = sign_in(client, email, password)
    assert response.status_code == 200
    assert errors(response) == {"__all__": [{"message": WRONG, "code": "invalid_login"}]}
    assert WRONG in response.text
    assert SESSION_KEY not in client.session


@pytest.mark.parametrize(
    ("asked", "led_to"),
    [
        ("/access/account/", "/access/account/"),
        ("/access/account/?a=1", "/access/account/?a=1"),
        ("https://ond.example/", "/"),
        ("//ond.example/", "/"),
        ("/\\ond.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_next_stays_in_the_portal(client, user, asked, led_to):
    from urllib.parse import quote

    assert sign_in(client, url=f"{SIGN_IN}?next={quote(asked, safe='')}")["Location"] == led_to


def test_a_closed_page_leads_to_sign_in_and_back(client, user):
    response = client.get("/access/account/")
    assert response["Location"] == "/access/sign-in/?next=/access/account/"
    assert sign_in(client, url=response["Location"])["Location"] == "/access/account/"


def test_who_is_signed_in_already_is_sent_on(client, user):
    client.force_login(user)
    assert client.get(SIGN_IN)["Location"] == "/"


@pytest.mark.parametrize("spelling", ["anna@example.dk", "Anna@Example.dk", "findes-ikke@example.dk"])
def test_five_wrong_passwords_lock_the_account_for_that_address(client, user, spelling):
    statuses = [sign_in(client, spelling, "forkert").status_code for _ in range(5)]
    assert statuses == [200, 200, 200, 200, 429]
    response = sign_in(client, spelling.lower())
    assert response.status_code == 429
    assert "Vent 15 minutter" in response.text
    assert SESSION_KEY not in client.session


def test_the_lock_holds_for_one_account_from_one_address(client, user):
    User.objects.create_user("bo@example.dk", PASSWORD)
    for _ in range(6):
        sign_in(client, password="forkert")
    assert sign_in(Client(), "bo@example.dk").status_code == 302
    assert sign_in(Client(), REMOTE_ADDR="192.0.2.7").status_code == 302
    assert sign_in(Client(), HTTP_X_FORWARDED_FOR="192.0.2.8").status_code == 429


def test_success_forgets_the_failures(client, user):
    for _ in range(4):
        sign_in(client, password="forkert")
    assert sign_in(client).status_code == 302
    assert [sign_in(Client(), password="forkert").status_code for _ in range(4)] == [200] * 4


def test_sign_out_is_post_only_and_can_be_repeated(client, user):
    client.force_login(user)
    assert client.get("/access/sign-out/").status_code == 405
    assert SESSION_KEY in client.session
    assert [client.post("/access/sign-out/")["Location"] for _ in range(2)] == [SIGN_IN] * 2
    assert SESSION_KEY not in client.session


def test_password_reset(client, user, mailoutbox):
    response = client.post("/access/password/forgotten/", {"email": "Anna@example.dk"}, follow=True)
    assert "Hvis e-mailen hører til en konto" in response.text
    [mail] = mailoutbox
    link = re.search(r"http://127.0.0.1:8000(/access/password/new/\S+)", mail.body)[1]
    assert (mail.subject, mail.to) == ("Ny adgangskode til KKR-portalen", ["anna@example.dk"])
    assert mail.body == (
        "Hej Anna Ås\n\n"
        "Nogen – formentlig dig – har bedt om en ny adgangskode til KKR-portalen for anna@example.dk.\n\n"
        f"Vælg den nye adgangskode her:\n\nhttp://127.0.0.1:8000{link}\n\n"
        "Linket virker i 60 minutter og kun én gang.\n\n"
        "Har du ikke bedt om en ny adgangskode, skal du ikke gøre noget. "
        "Din adgangskode er den samme som før.\n\n"
        "Venlig hilsen\nKKR-portalen\n"
    )
    for _ in range(5):
        sign_in(client, password="forkert")
    form = client.get(link)["Location"]
    new = "en-helt-anden-kode"
    response = client.post(form, {"new_password1": new, "new_password2": new}, follow=True)
    assert "Den nye adgangskode er gemt. Log ind med den." in response.text
    assert SESSION_KEY not in client.session
    assert sign_in(client, password=new).status_code == 302  # the lock-out is lifted as well
    assert "Linket virker ikke længere" in Client().get(link).text


def test_password_reset_reveals_nobody(client, user, mailoutbox):
    User.objects.create_user("inaktiv@example.dk", PASSWORD, is_active=False)
    known = client.post("/access/password/forgotten/", {"email": "anna@example.dk"}, follow=True)
    answers = {
        (response.redirect_chain[0], response.status_code, len(response.text))
        for response in [
            known,
            client.post("/access/password/forgotten/", {"email": "findes-ikke@example.dk"}, follow=True),
            client.post("/access/password/forgotten/", {"email": "inaktiv@example.dk"}, follow=True),
        ]
    }
    assert len(answers) == 1
    assert [mail.to for mail in mailoutbox] == [["anna@example.dk"]]


def test_password_change(client, user):
    client.force_login(user)
    url = "/access/account/password/"
    response = client.post(
        url, {"old_password": "forkert", "new_password1": "12345", "new_password2": "1234"}
    )
    assert {field: [e["code"] for e in es] for field, es in errors(response).items()} == {
        "old_password": ["password_incorrect"],
        "new_password2": ["password_mismatch"],
    }
    new = "en-helt-anden-kode"
    response = client.post(
        url, {"old_password": PASSWORD, "new_password1": new, "new_password2": new}, follow=True
    )
    assert response.redirect_chain == [("/access/account/", 302)]
    assert "Den nye adgangskode er gemt." in response.text
    user.refresh_from_db()
    assert user.check_password(new)


def test_account_page(client_as, council):
    client = client_as("secretariat")
    response = client.get("/access/account/")
    text = " ".join(re.sub(r"<[^>]+>", " ", response.text).split())
    assert f"Navn Test secretariat E-mail secretariat@example.dk Roller sekretariat, {council} " in text
    assert "Slå totrinslogin til" in text


def test_account_page_shows_the_users_own_sign_ins(client, user):
    sign_in(Client(), REMOTE_ADDR="192.0.2.7")
    sign_in(client)
    User.objects.create_user("bo@example.dk", PASSWORD)
    sign_in(Client(), "bo@example.dk", REMOTE_ADDR="192.0.2.9")
    response = client.get("/access/account/")
    assert [row.ip_address for row in response.context["sign_ins"]] == ["127.0.0.1", "192.0.2.7"]
