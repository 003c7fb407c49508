"""What the tests of every form stand on: that they see what is written, and what is wrong."""

from types import SimpleNamespace

import pytest
from django.db import transaction
from django.http import HttpResponse

from kkr_portal.registry.models import Person
from tests.closed.forms import Form
from tests.every_form.found import Found, mark, written_since
from tests.every_form.test_fuzzed import ERRORS, wrong_with


@pytest.mark.django_db
def test_what_is_written_and_kept_is_seen_and_nothing_else():
    Person.objects.create(given_name="Ane", family_name="Ahorn", invented=True)
    with transaction.atomic():
        before = mark()
        assert written_since(before) == []
        with transaction.atomic():
            Person.objects.create(given_name="Bo", family_name="Birk", invented=True)
            transaction.set_rollback(True)
        assert written_since(before) == []
        Person.objects.update(given_name="Carl")
        assert "registry_person" in written_since(before)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("page", "status", "wrong"),
    [
        ("Fint", 200, []),
        ("Fejl", 500, ["answered 500"]),
        ("<p><script>alert(1)</script>", 200, ["shows what was typed as it was typed"]),
        (f"<p {ERRORS[0]}>", 200, ["refused, and yet wrote in ['registry_person', 'registry_personevent']"]),
    ],
)
def test_what_is_wrong_is_named(page, status, wrong):
    def post(address, values):
        Person.objects.create(given_name="Ane", family_name="Ahorn", invented=True)
        return HttpResponse(page, status=status)

    client = SimpleNamespace(post=post, cookies={})
    assert wrong_with(Found(client, "/", Form("/", "post")), {}) == wrong
