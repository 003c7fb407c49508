"""Entitled, asked, answered: by the secretariat's hand or by the personal link."""

import io
from datetime import date

import pikepdf
import pytest

from boards.actions.nominations import (
    LinkClosed,
    answer,
    receive,
    request_to,
    take_back_nomination,
    withdraw_candidate,
)
from boards.actions.organisations import entitle, no_longer_entitled
from boards.actions.requests import change_request, hashed, renew_link, withdraw
from boards.letters import request_letter
from boards.models import Candidate, NominatingOrganisation, Nomination, NominationRequest, SeatKind
from boards.rules.nominations import Link
from kkr_portal.access.models import User
from kkr_portal.outbox.models import Mail
from tests.boards import in_round, made
from tests.boards.actions.test_rounds import refused

pytestmark = pytest.mark.django_db
STATUTES = "(standardvedtægterne for erhvervshusene § 5.2)."


def link_to(token):
    return f"https://portalen.example/boards/answer/{token}/"


@pytest.fixture
def di(round_2022) -> NominatingOrganisation:
    return in_round.entitled(round_2022)


@pytest.fixture
def request_to_di(di) -> NominationRequest:
    return in_round.asked(di)


def test_fh_and_ac_nominate_as_one(round_2022, house_board):
    kinds = SeatKind.objects.filter(board=house_board, rule="employees")
    unions = [in_round.organisation("FH"), in_round.organisation("AC")]
    (made_,) = entitle(opened=round_2022, organisations=unions, seat_kinds=kinds, together=True)
    assert (str(made_), made_.organisations) == ("FH og AC", tuple(unions))
    told = "Vælg netop to organisationer, når de indstiller i fællesskab."
    alone = {"opened": round_2022, "organisations": unions[:1], "seat_kinds": kinds, "together": True}
    assert refused(lambda: entitle(**alone)) == (told, "organisations")


def test_entitled_to_the_seats_of_the_rounds_boards_only(round_2022, di):
    other = made.house_board("sjaelland")
    kind = SeatKind.objects.create(board=other, title="Medlem", appointed_by="KKR")
    wrong = {"opened": round_2022, "organisations": [di.organisation], "seat_kinds": [kind]}
    assert refused(lambda: entitle(**wrong)) == (
        "«Medlem» hører ikke til en bestyrelse i runden.",
        "seat_kinds",
    )
    again = entitle(opened=round_2022, organisations=[di.organisation], seat_kinds=[di.seat_kind])
    assert again == []


def test_the_letter_and_the_mail(request_to_di):
    mail = request_to_di.mail
    assert (mail.state, mail.to_address, mail.file) == (
        Mail.State.DRAFT,
        "di@example.dk",
        request_to_di.letter,
    )
    assert link_to(request_to_di.token) in mail.body
    assert "28. februar 2022" in mail.body
    with pikepdf.open(io.BytesIO(request_letter(request_to_di))) as pdf:
        assert len(pdf.pages) == 1
    assert request_letter(request_to_di) == request_letter(request_to_di)


def test_of_the_link_only_the_hash_is_kept(request_to_di):
    row = NominationRequest.objects.filter(pk=request_to_di.pk).values().get()
    assert row["token_hash"] == hashed(request_to_di.token)
    assert request_to_di.token not in str(row)
    events = NominationRequest.pgh_event_model.objects.filter(pgh_obj_id=request_to_di.pk)
    assert all("token_hash" not in one and request_to_di.token not in str(one) for one in events.values())


def test_without_an_address_there_is_a_letter_and_no_link(di):
    request = in_round.asked(di, address="")
    assert (request.mail, request.token_hash) == (None, "")
    assert request.letter
    assert "Ret den, og skriv adressen" in refused(lambda: renew_link(request=request, link_to=link_to))[0]


@pytest.mark.parametrize(
    ("deadline", "told"),
    [
        (date(2022, 2, 9), "Fristen 9. februar 2022 er gået. Sæt en ny frist."),
        (date(2022, 1, 19), "Fristen ligger før brevets dato."),
    ],
)
def test_a_deadline_that_nobody_can_keep(di, deadline, told):
    assert refused(lambda: in_round.asked(di, deadline=deadline)) == (told, "deadline")
    assert Mail.objects.count() == 0


def test_asked_twice(request_to_di):
    told = "Organisationen er allerede bedt om at indstille."
    assert refused(lambda: in_round.asked(request_to_di.nominating))[0] == told
    assert Mail.objects.count() == 1


def test_a_woman_and_a_man(request_to_di):
    nomination = in_round.nominated(request_to_di)
    assert (nomination.women, nomination.men, nomination.deadline) == (1, 1, in_round.DEADLINE)
    assert [str(one) for one in nomination.candidates.all()] == ["Vera Viol", "Mads Måge"]


def test_after_the_deadline(request_to_di, monkeypatch):
    late = date(2022, 3, 1)
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: late)
    message, field = refused(lambda: in_round.nominated(request_to_di, received_on=late))
    assert (message[:66], field) == (
        "Indstillingen er modtaget 01.03.2022, efter fristen 28.02.2022 (KL"[:66], "received_on",
    )  # fmt: skip
    change_request(
        request=request_to_di, deadline=late, to_name="", to_address="di@example.dk", link_to=link_to
    )
    assert in_round.nominated(request_to_di, received_on=late).deadline == late


def test_received_tomorrow_or_before_the_letter(request_to_di):
    assert (
        refused(lambda: in_round.nominated(request_to_di, received_on=date(2022, 2, 11)))[1] == "received_on"
    )
    assert (
        refused(lambda: in_round.nominated(request_to_di, received_on=date(2022, 1, 19)))[1] == "received_on"
    )


