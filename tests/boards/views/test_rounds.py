"""What a secretary does in a round, page by page, and what is typed wrongly."""

from datetime import date

import pytest

from boards.models import (
    Appointment,
    Candidate,
    NominatingOrganisation,
    Nomination,
    NominationRequest,
    Round,
    Step,
)
from kkr_portal.outbox.models import Mail
from kkr_portal.registry.models import Municipality, Organisation
from tests.boards import in_round, made
from tests.boards.views.test_answer import BOTH
from tests.boards.views.test_pages import errors, saved

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(client_as):
    return client_as("secretariat")


@pytest.fixture
def nominating(round_2022):
    return in_round.entitled(round_2022)


@pytest.fixture
def candidates(nominating):
    return list(in_round.nominated(in_round.asked(nominating)).candidates.order_by("pk"))


def test_a_round_is_opened_with_eight_steps(client, council, house_board, in_february):
    page = client.get("/boards/rounds/new/")
    assert (page.context["form"]["first"].value(), page.context["form"]["until"].value()) == (
        made.FIRST, made.UNTIL,
    )  # fmt: skip
    typed = {"council": council.pk, "first": "1.4.2022", "until": "1.4.2026"}
    url = saved(client.post("/boards/rounds/new/", typed))
    opened = Round.objects.get()
    assert (url, opened.steps.count()) == (f"/boards/rounds/{opened.pk}/", 8)
    assert errors(client.post("/boards/rounds/new/", typed)) == {
        "first": "KKR har allerede en udpegningsrunde til en funktionsperiode på den tid."
    }


@pytest.mark.parametrize(
    ("first", "until", "field"),
    [
        ("1.4.2022", "1.4.2022", "until"),
        ("1.4.2022", "1.4.2027", "until"),
        ("31.2.2022", "1.4.2026", "first"),
    ],
)
def test_a_term_that_there_is_not(client, council, in_february, first, until, field):
    answer = client.post("/boards/rounds/new/", {"council": council.pk, "first": first, "until": until})
    assert list(errors(answer)) == [field]
    assert f'value="{first}"' in answer.content.decode()
    assert Round.objects.count() == Step.objects.count() == 0


def step_form(step, **typed):
    fields = {"first": f"{step.first:%d.%m.%Y}", "last": f"{step.last:%d.%m.%Y}", "printed": "", "note": ""}
    return fields | {"done_on": "", "revision": step.revision} | typed


def test_a_step_is_moved(client, round_2022):
    step = round_2022.steps.get(kind="clarification")
    url = f"/boards/rounds/steps/{step.pk}/edit/"
    typed = step_form(step, last="18. marts 2022", printed="Primo–medio marts", note="Aftalt med KL")
    assert saved(client.post(url, typed)) == f"/boards/rounds/{round_2022.pk}/"
    step.refresh_from_db()
    assert (step.last, step.printed) == (date(2022, 3, 18), "Primo–medio marts")


@pytest.mark.parametrize(
    ("kind", "typed", "field", "told"),
    [
        ("clarification", {"last": "28.2.2022"}, "last",
         "«Kandidaterne afklares» slutter 28.02.2022, før det begynder 01.03.2022"),
        ("organisations_deadline", {"last": "29.2.2022"}, "last", "29.2.2022 er ikke en dato, der findes."),
        ("organisations_deadline", {"last": "1.1.2022"}, "last", "slutter 01.01.2022, før det begynder"),
        ("new_boards", {"done_on": "11.2.2022"}, "done_on", "Skriv en dag, der er gået: 10. februar 2022"),
    ],
)  # fmt: skip
def test_a_step_typed_wrongly(client, round_2022, kind, typed, field, told):
    step = round_2022.steps.get(kind=kind)
    answer = client.post(f"/boards/rounds/steps/{step.pk}/edit/", step_form(step, **typed))
    found = errors(answer)
    assert list(found) == [field]
    assert told in found[field]
    assert next(iter(typed.values())) in answer.content.decode()
    step.refresh_from_db()
    assert (step.done_on, step.revision) == (None, 1)


def test_29_february_is_a_deadline_in_a_leap_year(client, round_2022):
    step = round_2022.steps.get(kind="organisations_deadline")
    saved(client.post(f"/boards/rounds/steps/{step.pk}/edit/", step_form(step, last="29.2.2024")))
    step.refresh_from_db()
    assert step.last == date(2024, 2, 29)


