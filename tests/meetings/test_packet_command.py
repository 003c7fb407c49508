import pytest
from django.core.management import CommandError, call_command

from tests.documents.files import path_of


def test_writes_agenda_and_packet(tmp_path, meeting, new_item, new_attachment):
    new_attachment(new_item("Lukket", closed=True))
    call_command("packet", "2022-03-07", out=tmp_path / "ny mappe")
    call_command("packet", "2022-03-07", out=tmp_path / "ny mappe", public=True)
    assert sorted(path.name for path in (tmp_path / "ny mappe").iterdir()) == [
        "Bilag KKR Midtjylland 07-03-2022 (med lukkede punkter).pdf",
        "Bilag KKR Midtjylland 07-03-2022.pdf",
        "Dagsorden KKR Midtjylland 07-03-2022 (med lukkede punkter).pdf",
        "Dagsorden KKR Midtjylland 07-03-2022.pdf",
    ]


def test_the_same_twice_gives_the_same_bytes(tmp_path, meeting, new_item, new_attachment):
    new_attachment(new_item())
    for folder in ("a", "b"):
        call_command("packet", "2022-03-07", out=tmp_path / folder)
    written = [[path.read_bytes() for path in sorted((tmp_path / folder).iterdir())] for folder in ("a", "b")]
    assert written[0] == written[1]


@pytest.mark.parametrize(
    ("date", "message"),
    [
        ("11.10.2021", "«11.10.2021» er ikke en dato. Skriv den som 2021-10-11."),
        ("2021-02-31", "«2021-02-31» er ikke en dato. Skriv den som 2021-10-11."),
        ("2021-10-12", "Der er intet møde den 12.10.2021."),
    ],
)
def test_says_what_is_wrong(db, tmp_path, date, message):
    with pytest.raises(CommandError) as error:
        call_command("packet", date, out=tmp_path)
    assert str(error.value) == message


def test_a_missing_file_is_named_and_nothing_is_written(tmp_path, meeting, new_item, new_attachment):
    attachment = new_attachment(new_item("Sag"), "Kvoter")
    path_of(attachment.file).unlink()
    with pytest.raises(CommandError, match=r"1\.1.*Kvoter"):
        call_command("packet", "2022-03-07", out=tmp_path / "ud")
    assert list((tmp_path / "ud").iterdir()) == []
