"""The admin: one sign-in for all, Danish throughout, and only what belongs there."""

import re
from datetime import date

import pytest
from django.contrib.admin import site
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_otp.plugins.otp_totp.models import TOTPDevice

from kkr_portal.access.models import Role, User
from meetings.models import Meeting
from tests.conftest import PASSWORD, ROLES

pytestmark = pytest.mark.django_db

ENGLISH = re.compile(
    r"\b(add|added|and|change|changed|view|delete|history|save|user|users|group|token|device|model|name|email|"
    r"password|permission|permissions|authentication|attempt|log out|welcome|select|action|active|staff|"
    r"designates|the|this|of|required|filter|search|go|home|enabled|disabled)\b",
    re.IGNORECASE,
)


@pytest.fixture
def administrator(client) -> User:
    user = User.objects.create_superuser("admin@example.dk", PASSWORD, first_name="Ida", last_name="Ås")
    client.force_login(user)
    return user


def visible(response) -> str:
    """The page's text, with labels and button texts, without scripts."""
    text = re.sub(r"<(script|style|svg).*?</\1>|<!--.*?-->", " ", response.text, flags=re.DOTALL)
    spoken = re.findall(r'(?:aria-label|title|placeholder|alt)="([^"]+)"', text)
    spoken += re.findall(r'<input type="submit"[^>]*value="([^"]+)"', text)
    return " ".join([re.sub(r"<[^>]+>", " ", text), *spoken])


def test_staff_sign_in_where_everybody_does(client):
    response = client.get("/admin/access/user/", follow=True)
    assert [address for address, _ in response.redirect_chain] == [
        "/access/sign-in/?next=/admin/access/user/"
    ]
    assert client.get("/admin/login/?next=/admin/")["Location"].startswith("/access/sign-in/?next=")


def test_after_sign_in_one_stands_where_one_wanted_to_go(client):
    User.objects.create_superuser("admin@example.dk", PASSWORD)
    page = client.get("/admin/access/user/", follow=True)
    response = client.post(
        page.request["PATH_INFO"] + "?" + page.request["QUERY_STRING"],
        {"username": "admin@example.dk", "password": PASSWORD},
        follow=True,
    )
    assert (response.status_code, response.request["PATH_INFO"]) == (200, "/admin/access/user/")


@pytest.mark.parametrize("role", [role for role in ROLES if role != "public"])
def test_signed_in_without_being_staff_is_not_found(client_as, role):
    client = client_as(role)
    assert client.get("/admin/", follow=True).status_code == 404
    assert client.get("/admin/access/user/", follow=True).status_code == 404


def test_kl_staff_reach_the_reference_data_only(client, user_with):
    user = user_with("kl")
    User.objects.filter(pk=user.pk).update(is_staff=True)
    client.force_login(user)
    index = client.get("/admin/")
    assert {app["app_label"] for app in index.context["app_list"]} <= {"registry"}
    assert client.get("/admin/access/user/").status_code == 403


def test_the_index_lists_our_own_models(client, administrator):
    apps = {app["app_label"]: app["name"] for app in client.get("/admin/").context["app_list"]}
    ours = {"access", "registry", "documents", "outbox", "meetings", "boards", "quotas", "contracts",
            "year", "reminders"}  # fmt: skip
    assert apps.keys() <= ours
    assert apps["access"] == "Adgang"


def addresses() -> list[str]:
    pages = [f"/admin/{m._meta.app_label}/{m._meta.model_name}/" for m in site._registry]
    return ["/admin/", "/admin/access/", *pages, *[page + "add/" for page in pages]]


def test_no_english_is_left_over(client, administrator):
    pages = [*addresses(), f"/admin/access/user/{administrator.pk}/change/"]
    pages += [
        f"/admin/access/user/{administrator.pk}/password/",
        f"/admin/access/user/{administrator.pk}/history/",
    ]
    found = {}
    for page in pages:
        response = client.get(page)
        assert response.status_code == 200 or (page.endswith("/add/") and response.status_code == 403), page
        if words := sorted(set(ENGLISH.findall(visible(response)))):
            found[page] = words
    assert found == {}


