"""The database is looked at before anything is done to it."""

import pytest
from django.core.management.base import CommandError
from django.db import connection

from kkr_portal.management.commands import serve


def test_the_portals_own_database_will_do(db):
    assert serve.refuse_unfit_database() is None


def test_a_database_that_is_too_old(db, monkeypatch):
    monkeypatch.setattr(serve, "OLDEST_POSTGRESQL", 99)
    with pytest.raises(CommandError) as caught:
        serve.refuse_unfit_database()
    assert str(caught.value) == "Databasen er for gammel. Portalen kræver PostgreSQL 15 eller nyere."


def test_a_database_that_does_not_answer(transactional_db, tmp_path):
    connection.close()
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(connection.settings_dict, "HOST", str(tmp_path))
        with pytest.raises(CommandError) as caught:
            serve.refuse_unfit_database()
    connection.close()
    assert str(caught.value).splitlines()[0] == "Databasen svarer ikke. Se efter, om DATABASE_URL er rigtig."


def test_a_database_that_does_not_know_danish_letters(django_db_setup, django_db_blocker):
    """A database in the C locale beside the tests' own."""
    with django_db_blocker.unblock(), connection._nodb_cursor() as cursor:
        cursor.execute("DROP DATABASE IF EXISTS kkr_portal_c")
        cursor.execute(
            "CREATE DATABASE kkr_portal_c TEMPLATE template0 ENCODING 'UTF8' "
            "LOCALE_PROVIDER libc LC_COLLATE 'C' LC_CTYPE 'C'"
        )
        try:
            connection.close()
            with pytest.MonkeyPatch.context() as patch:
                patch.setitem(connection.settings_dict, "NAME", "kkr_portal_c")
                with pytest.raises(CommandError) as caught:
                    serve.refuse_unfit_database()
            connection.close()
        finally:
            cursor.execute("DROP DATABASE kkr_portal_c")
    assert str(caught.value) == (
        "Databasen kan ikke sammenligne store og små æ, ø og å, så søgning ville overse dem. Lav den "
        "med et sprog, fx: createdb --template=template0 --encoding=UTF8 --locale=C.UTF-8 kkr_portal"
    )
