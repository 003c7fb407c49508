"""Anna Ahorn, a member with a user, who has left a trace everywhere."""

from __future__ import annotations

from datetime import date

import pytest
from axes.models import AccessLog
from django.test import Client

from kkr_portal.access.models import Role, User
from kkr_portal.outbox import actions as outbox
from kkr_portal.outbox.models import Mail
from kkr_portal.privacy.held import Subject
from kkr_portal.registry.models import Mandate, Municipality, Person
from kkr_portal.reminders.models import Choice

ADDRESS, PHONE, FORMER = "anna.ahorn@example.dk", "87654321", "anna.gammel@example.dk"


@pytest.fixture
def anna(council) -> Subject:
    person = Person.objects.create(given_name="Anna", family_name="Ahorn", email=FORMER, phone=PHONE)
    Person.objects.filter(pk=person.pk).update(email=ADDRESS)
    person.refresh_from_db()
    Mandate.objects.create(
        person=person, municipality=Municipality.objects.get(name="Viborg"), office="councillor",
        period=(date(2022, 1, 1), None),
    )  # fmt: skip
    user = User.objects.create_user(
        "anna@viborg.example", "en-lang-kode-til-test", first_name="Anna", last_name="Ahorn", person=person
    )
    Role.objects.create(user=user, kind="member", council=council)
    Choice.objects.create(user=user)
    AccessLog.objects.create(username=user.email, ip_address="192.0.2.7", user_agent="Prøve", path_info="/")
    letter = outbox.Letter("Anna Ahorn", ADDRESS, "Indkaldelse", "Kære medlem")
    mail = outbox.draft(council=council, key="prøve-1", batch="Prøve", letter=letter)
    Mail.objects.filter(pk=mail.pk).update(state="discarded")
    Client().force_login(user)
    return Subject(person, user)


@pytest.fixture
def administrator(db) -> User:
    return User.objects.create_superuser("admin@example.dk", "x", first_name="Ada", last_name="Admin")
