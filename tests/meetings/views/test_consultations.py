"""The pages of written consultation (§ 5, stk. 10): who sees what, and what happens on a click, or two."""

import io
from datetime import timedelta

import pikepdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kkr_portal.access.models import User
from meetings.actions import agenda
from meetings.actions import consultations as actions
from meetings.models import AgendaItem, Consultation, ConsultationAnswer, Meeting
from tests.conftest import ROLES
from tests.documents import reading
from tests.meetings.asked import case, council_of, link
from tests.side_by_side import at_once

TODAY = timezone.localdate()
LIST = "/meetings/midtjylland/consultations/"
SECRETARIAT, INSIDERS = {"secretariat"}, {"secretariat", "kl"}
OWN = {"secretariat", "kl", "member"}


@pytest.fixture
def members(council):
    return council_of(council, ["Anna Øst", "Bo Ås", "Carl Eg"], chair="Anna Øst")


@pytest.fixture
def open_case(council, members):
    return actions.send_out(consultation=case(council), on=TODAY)


@pytest.fixture
def cases(council, open_case):
    """Addresses of one in each state; the table below is filled in from here."""
    closed = actions.send_out(consultation=case(council, title="Afsluttet"), on=TODAY)
    actions.close(consultation=closed, decision="Godkendt.", on=TODAY)
    found = {"draft": case(council, title="Kladde"), "open": open_case, "closed": closed}
    row = open_case.answers.get(name="Bo Ås")
    return {name: f"/meetings/consultations/{one.pk}/" for name, one in found.items()} | {
        "row": f"/meetings/consultations/answers/{row.pk}/",
        "history": f"/history/meetings/consultation/{open_case.pk}/",
    }


ADDRESSES = {
    LIST: OWN,
    f"{LIST}new/": SECRETARIAT,
    "/meetings/nowhere/consultations/": set(),
    "{draft}": INSIDERS,
    "{draft}sheet.pdf": INSIDERS,
    "{draft}edit/": SECRETARIAT,
    "{draft}delete/": SECRETARIAT,
    "{draft}send-out/": SECRETARIAT,
    "{open}": OWN,
    "{open}sheet.pdf": OWN,
    "{open}edit/": SECRETARIAT,
    "{open}take-back/": SECRETARIAT,
    "{open}close/": SECRETARIAT,
    "{open}answer/": {"member"},
    "{row}": SECRETARIAT,
    "{closed}": OWN,
    "{closed}sheet.pdf": OWN,
    "{closed}reopen/": SECRETARIAT,
    "{closed}report/": SECRETARIAT,
    "{history}": INSIDERS,
    "/meetings/consultations/999999999/": set(),
    "/meetings/consultations/999999999/answer/": set(),
    "/meetings/consultations/answers/999999999/": set(),
}
WRITES = ["{draft}edit/", "{draft}delete/", "{draft}send-out/", "{open}take-back/", "{open}close/",
          "{open}edit/", "{row}", "{closed}reopen/", "{closed}report/", f"{LIST}new/"]  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES)
def test_reading(address, cases, client_as, members):
    """The public is asked to sign in; who may not see it finds nothing. The member is one of those asked."""
    expected, seen = {}, {}
    for role in ROLES:
        client = client_as(role)
        if role == "member":
            link(User.objects.get(email="member@example.dk"), members["Bo Ås"])
        expected[role] = 302 if role == "public" else 200 if role in ADDRESSES[address] else 404
        seen[role] = client.get(address.format(**cases)).status_code
    assert seen == expected


@pytest.mark.parametrize("address", [*WRITES, "{open}answer/"])
def test_writing_is_for_the_secretariat_and_answering_for_those_asked(address, cases, client_as):
    before = list(Consultation.objects.order_by("pk").values()), list(ConsultationAnswer.objects.values())
    others = [role for role in ROLES if role != "secretariat" or address.endswith("answer/")]
    seen = {role: client_as(role).post(address.format(**cases)).status_code for role in others}
    assert seen == {role: 302 if role == "public" else 404 for role in others}
    after = list(Consultation.objects.order_by("pk").values()), list(ConsultationAnswer.objects.values())
    assert after == before


@pytest.fixture
def secretariat(client_as):
    return client_as("secretariat")


@pytest.fixture
def member(client_as, members):
    client = client_as("member")
    link(User.objects.get(email="member@example.dk"), members["Bo Ås"])
    return client


def page(client, address):
    return client.get(address).content.decode()


def text_of(content):
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return " ".join(reading.text(one) for one in pdf.pages)


WRITTEN = {
    "title": "Sag", "text": "Tekst", "question": "At KKR godkender.", "reason": "Fristen.",
    "answer_by": f"{TODAY + timedelta(days=5):%d.%m.%Y}",
}  # fmt: skip


