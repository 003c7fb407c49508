"""Every path leaves its event, with from and to and who; and no path changes an event."""

import pghistory
import pytest
from django.db import IntegrityError, InternalError, connection, transaction
from pghistory.models import Context

from kkr_portal.access.models import Role, User
from kkr_portal.history import changes
from kkr_portal.history.changes import OUTSIDE, FieldChange
from kkr_portal.history.command import history_of_command
from kkr_portal.history.tracked import events_of, with_children
from kkr_portal.registry.models import Council, Organisation
from tests.conftest import PASSWORD
from tests.portal_user import past_triggers

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator() -> User:
    return User.objects.create_superuser("admin@example.dk", PASSWORD, first_name="Ida", last_name="Ås")


@pytest.fixture
def organisation() -> Organisation:
    return Organisation.objects.create(name="Prøveforeningen", kind="business", source="test")


def history(row, pk=None) -> list[tuple[str, str, list[FieldChange]]]:
    """(who, what, changes) of a row's events, oldest first."""
    querysets = with_children(type(row), pk or row.pk)
    page = changes.order(querysets)
    found = changes.entries(page, [queryset.model.pgh_tracked_model for queryset in querysets])
    return [(entry.who, entry.what, entry.changes) for entry in reversed(found)]


CREATED = (
    OUTSIDE,
    "oprettet",
    [
        FieldChange("navn", None, "Prøveforeningen"),
        FieldChange("art", None, "erhvervsorganisation"),
        FieldChange("kilde", None, "test"),
    ],
)


def test_orm(organisation):
    organisation.name = "DE"
    organisation.note = "Ny"
    organisation.save()
    assert history(organisation) == [
        CREATED,
        (
            OUTSIDE,
            "ændret",
            [FieldChange("navn", "Prøveforeningen", "DE"), FieldChange("bemærkning", "(tomt)", "Ny")],
        ),
    ]


def test_saving_without_a_change_leaves_nothing(organisation):
    organisation.save()
    assert history(organisation) == [CREATED]


def test_bulk_update(organisation):
    Organisation.objects.filter(pk=organisation.pk).update(kind="other")
    assert history(organisation) == [
        CREATED,
        (OUTSIDE, "ændret", [FieldChange("art", "erhvervsorganisation", "anden organisation")]),
    ]


def test_bulk_create():
    [made] = Organisation.objects.bulk_create(
        [Organisation(name="Prøveforeningen", kind="business", source="test")]
    )
    assert history(made) == [CREATED]


def test_raw_sql(organisation):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE registry_organisation SET note = 'rå' WHERE id = %s", [organisation.pk])
        cursor.execute("DELETE FROM registry_organisation WHERE id = %s", [organisation.pk])
    last = [
        FieldChange("navn", "Prøveforeningen", None),
        FieldChange("art", "erhvervsorganisation", None),
        FieldChange("bemærkning", "rå", None),
        FieldChange("kilde", "test", None),
    ]
    assert history(organisation) == [
        CREATED,
        (OUTSIDE, "ændret", [FieldChange("bemærkning", "(tomt)", "rå")]),
        (OUTSIDE, "slettet", last),
    ]


def test_admin_form(client, administrator):
    client.force_login(administrator)
    form = {"user": "", "first_name": "Bo", "last_name": "By", "email": "bo@example.dk", "is_active": "on"}
    rows = {"roles-TOTAL_FORMS": "1", "roles-INITIAL_FORMS": "0", "roles-0-kind": "kl"}
    user = User.objects.create_user("bo@example.dk", PASSWORD)
    response = client.post(f"/admin/access/user/{user.pk}/change/", form | rows)
    assert (response.status_code, response["Location"]) == (302, "/admin/access/user/")
    role = Role.objects.get(user=user)
    assert history(user)[1:] == [
        (
            "Ida Ås",
            "ændret",
            [FieldChange("fornavn", "(tomt)", "Bo"), FieldChange("efternavn", "(tomt)", "By")],
        )
    ]
    assert history(role) == [
        (
            "Ida Ås",
            "oprettet",
            [FieldChange("bruger", None, "Bo By"), FieldChange("rolle", None, "KL (central)")],
        )
    ]


