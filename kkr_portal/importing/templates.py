"""A file to fill in: the right headings, and beside them, on sheets that are not read, how to do it."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpResponse

from kkr_portal.importing.headings import Column
from kkr_portal.spreadsheets import Sheet, download

INVENTED = "Eksempel, som ikke læses: opdigtede oplysninger"


def template(columns: Sequence[Column], *, name: str) -> HttpResponse:
    """The first sheet, the one that the import reads, has headings and nothing else."""
    heads = [column.shown.capitalize() for column in columns]
    return download(
        [
            Sheet("Udfyld her", heads, []),
            Sheet("Eksempel", [*heads, INVENTED], [[*(column.example for column in columns), "x"]]),
            Sheet(
                "Vejledning", ["Kolonne", "Hvad der skal stå", "Kan også hedde"],
                [[column.shown.capitalize(), column.told, ", ".join(column.words)] for column in columns],
            ),
        ],
        name=f"Skabelon {name}", kind="xlsx",
    )  # fmt: skip
