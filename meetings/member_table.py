"""A table of members as people have it. ``member_import`` says what it means.

Columns go by their headings. A table without any has name, party, municipality, stand-in and, for a mayor,
the seat's kind in that order.
"""

from __future__ import annotations

from kkr_portal.importing.headings import TITLES, Column, Line, Table, folded, table_of
from kkr_portal.uploaded_tables import comments_of, rows_of

COLUMNS = [
    Column("name", "medlem", ("navn", "medlemmets navn"), "Fornavn og efternavn.", "Eva Eksempel"),
    Column("party", "parti", ("liste", "partinavn", "bogstav"), "Navn eller bogstav, som i stamdata.", "A"),
    Column("place", "kommune", ("kommunenavn",), "Navnet eller koden.", "Eksempelkøbing"),
    Column("substitute", "stedfortræder", ("suppleant", "stedfortræders navn"),
           "Fornavn og efternavn; må være tom.", "Ejnar Eksempel"),
    Column("seat", "plads", ("pladstype", "hverv"),
           "«borgmester» for en borgmester; ellers tom eller «valgt medlem».", "valgt medlem"),
    Column("substitute_place", "stedfortræders kommune", ("stedfortræderens kommune",),
           "Kun hvis det er en anden end medlemmets.", "Eksempelborg"),
    Column("substitute_party", "stedfortræders parti", ("stedfortræderens parti",),
           "Kun hvis det er et andet end medlemmets.", "A"),
    Column("email", "e-mail", ("mail", "email", "medlemmets e-mail"), "Må være tom.", "eva@eksempel.dk"),
    Column("phone", "telefon", ("tlf", "mobil", "telefonnummer"), "Må være tom.", "12 34 56 78"),
    Column("substitute_email", "stedfortræders e-mail", ("stedfortræderens e-mail",), "Må være tom.",
           "ejnar@eksempel.dk"),
    Column("substitute_phone", "stedfortræders telefon", ("stedfortræderens telefon",), "Må være tom.",
           "87 65 43 21"),
    Column("given", "fornavn", ("fornavne",), "I stedet for «medlem», sammen med efternavn.", ""),
    Column("family", "efternavn", (), "I stedet for «medlem», sammen med fornavn.", ""),
]  # fmt: skip
POSITIONS = ["medlem", "parti", "kommune", "stedfortræder", "plads"]
NAMES = {folded(word) for word in ("medlem", "navn", "medlemmets navn", "efternavn")}
TOLD_ONLY = ("Post", "Stedfortræder er indtrådt")  # in the portal's own list; other pages write them


def read(text: str) -> Table:
    """Raises Unreadable."""
    rows = rows_of(text)
    if not any(folded(cell) in NAMES for _, cells in rows[:TITLES] for cell in cells):
        rows = [(0, POSITIONS), *rows]
    return table_of(rows, COLUMNS, [("name", "family"), ("place",)], comments=comments_of(text))


def name_of(line: Line) -> str:
    """The member's, of one column or of two."""
    return line.get("name") or f"{line.get('given')} {line.get('family')}".strip()