def test_two_people_move_a_step(client, round_2022):
    step = round_2022.steps.get(kind="clarification")
    Step.objects.filter(pk=step.pk).update(last=date(2022, 3, 16))
    answer = client.post(f"/boards/rounds/steps/{step.pk}/edit/", step_form(step, last="18.3.2022"))
    (one,) = answer.context["form"].differences
    assert (one.label, one.mine, one.stored) == ("Sidste dag", "18.03.2022", "16.03.2022")
    assert 'name="choose_last"' in answer.content.decode()
    assert Step.objects.get(pk=step.pk).last == date(2022, 3, 16)


def test_carried_out_with_one_press_and_undone(client, round_2022, in_february):
    step = round_2022.steps.get(kind="recommendation")
    page = client.post(f"/boards/rounds/steps/{step.pk}/done/", follow=True).content.decode()
    assert "er gennemført 10. februar 2022" in page
    client.post(f"/boards/rounds/steps/{step.pk}/again/")
    assert Step.objects.get(pk=step.pk).done_on is None


def test_the_round_says_what_is_late_and_next(client, round_2022):
    page = client.get(f"/boards/rounds/{round_2022.pk}/").content.decode()
    assert "15. oktober 2021, 118 dage siden" in page
    assert "I gang: " in page
    assert "Planen følger ikke rækkefølgen" not in page


def test_a_round_is_deleted_after_a_question(client, round_2022):
    url = f"/boards/rounds/{round_2022.pk}/delete/"
    assert "Slet udpegningsrunden 2022–2026?" in client.get(url).content.decode()
    assert Round.objects.count() == 1
    client.post(url)
    assert Round.objects.count() == 0


def test_organisations_and_criteria_are_decided(client, round_2022, house_board):
    kind = house_board.seat_kinds.get(rule="business")
    url = f"/boards/rounds/{round_2022.pk}/organisations/new/"
    chosen = Organisation.objects.filter(name__in=["DI", "SMVdanmark"])
    typed = {"organisations": [one.pk for one in chosen], "seat_kinds": [kind.pk], "decided_at": ""}
    saved(client.post(url, typed))
    page = client.get(f"/boards/rounds/{round_2022.pk}/organisations/").content.decode()
    assert "Ingen af erhvervsorganisationerne er bedt om at indstille fra en lille eller mellemstor" in page
    one = NominatingOrganisation.objects.get(organisation__name="SMVdanmark")
    typed = {"from_sme": "on", "decided_at": "", "note": "", "revision": one.revision}
    saved(client.post(f"/boards/organisations/{one.pk}/edit/", typed))
    item = in_round.item()
    saved(client.post(f"/boards/rounds/{round_2022.pk}/edit/",
                      {"criteria": "Flere brancher", "decided_at": item.pk, "revision": 1}))  # fmt: skip
    page = client.get(f"/boards/rounds/{round_2022.pk}/organisations/").content.decode()
    assert "Punkt 1.1 på mødet i KKR Midtjylland den 7. februar 2022" in page
    assert "Ingen af erhvervsorganisationerne" not in page
    client.post(f"/boards/organisations/{one.pk}/delete/")
    assert [str(left) for left in NominatingOrganisation.objects.all()] == ["DI"]


def test_nobody_chosen_and_an_item_of_another_kkr(client, round_2022):
    url = f"/boards/rounds/{round_2022.pk}/organisations/new/"
    assert errors(client.post(url, {"decided_at": ""})) == {
        "organisations": "Vælg mindst én organisation.",
        "seat_kinds": "Vælg, hvilke pladser de kan indstille til.",
    }
    foreign = in_round.item("sjaelland")
    typed = {"criteria": "", "decided_at": foreign.pk, "revision": 1}
    assert list(errors(client.post(f"/boards/rounds/{round_2022.pk}/edit/", typed))) == ["decided_at"]
    typed = {"criteria": "Som 010190-1234", "decided_at": "", "revision": 1}
    assert list(errors(client.post(f"/boards/rounds/{round_2022.pk}/edit/", typed))) == ["criteria"]


