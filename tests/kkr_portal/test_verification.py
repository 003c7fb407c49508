"""What was changed behind the portal's back is named."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from kkr_portal.demonstration.management.commands.demonstration import Command as Demonstration
from kkr_portal.documents.models import StoredFile
from kkr_portal.verification import CHECKS
from meetings.models import Seat
from quotas.models import CalculatedRow
from tests.documents.files import path_of

pytestmark = pytest.mark.django_db


def wrong(name: str) -> list[str]:
    return [f"{looked.what}: {one}" for looked in CHECKS[name][1]() for one in looked.wrong]


def test_every_difference_is_named(capsys):
    Demonstration().handle(sign_ins=False, if_empty=False)
    call_command("verify")
    said = capsys.readouterr().out
    for label, look in CHECKS.values():
        assert f"{label}: {len(list(look()))} set igennem, ingen forskelle" in said
    assert all(len(list(CHECKS[name][1]())) for name in ("files", "compositions", "calculations"))

    one, two, *_ = StoredFile.objects.order_by("pk")
    path_of(one).write_bytes(b"noget andet")
    path_of(two).unlink()
    assert [line.partition(":")[0] for line in wrong("files")] == [
        f"Fil {stored.sha256[:12]}…" for stored in (one, two)
    ]
    seat = (
        Seat.objects.filter(kind="elected", memberships=None).first()
        or Seat.objects.filter(kind="elected").first()
    )
    Seat.objects.filter(pk=seat.pk).update(group="Et opdigtet parti", number=99)
    assert any(
        "Et opdigtet parti har 1 pladser, og stemmetallene giver 0" in line for line in wrong("compositions")
    )
    row = CalculatedRow.objects.order_by("pk").first()
    CalculatedRow.objects.filter(pk=row.pk).update(share="0.5")
    assert any("andel er gemt som 0.5" in line for line in wrong("calculations"))
    with pytest.raises(CommandError, match="forskelle"):
        call_command("verify", "files", "compositions")
    assert f"Fil {one.sha256[:12]}…" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("behind_the_back", "named"),
    [
        (
            "ALTER TABLE meetings_move DISABLE TRIGGER pgtrigger_move_stays_{hash}",
            "Værnet «move_stays» på meetings_move: er slået fra",
        ),
        (
            "DROP TRIGGER pgtrigger_move_stays_{hash} ON meetings_move",
            "Værnet «move_stays» på meetings_move: mangler",
        ),
        (
            "CREATE OR REPLACE FUNCTION pgtrigger_move_stays_{hash}() RETURNS TRIGGER AS "
            "$$ BEGIN RETURN NEW; END; $$ LANGUAGE plpgsql",
            "Værnet «move_stays» på meetings_move: er et andet end det, der hører til denne udgave",
        ),
        (
            "CREATE OR REPLACE FUNCTION _pgtrigger_should_ignore(trigger_name NAME) RETURNS BOOLEAN AS "
            "$$ BEGIN RETURN TRUE; END; $$ LANGUAGE plpgsql",
            "Hvem der kan gå forbi værnene: er ændret i databasen",
        ),
    ],
)
def test_a_guard_that_was_taken_off_is_named(behind_the_back, named, as_owner):
    assert wrong("guards") == []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT replace(tgname, 'pgtrigger_move_stays_', '') FROM pg_trigger"
            " WHERE tgname LIKE 'pgtrigger\\_move\\_stays%'"
        )
        cursor.execute(behind_the_back.format(hash=cursor.fetchone()[0]))
    assert wrong("guards") == [named]