class TestTheCase:
    def test_is_written_and_the_list_names_it(self, secretariat, members):
        answer = secretariat.post(f"{LIST}new/", WRITTEN)
        made = Consultation.objects.get()
        assert answer.url == f"/meetings/consultations/{made.pk}/"
        assert (made.title, made.answer_by, made.status) == ("Sag", TODAY + timedelta(days=5), "draft")
        assert "Sag" in page(secretariat, LIST)

    @pytest.mark.parametrize(
        ("field", "typed", "sentence"),
        [
            ("reason", " ", "Dette felt er påkrævet"),
            ("question", "", "Dette felt er påkrævet"),
            ("answer_by", "31.02.2030", "er ikke en dato, der findes"),
            ("answer_by", f"{TODAY - timedelta(days=1):%d.%m.%Y}", "Svarfristen ligger før i dag."),
            ("text", "![b](x.png)", "Billed"),
        ],
    )
    def test_bad_input_is_said_at_its_field_and_kept(self, secretariat, field, typed, sentence):
        answer = secretariat.post(f"{LIST}new/", {**WRITTEN, field: typed})
        form = answer.context["form"]
        assert list(form.errors) == [field]
        assert sentence in str(form.errors[field])
        assert form["title"].value() == "Sag"
        assert Consultation.objects.count() == 0

    def test_says_that_the_chair_decides_and_cites_it(self, secretariat, cases):
        for address in (f"{LIST}new/", cases["open"], cases["draft"] + "send-out/"):
            text = page(secretariat, address)
            assert "§ 5, stk. 10" in text
            assert "ormanden" in text

    def test_once_sent_only_the_deadline_is_moved(self, secretariat, open_case):
        address = f"/meetings/consultations/{open_case.pk}/edit/"
        later = f"{TODAY + timedelta(days=20):%d.%m.%Y}"
        typed = {**WRITTEN, "answer_by": later, "revision": open_case.revision + 1}
        secretariat.post(address, typed)
        open_case.refresh_from_db()
        assert (open_case.title, open_case.answer_by) == (
            "Høringssvar om ekspresbusser", TODAY + timedelta(days=20),
        )  # fmt: skip

    def test_two_write_in_one_draft_and_the_second_is_shown_both(self, secretariat, council):
        draft = case(council)
        Consultation.objects.update(question="At KKR afviser.")
        answer = secretariat.post(
            f"/meetings/consultations/{draft.pk}/edit/", {**WRITTEN, "revision": draft.revision}
        )
        shown = {one.name: (one.mine, one.stored) for one in answer.context["form"].differences}
        assert shown["question"] == ("At KKR godkender.", "At KKR afviser.")

    def test_sending_names_those_asked_and_refuses_without_members(self, secretariat, council):
        draft = case(council)
        address = f"/meetings/consultations/{draft.pk}/"
        assert "Portalen kender ingen medlemmer" in page(secretariat, f"{address}send-out/")
        answer = secretariat.post(f"{address}send-out/", follow=True)
        assert "Portalen kender ingen medlemmer" in answer.content.decode()
        council_of(council, ["Anna Øst", "Bo Ås"])
        told = page(secretariat, f"{address}send-out/")
        assert ("Anna Øst" in told, "Formanden er ikke blandt dem" in told) == (True, True)
        secretariat.post(f"{address}send-out/")
        assert draft.answers.count() == 2

    def test_a_deleted_draft_clicked_twice_ends_on_the_list(self, secretariat, council):
        address = f"/meetings/consultations/{case(council).pk}/delete/"
        assert [secretariat.post(address).url for _ in range(2)] == [LIST, LIST]


