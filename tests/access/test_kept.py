"""A form posted after the sign-in has run out: nothing typed is lost, and nobody else sees it."""

import re

import pytest
from django import forms
from django.contrib.auth import SESSION_KEY
from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.test import Client
from django.urls import include, path
from django.utils.decorators import method_decorator
from django.views.generic import FormView

from kkr_portal.access import kept
from kkr_portal.access.kept import keeps_typed, take_kept
from kkr_portal.access.models import User
from kkr_portal.urls import urlpatterns as portal_urlpatterns
from tests.conftest import PASSWORD

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.access.test_kept")]


class NoteForm(forms.Form):
    text = forms.CharField()
    tags = forms.MultipleChoiceField(choices=[("a", "a"), ("b", "b")])


@keeps_typed
def editor(request, number=0):
    """The smallest view with a form, as the rooms write theirs."""
    form = NoteForm(request.POST or take_kept(request))
    if request.method == "POST" and form.is_valid():
        return HttpResponse(f"gemt: {form.cleaned_data}")
    said = "".join(str(message) for message in get_messages(request))
    return HttpResponse(f"{said}<form>{form['text'].value()} {form['tags'].value()}</form>")


def careless(request):
    return HttpResponse("not kept")


@method_decorator(keeps_typed, name="dispatch")
class Editor(FormView):
    pass


urlpatterns = [
    path("test/editor/<int:number>/", editor, name="test_editor"),
    path("test/careless/", careless),
    path("test/class/", Editor.as_view()),
    path("", include(portal_urlpatterns)),
]

PAGE = "/test/editor/1/"
TYPED = {"text": "Punkt 3.1 – æøå & <b>", "tags": ["a", "b"]}
MESSAGE = "Du var blevet logget ud. Det, du havde skrevet, er bevaret – kontrollér det, og gem igen."


@pytest.fixture
def anna() -> User:
    return User.objects.create_user("anna@example.dk", PASSWORD)


@pytest.fixture
def bo() -> User:
    return User.objects.create_user("bo@example.dk", PASSWORD)


@pytest.fixture
def expired(client, anna) -> Client:
    """Anna's browser: she opened the form, and then her sign-in ran out."""
    client.force_login(anna)
    client.get(PAGE)
    del client.cookies["sessionid"]
    return client


def sign_in(client: Client, user: User):
    return client.post("/access/sign-in/", {"username": user.email, "password": PASSWORD})


def shown(client: Client) -> str:
    return client.get(PAGE).text


EMPTY = "<form>None None</form>"
KEPT = f"{MESSAGE}<form>Punkt 3.1 – æøå & <b> ['a', 'b']</form>"


def test_what_was_typed_comes_back_once(expired, anna):
    response = expired.post(PAGE, TYPED)
    assert (response.status_code, response["Location"]) == (302, f"/access/sign-in/?next={PAGE}")
    assert sign_in(expired, anna).status_code == 302
    assert shown(expired) == KEPT
    assert shown(expired) == EMPTY


def test_it_survives_the_two_steps(expired, anna):
    from django_otp.plugins.otp_totp.models import TOTPDevice

    from tests.access.test_two_step import code_of

    device = TOTPDevice.objects.create(user=anna, confirmed=True)
    expired.post(PAGE, TYPED)
    sign_in(expired, anna)
    expired.post("/access/sign-in/code/", {"code": code_of(device.key)})
    assert shown(expired) == KEPT


def test_somebody_else_at_the_same_computer_sees_nothing(expired, anna, bo):
    expired.post(PAGE, TYPED)
    sign_in(expired, bo)
    assert shown(expired) == EMPTY


def test_it_belongs_to_its_page(expired, anna):
    expired.post(PAGE, TYPED)
    sign_in(expired, anna)
    assert expired.get("/test/editor/2/").text == EMPTY
    assert shown(expired) == KEPT


def test_signing_out_forgets(expired, anna):
    expired.post(PAGE, TYPED)
    sign_in(expired, anna)
    expired.post("/access/sign-out/")
    sign_in(expired, anna)
    assert shown(expired) == EMPTY


