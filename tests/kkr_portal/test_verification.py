"""What was changed behind the portal's back is named."""

import pytest
from django.core.management import CommandError, call_command

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
