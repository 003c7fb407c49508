"""What erasing takes away, also from the history, what it leaves, and what stands in its way."""

import pytest
from django.contrib.sessions.models import Session
from django.db import IntegrityError, InternalError, connection, transaction

from kkr_portal.access.models import Role, User
from kkr_portal.history.tracked import events_of
from kkr_portal.outbox.models import Mail
from kkr_portal.privacy import erasing
from kkr_portal.privacy.held import Subject, held
from kkr_portal.privacy.models import Erasure
from kkr_portal.registry.models import Mandate, Person
from kkr_portal.reminders.models import Choice
from tests.privacy.conftest import ADDRESS, FORMER, PHONE

REASON = "Bad om det, sag 24/1"


def everywhere(needle: str) -> list[str]:
    """Every table of the database in which the text stands, histories included."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        tables = [name for (name,) in cursor.fetchall()]
        found = []
        for name in tables:
            cursor.execute(
                f'SELECT EXISTS (SELECT 1 FROM "{name}" AS row WHERE row::text ILIKE %s)', [f"%{needle}%"]
            )
            if cursor.fetchone()[0]:
                found.append(name)
    return found


def test_contact_details_and_account_are_gone_from_the_whole_database(anna, administrator):
    needles = (ADDRESS, FORMER, PHONE, "anna@viborg.example", "192.0.2.7")
    assert all(everywhere(needle) for needle in needles)
    erasing.erase(subject=anna, by=administrator, reason=REASON)
    assert {needle: everywhere(needle) for needle in needles} == {needle: [] for needle in needles}


def test_what_stays(anna, administrator):
    erasing.erase(subject=anna, by=administrator, reason=REASON)
    person = Person.objects.get(pk=anna.person.pk)
    assert (str(person), person.email, person.phone) == ("Anna Ahorn", "", "")
    assert Mandate.objects.filter(person=person).exists()
    mail = Mail.objects.get(key="prøve-1")
    assert (mail.to_name, mail.subject, mail.body) == ("(slettet)", "Indkaldelse", "Kære medlem")


def test_the_account_is_shut_and_nobodys(anna, administrator):
    erasing.erase(subject=anna, by=administrator, reason=REASON)
    user = User.objects.get(pk=anna.user.pk)
    assert (str(user), user.is_active, user.has_usable_password(), user.person) == (
        "(slettet)", False, False, None
    )  # fmt: skip
    assert not Role.objects.filter(user=user).exists()
    assert not Choice.objects.filter(user=user).exists()
    assert not any(
        str(one.get_decoded().get("_auth_user_id")) == str(user.pk) for one in Session.objects.all()
    )
    assert events_of(Role).filter(user=user.pk).count() == 0


def test_a_person_without_an_office_is_gone_with_the_name(administrator, db):
    person = Person.objects.create(given_name="Zenobia", family_name="Zeuthen", email="z@example.dk")
    subject = Subject.of_person(person)
    assert erasing.plan(subject, administrator).name_goes
    erasing.erase(subject=subject, by=administrator, reason=REASON)
    assert (everywhere("Zenobia"), everywhere("Zeuthen"), everywhere("z@example.dk")) == ([], [], [])


def test_the_plan_says_it_before(anna, administrator):
    plan = erasing.plan(anna, administrator)
    assert {kept.what: number for kept, number in plan.goes} == {
        "Kontaktoplysninger": 1, "Brugere": 2, "Login": 2, "Mails fra KKR": 1,
        "Påmindelser, ugebreve og kalenderabonnementer": 1,
    }  # fmt: skip
    assert [(kept.what, number) for kept, number in plan.stays] == [("Hverv", 1)]
    assert (plan.name_goes, plan.hindrance) == (False, "")


def test_it_is_written_down_without_what_it_was(anna, administrator):
    done = erasing.erase(subject=anna, by=administrator, reason=f"  {REASON} ")
    assert (done.person_pk, done.user_pk, done.by, done.reason) == (
        anna.person.pk, anna.user.pk, administrator, REASON
    )  # fmt: skip
    assert done.counts["axes.AccessLog"] == 2  # one more is of the fixture's own sign-in
    for change in (lambda: Erasure.objects.filter(pk=done.pk).update(reason="noget andet"), done.delete):
        with pytest.raises(IntegrityError, match="kan ikke ændres"), transaction.atomic():
            change()


def test_the_history_stays_shut_for_everybody_else(anna, administrator):
    erasing.erase(subject=anna, by=administrator, reason=REASON)
    with pytest.raises(InternalError), transaction.atomic():
        events_of(Person).filter(pgh_obj_id=anna.person.pk).update(given_name="En anden")
    with pytest.raises(InternalError), transaction.atomic():
        events_of(Mandate).all().delete()


def test_a_second_time_there_is_nothing_more(anna, administrator):
    erasing.erase(subject=anna, by=administrator, reason=REASON)
    again = Subject.of_person(Person.objects.get(pk=anna.person.pk))
    assert erasing.plan(again, administrator).goes == []
    assert ADDRESS not in str([one.rows for one in held(again)])


@pytest.mark.parametrize("state", ["draft", "released"])
def test_a_waiting_mail_is_dealt_with_first(anna, administrator, state):
    Mail.objects.filter(key="prøve-1").update(
        state=state, released_at="2026-01-01T00:00Z", released_by=administrator
    )
    with pytest.raises(erasing.CanNotErase, match="Der venter 1 mail"):
        erasing.erase(subject=anna, by=administrator, reason=REASON)
    assert Person.objects.get(pk=anna.person.pk).email == ADDRESS


@pytest.mark.parametrize(
    ("who", "why"), [("administrator", "Du kan ikke slette dig selv"), ("other", "systemadministrator")]
)
def test_administrators_are_not_erased_by_mistake(administrator, who, why):
    other = User.objects.create_superuser("anden@example.dk", "x")
    subject = Subject.of_user(administrator if who == "administrator" else other)
    with pytest.raises(erasing.CanNotErase, match=why):
        erasing.erase(subject=subject, by=administrator, reason=REASON)
    assert not Erasure.objects.exists()


def test_without_a_reason_nothing_happens(anna, administrator):
    with pytest.raises(erasing.CanNotErase, match="hvorfor"):
        erasing.erase(subject=anna, by=administrator, reason="  ")
    assert Person.objects.get(pk=anna.person.pk).phone == PHONE


def test_something_goes_wrong_and_nothing_is_half_erased(anna, administrator, monkeypatch):
    def breaks(user):
        raise RuntimeError

    monkeypatch.setattr(erasing, "_forget_user", breaks)
    with pytest.raises(RuntimeError):
        erasing.erase(subject=anna, by=administrator, reason=REASON)
    assert Person.objects.get(pk=anna.person.pk).email == ADDRESS
    assert everywhere(FORMER)
