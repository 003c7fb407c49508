"""A table of votes as people have it, with its columns in any order. ``vote_import`` says what it means."""

from __future__ import annotations

from kkr_portal.importing.headings import Column, Table, read_table

COLUMNS = [
    Column("place", "kommune", ("kommunenavn", "kommunenr", "kommunekode", "sted"),
           "Navn eller kode; «hele regionen», hvis tallet gælder den.", "Eksempelkøbing"),
    Column("party", "parti", ("partinavn", "liste", "listenavn", "bogstav", "partibogstav", "listebogstav",
           "parti eller liste"), "Bogstav eller navn, som i stamdata.", "A"),
    Column("votes", "stemmer", ("stemmetal", "antal stemmer", "gyldige stemmer"), "Et helt tal.", 12345),
    Column("council_seats", "mandater", ("mandat", "mandattal", "antal mandater"),
           "Pladser i kommunalbestyrelsen; tom er nul.", 9),
    Column("mayors", "borgmestre", ("borgmester", "borgmesterposter", "antal borgmestre", "borgmester(e)"),
           "1 eller «ja», hvor partiet har borgmesteren.", 1),
    Column("source", "kilde", ("kilder",), "Hvor tallet står.", "kmdvalg.dk"),
]  # fmt: skip
SHOWN = {column.key: column.shown for column in COLUMNS}


def read(text: str) -> Table:
    """Raises Unreadable for what is no table of votes."""
    return read_table(text, COLUMNS, [("party",), ("votes", "council_seats", "mayors")])
