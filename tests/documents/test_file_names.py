import pytest

from kkr_portal.documents.file_names import clean_file_name
from kkr_portal.documents.kinds import Kind


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        ("Bilag 1 – Æbler, øl og å.pdf", Kind.PDF, "Bilag 1 – Æbler, øl og å.pdf"),
        ("../../etc/passwd", Kind.PDF, "passwd.pdf"),
        ("C:\\Sager\\Kvoter 2022.PDF", Kind.PDF, "Kvoter 2022.pdf"),
        ("A\u030arhus.pdf", Kind.PDF, "Århus.pdf"),  # Å as two characters, as Macs send it
        ("linje\r\nskift\x00\t.pdf", Kind.PDF, "linje skift.pdf"),
        ("faktura\u202efdp.exe", Kind.PDF, "fakturafdp.exe.pdf"),  # turned around on screen: ends as exe.pdf
        ("x" * 300 + ".pdf", Kind.PDF, "x" * 146 + ".pdf"),
        ("billede.pdf", Kind.JPEG, "billede.jpg"),
        ("billede.JPEG", Kind.JPEG, "billede.jpeg"),
        ("kort.jpg", Kind.PNG, "kort.png"),
        ('hvad? "nu": <her>|*.pdf', Kind.PDF, "hvad- -nu-- -her---.pdf"),
        (".pdf", Kind.PDF, "fil.pdf"),
        ("", Kind.PNG, "fil.png"),
        ("..", Kind.PDF, "fil.pdf"),
    ],
)
def test_clean_file_name(name, kind, expected):
    assert clean_file_name(name, kind) == expected
