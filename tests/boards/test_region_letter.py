"""The regional council is asked in writing: letter as PDF, mail as draft, deadline of the round's plan."""

import io
from datetime import date

import pikepdf
import pytest

from boards.region_letter import region_letter
from kkr_portal.outbox.models import Mail
from tests.documents.reading import text

pytestmark = pytest.mark.django_db


def test_the_letter_names_council_seat_and_deadline(round_2022):
    content = region_letter(round_2022, sent_on=date(2022, 2, 1), to_name="Regionssekretariatet")
    with pikepdf.open(io.BytesIO(content)) as pdf:
        words = " ".join("\n".join(text(page) for page in pdf.pages).split())
        assert str(pdf.Root.Lang) == "da"
    for said in ("Regionsrådet i Region Midtjylland", "Regionssekretariatet", "Erhvervshus Midtjylland",
                 "28. februar 2022", "Sekretariatet for KKR Midtjylland"):  # fmt: skip
        assert said in words, said
    assert region_letter(round_2022, sent_on=date(2022, 2, 1), to_name="Regionssekretariatet") == content


def test_the_mail_waits_in_the_outbox_and_twice_is_once(round_2022, client_as):
    client = client_as("secretariat")
    typed = {"to_name": "", "to_address": "region@rm.example", "sent_on": "1.2.2022"}
    for _ in range(2):
        answer = client.post(f"/boards/rounds/{round_2022.pk}/region/", typed)
        assert answer["Location"] == f"/boards/rounds/{round_2022.pk}/"
    mail = Mail.objects.get()
    assert (mail.state, mail.to_address, mail.council) == ("draft", "region@rm.example", round_2022.council)
    assert "Fristen er 28. februar 2022" in mail.body
    assert mail.file.kind == "pdf"


def test_what_is_typed_wrongly_is_said_and_kept(round_2022, client_as):
    typed = {"to_name": "Jens", "to_address": "", "sent_on": "31.2.2022"}
    page = client_as("secretariat").post(f"/boards/rounds/{round_2022.pk}/region/", typed).content.decode()
    assert "Skriv den adresse, mailen skal til." in page
    assert 'value="Jens"' in page
    assert not Mail.objects.exists()