def test_asked_with_a_letter_and_a_mail_in_the_outbox(client, nominating, round_2022):
    url = f"/boards/organisations/{nominating.pk}/ask/"
    form = client.get(url).context["form"]
    assert form["deadline"].value() == in_round.DEADLINE  # the round's own plan
    typed = {"to_name": "Else Elm", "to_address": "else@example.dk", "sent_on": "10.2.2022",
             "deadline": "28.2.2022"}  # fmt: skip
    asked = NominationRequest.objects.get(pk=int(saved(client.post(url, typed)).split("/")[-2]))
    mail = Mail.objects.get()
    assert (mail.state, mail.to_name, mail.file) == ("draft", "Else Elm", asked.letter)
    link = next(word for word in mail.body.split() if "/boards/answer/" in word)
    assert link.startswith("http://127.0.0.1:8000/boards/answer/")
    assert client.get(link.removeprefix("http://127.0.0.1:8000")).status_code == 200
    assert client.get(f"/boards/requests/{asked.pk}/letter.pdf").content[:5] == b"%PDF-"
    page = client.get(f"/boards/requests/{asked.pk}/").content.decode()
    assert "Kan bruges til og med 28. februar 2022" in page


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"deadline": "9.2.2022"}, "deadline"),
        ({"sent_on": "1.3.2022"}, "deadline"),
        ({"to_address": "else"}, "to_address"),
        ({"deadline": "30.2.2022"}, "deadline"),
    ],
)
def test_asked_wrongly(client, nominating, typed, field):
    good = {"to_name": "", "to_address": "else@example.dk", "sent_on": "1.2.2022", "deadline": "28.2.2022"}
    answer = client.post(f"/boards/organisations/{nominating.pk}/ask/", good | typed)
    assert list(errors(answer)) == [field]
    assert next(iter(typed.values())) in answer.content.decode()
    assert NominationRequest.objects.count() == Mail.objects.count() == 0


def test_a_new_deadline_a_new_link_and_withdrawn(client, nominating):
    asked = in_round.asked(nominating)
    url = f"/boards/requests/{asked.pk}/"
    typed = {"to_name": "", "to_address": "di@example.dk", "deadline": "4.3.2022"}
    page = client.post(f"{url}edit/", typed, follow=True).content.decode()
    assert "Fristen er 4. marts 2022" in page
    assert "Et nyt link ligger i en mail" in client.post(f"{url}link/", follow=True).content.decode()
    assert "Træk anmodningen til DI tilbage?" in client.get(f"{url}withdraw/").content.decode()
    client.post(f"{url}withdraw/")
    asked.refresh_from_db()
    assert asked.withdrawn_on == date(2022, 2, 10)


def test_an_answer_on_paper_is_written_in(client, nominating, round_2022):
    asked = in_round.asked(nominating)
    url = f"/boards/requests/{asked.pk}/nomination/"
    not_active = BOTH | {"woman_active_in_business": "", "received_on": "8.2.2022"}
    assert saved(client.post(url, not_active)) == f"/boards/rounds/{round_2022.pk}/candidates/"
    page = client.get(f"/boards/rounds/{round_2022.pk}/candidates/").content.decode()
    assert "1 af 1 organisationer har svaret" in page
    assert "Ikke valgbar" in page
    assert "Vera Viol er ikke aktiv erhvervsdrivende" in page


@pytest.mark.parametrize(
    ("typed", "field", "told"),
    [
        ({"received_on": "1.3.2022"}, "received_on", "Datoen ligger i fremtiden."),
        ({"received_on": "19.1.2022"}, "received_on", "kan ikke være modtaget før anmodningen, 20.01.2022"),
        ({"woman_given_name": "", "woman_family_name": "", "woman_active_in_business": ""}, "reason",
         "der foreslås lige mange, eller begrundelsen skrives"),
    ],
)  # fmt: skip
def test_an_answer_written_in_wrongly(client, nominating, typed, field, told):
    asked = in_round.asked(nominating)
    good = BOTH | {"received_on": "8.2.2022"}
    found = errors(client.post(f"/boards/requests/{asked.pk}/nomination/", good | typed))
    assert list(found) == [field]
    assert told in found[field]
    assert Nomination.objects.count() == 0


def test_a_letter_from_an_organisation_that_is_not_entitled(client, nominating, round_2022):
    asked = in_round.asked(nominating)
    url = f"/boards/rounds/{round_2022.pk}/candidates/new/"
    horesta = Organisation.objects.get(name="HORESTA")
    typed = {"organisation": horesta.pk, "seat_kind": nominating.seat_kind_id}
    answer = client.post(url, typed)
    assert "HORESTA er ikke besluttet som indstillingsberettiget" in errors(answer)["organisation"]
    assert f'<option value="{horesta.pk}" selected>' in answer.content.decode()
    typed["organisation"] = nominating.organisation_id
    assert saved(client.post(url, typed)) == f"/boards/requests/{asked.pk}/nomination/"
    in_round.nominated(asked)
    page = client.get(f"/boards/requests/{asked.pk}/nomination/", follow=True).content.decode()
    assert "DI har allerede svaret." in page


def test_an_answer_after_the_deadline(client, nominating, monkeypatch):
    asked = in_round.asked(nominating)
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: date(2022, 3, 4))
    typed = BOTH | {"received_on": "1.3.2022"}
    found = errors(client.post(f"/boards/requests/{asked.pk}/nomination/", typed))
    assert "modtaget 01.03.2022, efter fristen 28.02.2022" in found["received_on"]
    assert Nomination.objects.count() == 0