class TestAnswers:
    def test_a_member_answers_and_changes_it(self, member, open_case):
        address = f"/meetings/consultations/{open_case.pk}/"
        row = open_case.answers.get(name="Bo Ås")
        for typed in ("for", "for", "against"):
            row.refresh_from_db()
            member.post(f"{address}answer/", {"answer": typed, "comment": "Ja", "revision": row.revision})
        row.refresh_from_db()
        assert (row.answer, row.comment, row.answered_on) == ("against", "Ja", TODAY)
        assert "Du har svaret «imod»" in page(member, address)

    def test_no_choice_is_said_and_out_of_the_room_is_none(self, member, open_case):
        address = f"/meetings/consultations/{open_case.pk}/answer/"
        empty = member.post(address, {"comment": "Et langt svar", "revision": 1})
        assert "Vælg, om du er for" in str(empty.context["form"].errors["answer"])
        assert empty.context["form"]["comment"].value() == "Et langt svar"
        assert list(member.post(address, {"answer": "out"}).context["form"].errors) == ["answer"]

    def test_members_see_who_answered_but_not_what_until_it_is_closed(self, member, secretariat, open_case):
        row = open_case.answers.get(name="Carl Eg")
        actions.record_answer(answer=row, given="against", comment="For dyrt", on=TODAY)
        address = f"/meetings/consultations/{open_case.pk}/"
        before = page(member, address)
        assert ("Har ikke svaret" in before, "1 af 3 har svaret." in before, "For dyrt" in before) == (
            True, True, False,
        )  # fmt: skip
        assert "For dyrt" not in text_of(member.get(f"{address}sheet.pdf").content)
        assert "For dyrt" in page(secretariat, address)
        actions.close(consultation=open_case, decision="Forkastet.", on=TODAY)
        after = page(member, address)
        assert ("For dyrt" in after, "Forslaget er forkastet." in after) == (True, True)
        assert "For dyrt" in text_of(member.get(f"{address}sheet.pdf").content)

    def test_a_user_without_a_person_and_one_who_was_not_asked(self, client_as, open_case, council):
        address = f"/meetings/consultations/{open_case.pk}/"
        client = client_as("member")
        assert (client.get(address).status_code, client.get(f"{address}answer/").status_code) == (200, 404)
        assert client.post(f"{address}answer/", {"answer": "for"}).status_code == 404

    def test_after_closing_the_answer_is_refused_in_words(self, member, secretariat, open_case):
        row = open_case.answers.get(name="Bo Ås")
        actions.close(consultation=open_case, decision="Godkendt.", on=TODAY)
        for client, address in (
            (member, f"/meetings/consultations/{open_case.pk}/answer/"),
            (secretariat, f"/meetings/consultations/answers/{row.pk}/"),
        ):
            answer = client.post(address, {"answer": "for", "revision": row.revision}, follow=True)
            assert "Høringen er afsluttet, så der kan ikke længere svares." in answer.content.decode()
        row.refresh_from_db()
        assert row.answer == ""

    def test_the_secretariat_enters_what_came_by_mail_and_goes_on_to_the_next(self, secretariat, open_case):
        anna, bo, carl = open_case.answers.order_by("name")
        typed = {"answer": "for", "received": f"{TODAY:%d.%m.%Y}", "comment": "Pr. mail", "revision": 1}
        first = secretariat.post(f"/meetings/consultations/answers/{bo.pk}/", {**typed, "next": "1"})
        assert first.url == f"/meetings/consultations/answers/{carl.pk}/"
        then = secretariat.post(first.url, {**typed, "next": "1"})
        assert then.url == f"/meetings/consultations/answers/{anna.pk}/"
        last = secretariat.post(then.url, {**typed, "next": "1"})
        assert last.url == f"/meetings/consultations/{open_case.pk}/#answers"
        assert list(open_case.answers.values_list("answer", "answered_on")) == [("for", TODAY)] * 3

    @pytest.mark.parametrize(
        ("received", "sentence"),
        [
            ("", "Skriv, hvornår svaret er modtaget."),
            (f"{TODAY - timedelta(days=1):%d.%m.%Y}", "Svaret kan ikke være modtaget før"),
            (f"{TODAY + timedelta(days=1):%d.%m.%Y}", "Datoen ligger efter i dag."),
            ("i går", "kan ikke læses som en dato"),
        ],
    )
    def test_a_received_answer_has_a_day_that_can_be(self, secretariat, open_case, received, sentence):
        row = open_case.answers.first()
        answer = secretariat.post(
            f"/meetings/consultations/answers/{row.pk}/",
            {"answer": "for", "received": received, "revision": 1},
        )
        assert sentence in str(answer.context["form"].errors["received"])

    def test_the_member_answered_while_the_secretariat_typed(self, secretariat, open_case):
        row = open_case.answers.get(name="Bo Ås")
        actions.record_answer(answer=row, given="against", comment="Nej", on=TODAY)
        answer = secretariat.post(
            f"/meetings/consultations/answers/{row.pk}/",
            {"answer": "for", "received": f"{TODAY:%d.%m.%Y}", "comment": "", "revision": row.revision},
        )
        shown = {one.name: (one.mine, one.stored) for one in answer.context["form"].differences}
        assert shown["answer"] == ("For", "Imod")
        row.refresh_from_db()
        assert row.answer == "against"