def test_a_stranger_stores_nothing(client, anna):
    assert client.post(PAGE, TYPED).status_code == 302
    client.cookies["typist"] = "1:made-up"
    assert client.post(PAGE, TYPED).status_code == 302
    assert kept.SESSION_KEY not in client.session


def test_an_unmarked_page_keeps_nothing(expired):
    expired.post("/test/careless/", TYPED)
    assert kept.SESSION_KEY not in expired.session


def test_a_class_can_be_marked():
    assert Editor.as_view().keeps_typed is True


def test_the_cookie_is_closed_to_scripts(client, anna):
    assert "typist" not in client.get("/access/sign-in/").cookies
    client.force_login(anna)
    assert "typist" not in client.get("/test/careless/").cookies
    cookie = client.get(PAGE).cookies["typist"]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 7 * 24 * 3600)


def test_too_much_is_said_to_be_too_much(expired, anna, monkeypatch):
    monkeypatch.setattr(kept, "MAX_CHARACTERS", 20)
    response = expired.post(PAGE, TYPED)
    assert [str(message) for message in response.wsgi_request._messages] == [
        "Du var blevet logget ud, og teksten var for lang til at blive bevaret. Gå tilbage i browseren, "
        "kopiér teksten, og log derefter ind."
    ]
    assert kept.SESSION_KEY not in expired.session


def test_the_five_newest_pages_are_kept(expired):
    for number in range(1, 8):
        expired.post(f"/test/editor/{number}/", TYPED)
    assert sorted(expired.session[kept.SESSION_KEY]) == [f"/test/editor/{number}/" for number in range(3, 8)]


def test_the_csrf_token_and_files_are_not_kept(expired, anna):
    from django.core.files.uploadedfile import SimpleUploadedFile

    expired.post(PAGE, TYPED | {"csrfmiddlewaretoken": "x", "file": SimpleUploadedFile("a.pdf", b"%PDF")})
    assert expired.session[kept.SESSION_KEY][PAGE]["typed"] == (
        "text=Punkt+3.1+%E2%80%93+%C3%A6%C3%B8%C3%A5+%26+%3Cb%3E&tags=a&tags=b"
    )


class TestCsrf:
    """With the check on, as in operation: the token of the page must fit."""

    @staticmethod
    def token(client: Client) -> str:
        return re.search(
            r'csrfmiddlewaretoken" value="(\w+)"', client.get("/access/password/forgotten/").text
        )[1]

    @pytest.fixture
    def client(self) -> Client:
        return Client(enforce_csrf_checks=True)

    def test_the_token_outlives_the_sign_in(self, client, expired, anna):
        old = self.token(expired)
        assert expired.post(PAGE, TYPED | {"csrfmiddlewaretoken": old}).status_code == 302
        assert kept.SESSION_KEY in expired.session

    def test_a_foreign_form_stores_nothing(self, client, expired):
        assert expired.post(PAGE, TYPED).status_code == 403
        assert kept.SESSION_KEY not in expired.session

    def test_a_sign_in_in_another_tab(self, client, expired, anna):
        """The old tab's token no longer fits; the text is kept all the same, for the same person."""
        old = self.token(expired)
        new = {"csrfmiddlewaretoken": old, "username": anna.email, "password": PASSWORD}
        assert expired.post("/access/sign-in/", new).status_code == 302
        assert SESSION_KEY in expired.session
        response = expired.post(PAGE, TYPED | {"csrfmiddlewaretoken": old})
        assert (response.status_code, response["Location"]) == (302, PAGE)
        assert shown(expired) == KEPT

    def test_another_person_in_the_other_tab(self, client, expired, bo):
        old = self.token(expired)
        expired.post(
            "/access/sign-in/", {"csrfmiddlewaretoken": old, "username": bo.email, "password": PASSWORD}
        )
        assert expired.post(PAGE, TYPED | {"csrfmiddlewaretoken": old}).status_code == 403
        assert shown(expired) == EMPTY

    def test_another_origin(self, client, expired, anna):
        client.force_login(anna)
        response = client.post(
            PAGE, TYPED | {"csrfmiddlewaretoken": "x" * 64}, HTTP_ORIGIN="https://ond.example"
        )
        assert response.status_code == 403
        assert shown(client) == EMPTY