def test_an_answer_written_in_by_mistake_is_deleted(client, candidates):
    nomination = candidates[0].nomination
    url = f"/boards/nominations/{nomination.pk}/delete/"
    assert "Slet indstillingen fra DI?" in client.get(url).content.decode()
    client.post(url)
    assert Nomination.objects.count() == Candidate.objects.count() == 0


def test_a_candidate_is_corrected_and_withdraws(client, candidates):
    one = candidates[0]
    typed = {
        "given_name": "Vera", "family_name": "Violin", "active_in_business": "on",
        "assessment": "Talt med 9.2.", "revision": one.revision,
    }  # fmt: skip
    saved(client.post(f"/boards/candidates/{one.pk}/edit/", typed))
    page = client.post(f"/boards/candidates/{one.pk}/withdraw/", follow=True).content.decode()
    assert "Vera Violin er ikke længere kandidat." in page
    assert "Talt med 9.2." in page
    assert (
        "er kandidat igen."
        in client.post(f"/boards/candidates/{one.pk}/withdraw/", follow=True).content.decode()
    )


def test_appointed_and_announced(client, candidates, seat_of, round_2022):
    item = in_round.item()
    url = f"/boards/candidates/{candidates[1].pk}/appoint/"
    seat = seat_of("business", 2)
    saved(client.post(url, {"seat": seat.pk, "since": "1.4.2022", "decided_at": item.pk}))
    page = client.get(f"/boards/rounds/{round_2022.pk}/appointments/").content.decode()
    assert "1 af 10 pladser" in page
    assert "Punkt 1.1 på mødet i KKR Midtjylland den 7. februar 2022" in page
    told = f"/boards/rounds/{round_2022.pk}/appointments/announce/"
    assert "1 udpegning er meddelt" in client.post(told, follow=True).content.decode()
    assert "allerede meddelt" in client.post(told, follow=True).content.decode()
    pdf = client.get(f"/boards/rounds/{round_2022.pk}/appointments/appointments.pdf")
    assert pdf.content[:5] == b"%PDF-"


def test_no_appointment_without_a_decision(client, candidates, seat_of):
    typed = {"seat": seat_of("business").pk, "since": "1.4.2022", "decided_at": ""}
    answer = client.post(f"/boards/candidates/{candidates[0].pk}/appoint/", typed)
    assert errors(answer) == {
        "decided_at": "KKR udpeger på et møde: vælg det punkt, hvor det blev besluttet."
    }
    assert Appointment.objects.count() == 0


def test_somebody_whom_the_portal_knows(client, candidates, seat_of):
    known = made.person("Mads Måge")
    url = f"/boards/candidates/{candidates[1].pk}/appoint/"
    typed = {"seat": seat_of("business").pk, "since": "1.4.2022", "decided_at": in_round.item().pk}
    assert list(errors(client.post(url, typed))) == ["who"]
    saved(client.post(url, typed | {"who": known.pk}))
    assert Appointment.objects.get().tenure.person == known


def test_the_chair_is_appointed_in_the_round(client, round_2022, seat_of, ane):
    url = f"/boards/rounds/{round_2022.pk}/seats/{seat_of('chair').pk}/"
    horsens = Municipality.objects.get(name="Horsens").pk
    typed = {"person": ane.pk, "municipality": horsens, "counts_as": "woman", "since": "1.4.2022"}
    found = errors(client.post(url, typed))
    assert found == {"decided_at": "KKR udpeger på et møde: vælg det punkt, hvor det blev besluttet."}
    typed["decided_at"] = in_round.item().pk
    assert "ikke folkevalgt" in errors(client.post(url, typed | {"municipality": ""}))["municipality"]
    saved(client.post(url, typed))
    assert Appointment.objects.get().tenure.person == ane


def test_empty_states_say_what_to_do(client_as):
    assert "Opret den første" in client_as("secretariat").get("/boards/rounds/").content.decode()
    assert "ikke oprettet" in client_as("public").get("/boards/rounds/").content.decode()
    assert (
        "Ingen organisationer er besluttet" in client_as("kl").get("/boards/organisations/").content.decode()
    )


def test_a_round_without_a_board(client, council, in_february):
    opened = in_round.opened()
    page = client.get(f"/boards/rounds/{opened.pk}/").content.decode()
    assert "Ingen bestyrelse har en funktionsperiode, der begynder 1. april 2022." in page
    for name in ("organisations", "candidates", "appointments"):
        assert client.get(f"/boards/rounds/{opened.pk}/{name}/").status_code == 200