class TestTheEnd:
    def close(self, client, consultation, **values):
        address = f"/meetings/consultations/{consultation.pk}/close/"
        form = client.get(address).context["form"]
        typed = {name: form[name].value() for name in ("decision", "counted", "revision")}
        return client.post(address, {**typed, **values})

    def test_the_numbers_suggest_the_decision(self, secretariat, open_case):
        for name in ("Anna Øst", "Bo Ås"):
            actions.record_answer(answer=open_case.answers.get(name=name), given="for", comment="", on=TODAY)
        self.close(secretariat, open_case)
        open_case.refresh_from_db()
        assert (open_case.status, open_case.decision, open_case.closed_on) == (
            "closed", "2 af 3 har svaret: 2 for, 0 imod. Forslaget er vedtaget.", TODAY,
        )  # fmt: skip

    def test_an_answer_that_came_meanwhile_is_told_before_it_is_closed(self, secretariat, open_case):
        address = f"/meetings/consultations/{open_case.pk}/close/"
        form = secretariat.get(address).context["form"]
        typed = {name: form[name].value() for name in ("counted", "revision")} | {
            "decision": "Ingen svarede."
        }
        actions.record_answer(answer=open_case.answers.first(), given="for", comment="", on=TODAY)
        refused = secretariat.post(address, typed)
        assert "Svarene er ændret, mens du skrev. Nu: 1 af 3 har svaret" in refused.content.decode()
        assert refused.context["form"]["decision"].value() == "Ingen svarede."
        again = {name: refused.context["form"][name].value() for name in ("counted", "revision", "decision")}
        assert secretariat.post(address, again).status_code == 302
        open_case.refresh_from_db()
        assert (open_case.status, open_case.decision) == ("closed", "Ingen svarede.")

    def test_closing_twice_is_once_and_no_error(self, secretariat, open_case):
        self.close(secretariat, open_case, decision="Godkendt.")
        again = secretariat.post(
            f"/meetings/consultations/{open_case.pk}/close/", {"decision": "Andet."}, follow=True
        )
        open_case.refresh_from_db()
        assert (open_case.decision, "Høringen er afsluttet." in again.content.decode()) == ("Godkendt.", True)

    def test_reported_under_an_item_of_a_later_meeting_it_is_locked(self, secretariat, open_case, council):
        actions.close(consultation=open_case, decision="Godkendt.", on=TODAY)
        meeting = Meeting.objects.create(council=council, date=TODAY + timedelta(days=30))
        section = agenda.add_section(meeting=meeting, title="Meddelelser")
        item = agenda.place_item(AgendaItem(section=section, title="Skriftlig høring om busser"))
        address = f"/meetings/consultations/{open_case.pk}/"
        form = secretariat.get(f"{address}report/").context["form"]
        typed = {"decision": "Godkendt 1. maj.", "reported_in": item.pk, "revision": form["revision"].value()}
        secretariat.post(f"{address}report/", typed)
        text = page(secretariat, address)
        assert ("Godkendt 1. maj." in text, "Skriftlig høring om busser" in text, "låst" in text) == (
            True, True, True,
        )  # fmt: skip
        for write in ("report/", "reopen/", "edit/", "close/", "take-back/", "send-out/", "delete/"):
            assert secretariat.post(f"{address}{write}", typed).status_code == 302
        open_case.refresh_from_db()
        assert (open_case.decision, open_case.is_locked) == ("Godkendt 1. maj.", True)

    def test_an_item_approved_meanwhile_is_no_choice(self, secretariat, open_case, council):
        actions.close(consultation=open_case, decision="Godkendt.", on=TODAY)
        meeting = Meeting.objects.create(council=council, date=TODAY + timedelta(days=30))
        section = agenda.add_section(meeting=meeting, title="Meddelelser")
        item = agenda.place_item(AgendaItem(section=section, title="Punkt"))
        Meeting.objects.update(status="approved")
        answer = secretariat.post(
            f"/meetings/consultations/{open_case.pk}/report/", {"decision": "Ja.", "reported_in": item.pk}
        )
        assert "reported_in" in answer.context["form"].errors


@pytest.mark.django_db(transaction=True)
def test_two_clicks_make_one_case(client_as, council):
    client = client_as("secretariat")
    answers = at_once(*[lambda: client.post(f"{LIST}new/", WRITTEN).status_code] * 2)
    assert (answers, Consultation.objects.count()) == ([302, 302], 1)


@pytest.mark.parametrize("address", ["list", "detail"])
def test_as_many_queries_for_many_as_for_one(address, client_as, council):
    client = client_as("kl")
    names = [f"Medlem Nr{n}" for n in range(40)]
    council_of(council, names[:1])
    first = actions.send_out(consultation=case(council), on=TODAY)
    where = LIST if address == "list" else f"/meetings/consultations/{first.pk}/"

    def count():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(where).status_code == 200
        return len(queries)

    count()
    one = count()
    members = council_of(council, names[1:], term=first.answers.get().seat.term)
    ConsultationAnswer.objects.bulk_create(
        ConsultationAnswer(consultation=first, seat=one.seat, person=one.person, name=name)
        for name, one in members.items()
    )
    for _ in range(9):
        case(council)
    assert count() == one