def test_password_page_says_that_but_not_what(client, administrator):
    client.force_login(administrator)
    new = "en-helt-anden-kode"
    client.post(
        "/access/account/password/", {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    )
    [entry, _] = changes.entries(changes.order(with_children(User, administrator.pk)), [User])
    assert (entry.who, entry.what, entry.changes, entry.unkept) == (
        "Ida Ås", "ændret", [], ["adgangskode", "sidst logget ind"],
    )  # fmt: skip


def test_signing_in_is_no_change(client, administrator):
    client.post("/access/sign-in/", {"username": administrator.email, "password": PASSWORD})
    administrator.refresh_from_db()
    assert administrator.last_login is not None
    assert [what for _, what, _ in history(administrator)] == ["oprettet"]


@pytest.mark.parametrize(
    ("arguments", "who"),
    [
        (["./manage.py", "demonstration", "--again"], "Kommandolinje: manage.py demonstration"),
        (["./manage.py", "serve"], OUTSIDE),
        (["./manage.py"], OUTSIDE),
    ],
)
def test_a_command_is_named(organisation, arguments, who):
    with history_of_command(arguments):
        Organisation.objects.filter(pk=organisation.pk).update(note="1")
    assert [entry[0] for entry in history(organisation)] == [OUTSIDE, who]


def test_a_reason_is_shown(organisation):
    with pghistory.context(reason="Fejl i kilden", url="/x/"):
        Organisation.objects.filter(pk=organisation.pk).update(note="1")
    [entry, _] = changes.entries(changes.order(with_children(Organisation, organisation.pk)), [Organisation])
    assert (entry.reason, entry.who) == ("Fejl i kilden", "Ikke logget ind")


def test_a_deleted_user_keeps_the_name(organisation, administrator):
    with pghistory.context(user=administrator.pk):
        Organisation.objects.filter(pk=organisation.pk).update(note="1")
    with pghistory.context(user=987654):
        Organisation.objects.filter(pk=organisation.pk).update(note="2")
    administrator.delete()
    assert [who for who, _, _ in history(organisation)] == [
        OUTSIDE, "Ida Ås (slettet bruger)", "Slettet bruger (nr. 987654)",
    ]  # fmt: skip


def test_a_foreign_key_to_something_deleted(administrator):
    role = Role.objects.create(user=administrator, kind="kl")
    pk, user = role.pk, administrator.pk
    administrator.delete()
    assert history(role, pk)[-1] == (
        OUTSIDE,
        "slettet",
        [
            FieldChange("bruger", f"nr. {user} (findes ikke længere)", None),
            FieldChange("rolle", "KL (central)", None),
        ],
    )


def test_long_text_is_compared_by_words(organisation):
    organisation.note = "Foreningen indstiller to personer, en kvinde og en mand, til hver plads."
    organisation.save()
    organisation.note = organisation.note.replace("to personer", "tre personer")
    organisation.save()
    [_, _, (_, _, [change])] = history(organisation)
    assert (change.label, [(piece.kind, piece.text) for piece in change.pieces]) == (
        "bemærkning",
        [
            ("same", "Foreningen indstiller "),
            ("removed", "to "),
            ("added", "tre "),
            ("same", "personer, en kvinde og en mand, til hver plads."),
        ],
    )


def test_rows_below(administrator, monkeypatch, council):
    """Children are found through the events, so those that were deleted are there too."""
    monkeypatch.setattr(User, "history_children", ["roles"], raising=False)
    with transaction.atomic():
        role = Role.objects.create(user=administrator, kind="member", council=council)
        Role.objects.filter(pk=role.pk).update(kind="secretariat")
    Role.objects.filter(pk=role.pk).delete()
    other = User.objects.create_user("bo@example.dk", PASSWORD)
    Role.objects.create(user=other, kind="kl")
    querysets = with_children(User, administrator.pk)
    found = changes.entries(changes.order(querysets), [User, Role])
    name = f"rolle «sekretariat, {council} (slettet)»"
    assert sorted((entry.subject, entry.what) for entry in found) == [
        ("", "oprettet"),
        *sorted([(name, "oprettet"), (name, "ændret"), (name, "slettet")]),
    ]


@pytest.mark.parametrize("table", ["registry_organisationevent", "pghistory_context"])
@pytest.mark.parametrize(
    "statement", ["UPDATE {} SET {}", "DELETE FROM {}", "INSERT INTO {} DEFAULT VALUES", "TRUNCATE {}"]
)
def test_history_cannot_be_rewritten(organisation, table, statement, as_owner):
    with pghistory.context(user=1), connection.cursor() as cursor:
        cursor.execute("UPDATE registry_organisation SET note = 'x'")
    what = "name = 'forfalsket'" if table.startswith("registry") else "metadata = '{}'"
    refused = pytest.raises((InternalError, IntegrityError), match=r"Cannot .* rows|Historikken skrives")
    with refused, transaction.atomic():
        connection.cursor().execute(statement.format(table, what))


def test_who_did_it_is_complete_the_day_after(organisation):
    """An event that claims to be of yesterday's request can't change what that request was."""
    with pghistory.context(user=1), connection.cursor() as cursor:
        cursor.execute("UPDATE registry_organisation SET note = 'x'")
    with past_triggers("history.Context:written_by_triggers"):
        Context.objects.update(created_at="2021-10-11T12:00:00Z")
    context = Context.objects.get(metadata__user=1)
    with pytest.raises(InternalError, match=r"Cannot .* rows"), transaction.atomic():
        connection.cursor().execute(
            f"SET LOCAL pghistory.context_id = '{context.pk}'; "
            "SET LOCAL pghistory.context_metadata = '{\"user\": 2}'; "
            "UPDATE registry_organisation SET note = 'y'"
        )


def test_history_cannot_be_rewritten_through_the_orm(organisation):
    for change in [lambda rows: rows.update(name="forfalsket"), lambda rows: rows.delete()]:
        with pytest.raises(InternalError), transaction.atomic():
            change(events_of(Organisation))


def test_every_kind_of_change_is_an_event():
    assert Council.pgh_event_models.keys() == {"insert", "update", "delete"}
