"""Everything that is kept about one person is found, earlier values too, and nothing of anybody else."""

from datetime import UTC, date, datetime

from django.db.backends.postgresql.psycopg_any import DateRange

from kkr_portal.access.models import User
from kkr_portal.privacy.held import Subject, held, in_words
from kkr_portal.registry.models import Person
from tests.privacy.conftest import ADDRESS, FORMER, PHONE


def texts(subject: Subject) -> str:
    return "\n".join(" | ".join(row) for one in held(subject) for row in [*one.rows, *one.earlier])


def test_the_tables_that_tell_of_anna(anna):
    assert {one.table.model for one in held(anna)} == {
        "registry.Person", "registry.Mandate", "access.User", "access.Role", "axes.AccessLog", "outbox.Mail",
        "reminders.Choice",
    }  # fmt: skip


def test_values_now_and_earlier(anna):
    contact = next(one for one in held(anna) if one.kept.what == "Kontaktoplysninger")
    assert contact.headings == ["E-mail", "Telefon"]
    assert contact.rows == [[ADDRESS, PHONE]]
    assert [row[1:] for row in contact.earlier] == [[FORMER, PHONE]]


def test_what_was_deleted_is_told_from_the_history(anna):
    anna.user.roles.all().delete()
    role = next(one for one in held(anna) if one.table.model == "access.Role")
    assert (role.rows, len(role.earlier)) == ([], 1)
    assert "KKR Midtjylland" in role.earlier[0]


def test_nothing_of_anybody_else(anna, user_with):
    other = user_with("member")
    Person.objects.create(given_name="Anna", family_name="Ahorn", email="en.anden@example.dk")
    told = texts(anna)
    assert ("en.anden@example.dk" in told, other.email in told) == (False, False)
    assert ADDRESS not in texts(Subject.of_user(other))


def test_a_user_without_a_person_and_a_person_without_a_user(user_with, anna):
    alone = user_with("kl")
    assert {one.table.model for one in held(Subject.of_user(alone))} == {"access.User", "access.Role"}
    User.objects.filter(pk=anna.user.pk).update(person=None)
    person = Subject.of_person(Person.objects.get(pk=anna.person.pk))
    assert person.user is None
    assert {one.table.model for one in held(person)} == {
        "registry.Person", "registry.Mandate", "outbox.Mail"
    }  # fmt: skip


def test_no_secret_is_told(anna):
    told = texts(anna)
    assert (anna.user.password in told, "pbkdf2" in told) == (False, False)


def test_values_are_told_in_danish():
    summer = datetime(2022, 7, 1, 10, 0, tzinfo=UTC)
    assert [in_words(one) for one in (
        None, True, False, date(2022, 3, 1), summer, DateRange(date(2022, 1, 1), date(2026, 1, 1)),
        DateRange(date(2022, 1, 1), None), [1, 7], "Æ",
    )] == [
        "", "ja", "nej", "01.03.2022", "01.07.2022 kl. 12.00", "01.01.2022 – 31.12.2025", "01.01.2022 –",
        "1, 7", "Æ",
    ]  # fmt: skip