def test_a_new_user_with_password(client, administrator):
    empty = {"roles-TOTAL_FORMS": "0", "roles-INITIAL_FORMS": "0"}
    form = {"email": "Bo@Example.dk", "password1": PASSWORD, "password2": PASSWORD, "usable_password": "true"}
    response = client.post("/admin/access/user/add/", form | empty)
    assert response.status_code == 302, response.context["adminform"].form.errors
    user = User.objects.get(email="bo@example.dk")
    assert (user.check_password(PASSWORD), user.is_staff) == (True, False)
    again = client.post("/admin/access/user/add/", form | empty)
    assert dict(again.context["adminform"].form.errors) == {
        "email": ["Der findes allerede en bruger med den e-mail."]
    }


def test_a_role_in_the_wrong_place_is_refused_in_words(client, administrator, council):
    rows = {
        "roles-TOTAL_FORMS": "1",
        "roles-INITIAL_FORMS": "0",
        "roles-0-kind": "kl",
        "roles-0-council": council.pk,
        "roles-0-user": administrator.pk,
    }
    form = {"email": administrator.email, "is_active": "on", "is_staff": "on", "is_superuser": "on"}
    response = client.post(f"/admin/access/user/{administrator.pk}/change/", form | rows)
    [formset] = response.context["inline_admin_formsets"]
    assert formset.forms[0].non_field_errors() == [
        "Sekretariat og medlem hører til ét KKR; bestyrelsesmedlem og erhvervshus til ét erhvervshus; "
        "KL til ingen af delene."
    ]
    assert Role.objects.count() == 0


def test_users_are_never_deleted(client, administrator):
    assert client.get(f"/admin/access/user/{administrator.pk}/delete/").status_code == 403
    actions = re.findall(r'<option value="(\w+)">', client.get("/admin/access/user/").text)
    assert set(actions) == {"lift_lock_out", "turn_two_step_off", "as_xlsx", "as_csv"}


def test_actions_help_a_user_back_in(client, administrator):
    user = User.objects.create_user("bo@example.dk", PASSWORD)
    TOTPDevice.objects.create(user=user, confirmed=True)
    sign_in = {"username": "bo@example.dk", "password": "forkert"}
    for _ in range(5):
        Client().post("/access/sign-in/", sign_in)
    for action in ["lift_lock_out", "turn_two_step_off"]:
        client.post("/admin/access/user/", {"action": action, "_selected_action": [user.pk]})
    response = Client().post("/access/sign-in/", sign_in | {"password": PASSWORD})
    assert (response.status_code, response["Location"]) == (302, "/")


def test_the_history_button_leads_to_the_history(client, administrator):
    page = client.get(f"/admin/access/user/{administrator.pk}/change/")
    assert re.findall(r'href="([^"]+)" class="historylink">(\w+)', page.text) == [
        (f"/history/access/user/{administrator.pk}/", "Historik")
    ]


def test_as_many_queries_for_a_hundred_users_as_for_one(
    client, administrator, council, django_assert_num_queries
):
    def make(numbers) -> None:
        for number in numbers:
            user = User.objects.create_user(f"{number}@example.dk")
            Role.objects.create(user=user, kind="secretariat", council=council)

    make([1])
    with CaptureQueriesContext(connection) as one:
        client.get("/admin/access/user/")
    make(range(2, 100))
    with django_assert_num_queries(len(one)):
        client.get("/admin/access/user/")


def test_the_staff_flag_alone_opens_nothing(user_with, client, council):
    """«Se på websiden» would otherwise tell the date of another KKR's draft."""
    user = user_with("other_secretariat")
    User.objects.filter(pk=user.pk).update(is_staff=True)
    draft = Meeting.objects.create(council=council, date=date(2022, 6, 9))
    client.force_login(user)
    kind = ContentType.objects.get_for_model(Meeting).pk
    for address in ("/admin/", f"/admin/r/{kind}/{draft.pk}/", f"/admin/meetings/meeting/{draft.pk}/change/"):
        answer = client.get(address, follow=True)
        assert answer.status_code == 404, address
        assert "2022-06-09" not in str(answer.redirect_chain)