def test_one_sex_needs_the_reason(request_to_di):
    told, field = refused(lambda: in_round.nominated(request_to_di, in_round.MAN))
    assert told.startswith(
        "DI har foreslået 0 kvinder og 1 mand; der foreslås lige mange, eller begrundelsen"
    )
    assert field == "reason"
    assert Nomination.objects.count() == Candidate.objects.count() == 0
    nomination = in_round.nominated(request_to_di, in_round.MAN, reason="Ingen kvinder meldte sig")
    assert (nomination.women, nomination.men) == (0, 1)


def test_an_organisation_that_is_not_entitled(round_2022, request_to_di):
    kind = request_to_di.nominating.seat_kind
    horesta = in_round.organisation("HORESTA")
    assert refused(lambda: request_to(round_2022, horesta, kind)) == (
        "HORESTA er ikke besluttet som indstillingsberettiget til pladsen "
        f"«Virksomhedsrepræsentant» {STATUTES}",
        "organisation",
    )
    assert request_to(round_2022, in_round.organisation("DI"), kind) == request_to_di


def test_entitled_but_not_asked(round_2022, di):
    told = refused(lambda: request_to(round_2022, di.organisation, di.seat_kind))[0]
    assert told == "DI er ikke bedt om at indstille endnu. Send først en anmodning."


def test_answered_by_the_link_once(request_to_di, in_february):
    token = hashed(request_to_di.token)
    nomination = answer(token_hash=token, nominees=[in_round.WOMAN, in_round.MAN], answered_by="Else Elm")
    assert (nomination.source, nomination.received_on, nomination.answered_by) == (
        "link", in_february, "Else Elm",
    )  # fmt: skip
    with pytest.raises(LinkClosed) as closed:
        answer(token_hash=token, nominees=[in_round.WOMAN, in_round.MAN])
    assert closed.value.state is Link.USED
    assert Nomination.objects.count() == 1


def test_a_link_that_was_refused_can_be_used_again(request_to_di):
    token = hashed(request_to_di.token)
    refused(lambda: answer(token_hash=token, nominees=[in_round.WOMAN]))
    assert answer(token_hash=token, nominees=[in_round.WOMAN], reason="Ingen mænd").women == 1


def test_the_link_expires_after_the_deadlines_day(request_to_di, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: date(2022, 3, 1))
    with pytest.raises(LinkClosed) as closed:
        answer(token_hash=hashed(request_to_di.token), nominees=[in_round.WOMAN, in_round.MAN])
    assert closed.value.state is Link.EXPIRED


def test_a_guessed_link_is_nobodys(request_to_di):
    with pytest.raises(NominationRequest.DoesNotExist):
        answer(token_hash=hashed("gættet"), nominees=[in_round.WOMAN, in_round.MAN])
    with pytest.raises(NominationRequest.DoesNotExist):
        answer(token_hash=request_to_di.token, nominees=[in_round.WOMAN, in_round.MAN])


def test_a_new_link_shuts_the_old_one(request_to_di):
    old = hashed(request_to_di.token)
    tokens = []
    renew_link(request=request_to_di, link_to=lambda token: tokens.append(token) or link_to(token))
    assert not NominationRequest.objects.filter(token_hash=old).exists()
    assert NominationRequest.objects.get(token_hash=hashed(tokens[0])).pk == request_to_di.pk
    assert sorted(Mail.objects.values_list("state", flat=True)) == ["discarded", "draft"]


def test_another_deadline_keeps_a_link_that_was_sent(request_to_di):
    by = User.objects.create_user("frigiver@example.dk", "x")
    Mail.objects.update(state="released", released_at="2022-01-20T10:00:00Z", released_by=by)
    later = date(2022, 3, 4)
    change_request(
        request=request_to_di, deadline=later, to_name="Else", to_address="di@example.dk", link_to=link_to
    )
    now = NominationRequest.objects.get(pk=request_to_di.pk)
    assert (now.token_hash, now.expires_on) == (hashed(request_to_di.token), later)
    assert now.letter_id != request_to_di.letter_id
    assert Mail.objects.count() == 1


def test_withdrawn(request_to_di):
    withdraw(request=request_to_di)
    with pytest.raises(LinkClosed) as closed:
        answer(token_hash=hashed(request_to_di.token), nominees=[in_round.WOMAN, in_round.MAN])
    assert closed.value.state is Link.WITHDRAWN
    assert Mail.objects.get().state == "discarded"
    assert refused(lambda: receive(request=request_to_di, nominees=[], received_on=in_round.SENT))[0] == (
        "Anmodningen er trukket tilbage."
    )
    assert in_round.asked(request_to_di.nominating).pk != request_to_di.pk


def test_what_rests_on_an_answer_stays(request_to_di, di):
    told = "DI er allerede bedt om at indstille og kan ikke fjernes fra listen."
    assert refused(lambda: no_longer_entitled(nominating=di))[0] == told
    nomination = in_round.nominated(request_to_di)
    assert "kan ikke trækkes tilbage" in refused(lambda: withdraw(request=request_to_di))[0]
    take_back_nomination(nomination=nomination)
    assert (Nomination.objects.count(), Candidate.objects.count()) == (0, 0)


def test_a_candidate_withdraws_and_comes_back(request_to_di, in_february):
    candidate = in_round.nominated(request_to_di).candidates.first()
    assert withdraw_candidate(candidate=candidate, withdrawn=True).withdrawn_on == in_february
    assert withdraw_candidate(candidate=candidate, withdrawn=False).withdrawn_on is None
