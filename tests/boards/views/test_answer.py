"""An organisation answers by its personal link, without an account."""

from datetime import date

import pytest

from boards.actions.requests import withdraw
from boards.models import Candidate, Nomination, NominationRequest
from tests.boards import in_round

pytestmark = pytest.mark.django_db
BOTH = {
    "answered_by": "Else Elm", "reason": "",
    "woman_given_name": "Vera", "woman_family_name": "Viol", "woman_active_in_business": "on",
    "man_given_name": "Mads", "man_family_name": "Måge", "man_active_in_business": "on", "man_from_sme": "on",
    "man_email": "mads@example.dk",
}  # fmt: skip


@pytest.fixture
def asked(round_2022) -> NominationRequest:
    return in_round.asked(in_round.entitled(round_2022))


@pytest.fixture
def url(asked):
    return f"/boards/answer/{asked.token}/"


def errors(answer):
    assert answer.status_code == 200
    return {field: " ".join(texts) for field, texts in answer.context["form"].errors.items()}


def test_the_request_is_shown(client, url):
    page = client.get(url)
    text = page.content.decode()
    assert "KKR Midtjylland beder DI om at indstille kandidater. Svar senest 28. februar 2022." in text
    assert "Den, I indstiller, skal være aktiv erhvervsdrivende." in text
    assert page["Cache-Control"] == "private, no-store"
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    assert page["Referrer-Policy"] == "same-origin"


def test_answered_once(client, url, in_february):
    answer = client.post(url, BOTH, follow=True)
    assert answer.status_code == 200
    text = answer.content.decode()
    assert "Indstillingen er modtaget" in text
    assert "10. februar 2022" in text
    assert "Viol" not in text  # the link may lie in a mailbox that others read
    nomination = Nomination.objects.get()
    assert (nomination.source, nomination.received_on, nomination.answered_by) == (
        "link", in_february, "Else Elm",
    )  # fmt: skip
    assert [(str(one), one.counts_as, one.from_sme) for one in nomination.candidates.all()] == [
        ("Vera Viol", "woman", False), ("Mads Måge", "man", True),
    ]  # fmt: skip
    again = client.post(url, BOTH | {"woman_given_name": "Anden"})
    assert "Det kan kun bruges én gang." in again.content.decode()
    assert Candidate.objects.count() == 2


def test_one_sex_and_no_reason_keeps_what_was_typed(client, url, asked):
    alone = {name: value for name, value in BOTH.items() if not name.startswith("woman")}
    answer = client.post(url, alone)
    assert (
        "der foreslås lige mange, eller begrundelsen skrives (ligestillingsloven § 10 a)."
        in (errors(answer)["reason"])
    )
    assert 'value="Måge"' in answer.content.decode()
    assert Nomination.objects.count() == 0
    asked.refresh_from_db()
    assert asked.used_at is None
    client.post(url, alone | {"reason": "Ingen kvinder ønskede at stille op"})
    assert Nomination.objects.get().reason == "Ingen kvinder ønskede at stille op"


@pytest.mark.parametrize(
    ("change", "field", "told"),
    [
        ({"woman_active_in_business": ""}, "woman_active_in_business", "Vera Viol er ikke aktiv"),
        ({"man_given_name": ""}, "man_given_name", "Skriv også fornavnet."),
        ({"man_family_name": ""}, "man_family_name", "Skriv også efternavnet."),
        ({"answered_by": ""}, "answered_by", ""),
        ({"man_email": "ikke en adresse"}, "man_email", "gyldig"),
    ],
)  # fmt: skip
def test_typed_wrongly(client, url, change, field, told):
    found = errors(client.post(url, BOTH | change))
    assert list(found) == [field]
    assert told in found[field]
    assert Nomination.objects.count() == 0


def test_nobody_at_all(client, url):
    found = errors(client.post(url, {"answered_by": "Else Elm"}))
    assert found == {"woman_given_name": "Skriv navnet på mindst én, I indstiller."}


def test_expired(client, url, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: date(2022, 3, 1))
    for answer in (client.get(url), client.post(url, BOTH)):
        assert answer.status_code == 410
        text = answer.content.decode()
        assert "Linket er udløbet" in text
        assert "28. februar 2022" in text
    assert Nomination.objects.count() == 0


def test_withdrawn(client, url, asked):
    withdraw(request=asked)
    answer = client.post(url, BOTH)
    assert (answer.status_code, "trukket tilbage" in answer.content.decode()) == (410, True)
    assert Nomination.objects.count() == 0


@pytest.mark.parametrize("token", ["x", "a" * 43, "a" * 5000, "%00", "..", "æøå"])
def test_a_guess_learns_nothing(client, url, token):
    answer = client.get(f"/boards/answer/{token}/")
    assert answer.status_code == 404
    assert "Linket findes ikke" in answer.content.decode()


def test_the_kept_hash_is_no_key(client, asked):
    assert client.get(f"/boards/answer/{asked.token_hash}/").status_code == 404


def test_answered_on_paper_meanwhile(client, url, asked):
    in_round.nominated(asked)
    assert "Indstillingen er modtaget" in client.get(url).content.decode()
    client.post(url, BOTH)
    assert Nomination.objects.count() == 1
