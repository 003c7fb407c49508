"""What a secretary does on the pages, and what is typed wrongly."""

from datetime import date

import pytest

from boards.actions.tenures import end_tenure, open_past
from boards.models import Board, Correction, DeputyChair, Seat, SeatKind, Tenure, Term
from kkr_portal.access.models import User
from kkr_portal.registry.models import Municipality, Person
from tests.boards import made
from tests.boards.test_seating import fill, many_boards
from tests.portal_user import past_triggers

pytestmark = pytest.mark.django_db
CITED = "(standardvedtægterne for erhvervshusene § 5.2)"


@pytest.fixture
def client(client_as):
    return client_as("secretariat")


def errors(answer, form="form"):
    assert answer.status_code == 200
    found = answer.context[form].errors
    return {field: " ".join(texts) for field, texts in found.items()}


def saved(answer):
    assert answer.status_code == 302, answer.context["form"].errors
    return answer["Location"]


def test_a_house_gets_its_board_with_twelve_seats(client, council):
    house = made.BusinessHouse.objects.get(slug="midtjylland")
    typed = {"statutes": "standard", "business_house": house.pk, "council": council.pk, "name": ""}
    assert saved(client.post("/boards/new/", typed)) == "/boards/midtjylland/"
    board = Board.objects.get()
    assert (board.name, sum(kind.seats.count() for kind in board.seat_kinds.all())) == (
        "Erhvervshus Midtjylland", 12,
    )  # fmt: skip


def test_another_body_is_set_up_with_its_seats_and_term(client, council):
    typed = {
        "statutes": "own", "business_house": "", "council": council.pk, "name": "Nye Seats",
        "rulebook": "lov om noget", "paragraph": "7",
    }  # fmt: skip
    url = saved(client.post("/boards/new/", typed))
    assert url == "/boards/nye-seats/"
    kind = {"title": "Medlem", "count": "3", "appointed_by": "KKR", "voting": "on", "revision": ""}
    saved(client.post(f"{url}seats/new/", kind))
    saved(client.post(f"{url}terms/new/", {"first": "1.1.2022", "until": "1.1.2024", "revision": ""}))
    body = Board.objects.get()
    assert str(body.citation) == "lov om noget § 7"
    assert body.seat_kinds.get().seats.count() == 3
    assert "3 pladser er ledige" in client.get(f"{url}?on=1.6.2022").content.decode()


@pytest.mark.parametrize("name", ["Seats", "Handover", "New", "rounds"])
def test_no_board_takes_a_pages_address(client, council, name):
    typed = {"statutes": "own", "council": council.pk, "name": name}
    assert saved(client.post("/boards/new/", typed)) == f"/boards/{name.lower()}-2/"


@pytest.mark.parametrize(
    ("typed", "field", "told"),
    [
        ({"statutes": "standard", "name": "X"}, "business_house", "gælder kun for et erhvervshus"),
        ({"statutes": "own", "name": ""}, "name", "Skriv bestyrelsens navn"),
        ({"statutes": "own", "name": "Vækstforum"}, "name", "findes allerede"),
    ],
)
def test_a_board_that_can_not_be_made(client, council, typed, field, told):
    made.board()
    answer = client.post("/boards/new/", {"council": council.pk, **typed})
    assert told in errors(answer)[field]


def test_another_kkrs_board_is_not_made(client):
    other = made.Council.objects.get(slug="sjaelland")
    answer = client.post("/boards/new/", {"statutes": "own", "council": other.pk, "name": "X"})
    assert "council" in errors(answer)


@pytest.mark.parametrize(
    ("first", "until", "told"),
    [
        ("1.4.2026", "1.4.2031", "Funktionsperioden er længere end 4 år; den kan højst løbe til 01.04.2030"),
        ("1.4.2026", "31.3.2030", "Funktionsperioden løber til den første 1. april efter kommunalvalget, "
                                  "01.04.2030, ikke 31.03.2030"),
        ("1.4.2026", "31.3.2026", "Funktionsperioden slutter, før den begynder"),
    ],
)  # fmt: skip
def test_a_term_of_five_years_or_to_31_march(client, house_board, first, until, told):
    answer = client.post("/boards/midtjylland/terms/new/", {"first": first, "until": until, "revision": ""})
    assert errors(answer) == {"until": f"{told} {CITED}."}
    assert f'value="{until}"' in answer.content.decode()


def test_the_next_term_is_proposed(client, house_board):
    form = client.get("/boards/midtjylland/terms/new/").context["form"]
    assert [form[name].value() for name in ("first", "until", "election_date")] == [
        date(2026, 4, 1), date(2030, 4, 1), date(2025, 11, 18),
    ]  # fmt: skip


@pytest.mark.parametrize("until", ["30.2.2026", "i morgen"])
def test_a_day_that_is_none(client, house_board, until):
    answer = client.post("/boards/midtjylland/terms/new/", {"first": "1.4.2026", "until": until})
    assert list(errors(answer)) == ["until"]


@pytest.mark.parametrize(("rule", "count"), [("chair", "2"), ("business", "5")])
def test_two_chairs_and_twelve_members(client, house_board, rule, count):
    kind = house_board.seat_kinds.get(rule=rule)
    typed = {
        "rule": rule, "title": kind.title, "appointed_by": "KKR", "count": count, "voting": "on",
        "revision": kind.revision,
    }  # fmt: skip
    answer = client.post(f"/boards/kinds/{kind.pk}/edit/", typed)
    assert CITED in errors(answer)["count"]


def appointing(house_board, **changed):
    term = house_board.terms.get()
    return {"term": term.pk, "since": "1.4.2022", "until": "", "person": "", **changed}


def test_put_somebody_new_in_a_seat(client, house_board, seat_of):
    place = Municipality.objects.get(name="Horsens")
    typed = appointing(
        house_board, given_name="Bo", family_name="Bregne", municipality=place.pk, counts_as="man"
    )
    seat = seat_of("chair")
    assert saved(client.post(f"/boards/seats/{seat.pk}/fill/", typed)) == "/boards/midtjylland/"
    assert str(seat.tenures.get()) == "Bo Bregne"
    page = client.get("/boards/midtjylland/?on=1.5.2022").content.decode()
    assert "Bo Bregne" in page
    assert "valgt i Horsens" in page


@pytest.mark.parametrize(
    ("rule", "changed", "field", "told"),
    [
        ("chair", {}, "municipality", f"Ane Ahorn er ikke folkevalgt; formanden skal være det {CITED}."),
        ("region", {"until": "1.4.2027"}, "until", "længere end 4 år"),
        ("region", {"since": "31.3.2022"}, "since", "begynder først 1. april 2022"),
        ("region", {"since": "29.2.2023"}, "since", "er ikke en dato, der findes"),
        ("business", {}, "active_in_business", "er ikke aktiv erhvervsdrivende"),
    ],
)
def test_an_appointment_that_is_refused_says_where(
    client, house_board, seat_of, ane, rule, changed, field, told
):
    typed = appointing(house_board, person=ane.pk, **changed)
    answer = client.post(f"/boards/seats/{seat_of(rule).pk}/fill/", typed)
    assert told in errors(answer)[field]
    assert not Tenure.objects.exists()


def test_the_director_is_refused(client, house_board, seat_of):
    typed = appointing(house_board, person=house_board.director_id, anyway="on")
    answer = client.post(f"/boards/seats/{seat_of('region').pk}/fill/", typed)
    assert "er direktør i erhvervshuset" in errors(answer)["person"]


def test_a_substitute_and_a_person_twice_are_refused(client, house_board, seat_of, ane):
    first = f"/boards/seats/{seat_of('region').pk}/fill/"
    saved(client.post(first, appointing(house_board, person=ane.pk)))
    bo = made.person("Bo Bregne")
    beside = client.post(first, appointing(house_board, person=bo.pk, since="1.1.2023"))
    assert "Der udpeges ikke suppleanter" in errors(beside)["since"]
    twice = client.post(
        f"/boards/seats/{seat_of('knowledge').pk}/fill/", appointing(house_board, person=ane.pk)
    )
    assert errors(twice) == {"person": "Personen sidder allerede i bestyrelsen på den tid."}


def test_from_29_february_for_the_rest_of_the_term(client, house_board, seat_of, ane):
    typed = appointing(house_board, person=ane.pk, since="29.2.2024")
    saved(client.post(f"/boards/seats/{seat_of('region').pk}/fill/", typed))
    assert "for resten af perioden" in client.get("/boards/midtjylland/?on=29.2.2024").content.decode()


def test_without_a_term_the_term_comes_first(client, seat_of, house_board):
    Term.objects.all().delete()
    answer = client.get(f"/boards/seats/{seat_of('region').pk}/fill/")
    assert answer["Location"] == "/boards/midtjylland/terms/new/"


@pytest.fixture
def sitting(house_board, seat_of, ane):
    return made.tenure(seat_of("region"), ane, house_board.terms.get())


def test_end_undo_correct_and_take_back(client, sitting):
    url, seat = f"/boards/tenures/{sitting.pk}/", f"/boards/seats/{sitting.seat_id}/"
    assert saved(client.post(f"{url}end/", {"day": "1.5.2023", "because": "resigned"})) == seat
    assert "Ledig" in client.get(seat).content.decode()
    assert list(errors(client.post(f"{url}reopen/", {"reason": " "}))) == ["reason"]
    assert saved(client.post(f"{url}reopen/", {"reason": "Ane blev alligevel."})) == seat
    sitting.refresh_from_db()
    assert sitting.period.upper is None
    typed = {"since": "1.5.2022", "until": "1.4.2026", "left": "", "revision": sitting.revision}
    assert saved(client.post(f"{url}edit/", typed)) == seat
    assert Tenure.objects.get().since == date(2022, 5, 1)
    assert "Fortryd udpegningen af Ane Ahorn?" in client.get(f"{url}delete/").content.decode()
    assert list(errors(client.post(f"{url}delete/", {"reason": ""}))) == ["reason"]
    assert saved(client.post(f"{url}delete/", {"reason": "Skrevet på den forkerte plads."})) == seat
    assert not Tenure.objects.exists()
    page = client.get(seat).content.decode()
    assert "Ane blev alligevel." in page
    assert "Skrevet på den forkerte plads." in page


def test_the_past_is_corrected_for_a_reason(client, sitting):
    end_tenure(tenure=sitting, day=date(2023, 5, 1), because="resigned")
    sitting.refresh_from_db()
    url = f"/boards/tenures/{sitting.pk}/"
    again = client.post(f"{url}end/", {"day": "1.4.2023", "because": "resigned"})
    assert errors(again) == {"day": "Ane Ahorn er allerede ophørt 1. maj 2023."}
    typed = {"since": "1.4.2022", "until": "1.4.2026", "left": "1.6.2023", "ended_because": "resigned",
             "revision": sitting.revision}  # fmt: skip
    assert list(errors(client.post(f"{url}edit/", typed))) == ["reason"]
    saved(client.post(f"{url}edit/", {**typed, "reason": "Brevet siger juni."}))
    sitting.refresh_from_db()
    assert sitting.period.upper == date(2023, 6, 1)
    correction = Correction.objects.get()
    assert (correction.seat, correction.reason, str(correction.by)) == (
        sitting.seat, "Brevet siger juni.", "Test secretariat",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"day": "1.4.2022", "because": "resigned"}, "day"),
        ({"day": "1.5.2023", "because": ""}, "because"),
        ({"day": "1.5.2023", "because": "removed"}, "note"),
        ({"day": "1.5.2023", "because": "succeeded"}, "because"),
    ],
)
def test_an_end_that_is_refused(client, sitting, typed, field):
    answer = client.post(f"/boards/tenures/{sitting.pk}/end/", typed)
    assert list(errors(answer)) == [field]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"since": "1.1.2022"}, "since"),
        ({"until": "1.5.2026"}, "until"),
        ({"left": "1.4.2022"}, "left"),
        ({"ended_because": "died"}, "left"),
    ],
)
def test_a_correction_that_is_refused(client, sitting, typed, field):
    all_ = {"since": "1.4.2022", "until": "1.4.2026", "left": "", "revision": sitting.revision, **typed}
    assert field in errors(client.post(f"/boards/tenures/{sitting.pk}/edit/", all_))


def test_overlapping_tenures_by_correction(client, sitting, seat_of):
    Tenure.objects.filter(pk=sitting.pk).update(period=(made.FIRST, date(2023, 1, 1)))
    after = made.tenure(sitting.seat, made.person("Bo Bregne"), sitting.term, date(2023, 1, 1))
    typed = {"since": "1.6.2022", "until": "1.4.2026", "left": "", "revision": after.revision}
    answer = client.post(f"/boards/tenures/{after.pk}/edit/", typed)
    assert errors(answer) == {"since": "Pladsen er allerede besat på den tid."}


def test_the_second_to_correct_sees_both(client, sitting):
    seen = sitting.revision
    Tenure.objects.filter(pk=sitting.pk).update(until=date(2025, 1, 1))
    typed = {"since": "1.5.2022", "until": "1.4.2026", "left": "", "revision": seen}
    answer = client.post(f"/boards/tenures/{sitting.pk}/edit/", typed)
    assert [(one.label, one.mine, one.stored) for one in answer.context["form"].differences] == [
        ("Udpeget til", "01.04.2026", "01.01.2025"), ("Tiltrådt", "01.05.2022", "01.04.2022"),
    ]  # fmt: skip
    sitting.refresh_from_db()
    assert sitting.since == made.FIRST


def test_deputy_chair(client, sitting, today):
    url = "/boards/midtjylland/"
    assert saved(client.post(f"{url}deputy/", {"tenure": sitting.pk, "since": "1.5.2022"})) == url
    assert "Næstformand" in client.get(url).content.decode()
    saved(client.post(f"/boards/deputies/{DeputyChair.objects.get().pk}/end/"))
    assert DeputyChair.objects.get().period.upper == today


def test_the_reason_for_the_balance_is_kept(client, house_board):
    fill(house_board, counts_as=("man", "man"))
    page = client.get("/boards/midtjylland/?on=1.5.2022").content.decode()
    assert "0 kvinder og 11 mænd" in page
    assert "ligestillingsloven § 10 a" in page
    term = house_board.terms.get()
    typed = {"first": "1.4.2022", "until": "1.4.2026", "balance_reason": "Få var indstillet.",
             "revision": term.revision}  # fmt: skip
    saved(client.post(f"/boards/terms/{term.pk}/edit/", typed))
    page = client.get("/boards/midtjylland/?on=1.5.2022").content.decode()
    assert "Få var indstillet." in page
    assert "ligestillingsloven" not in page


def test_a_board_that_is_red_says_why_and_what_to_do(client, house_board):
    tenures = fill(house_board)
    Tenure.objects.filter(pk=tenures[0].pk).update(municipality=None)
    page = client.get("/boards/midtjylland/?on=1.5.2022").content.decode()
    assert f"Person00 Prøve er ikke folkevalgt; formanden skal være det {CITED}." in page
    assert "Find en anden end Person00 Prøve til pladsen som formand" in page


def test_seats_are_removed_after_asking(client):
    kind = made.seat(made.board()).seat_kind
    assert "Fjern pladserne" in client.get(f"/boards/kinds/{kind.pk}/delete/").content.decode()
    saved(client.post(f"/boards/kinds/{kind.pk}/delete/"))
    assert not SeatKind.objects.exists()


@pytest.mark.parametrize("address", ["/boards/", "/boards/seats/", "/boards/handover/?election=2025",
                                     "/boards/organ-0/", "/boards/organ-0/timeline/"])  # fmt: skip
def test_constant_queries(client, address, django_assert_max_num_queries):
    """As many with one board of one term as with three of forty years."""
    counts = []
    for boards, years in ((1, 4), (3, 40)):
        for one in Seat.objects.all():
            open_past(seat=one, reason="Prøven begynder forfra.", by=None)
        Tenure.objects.all().delete()
        with past_triggers("boards.Correction:correction_stays"):
            Correction.objects.all().delete()
        Board.objects.all().delete()
        Person.objects.all().delete()
        many_boards(number=boards, years=years)
        client.get(address)
        with django_assert_max_num_queries(30) as counted:
            assert client.get(address).status_code == 200
        counts.append(len(counted))
    assert counts[0] == counts[1]


def test_the_timeline_as_pdf_and_calendar(client, house_board):
    fill(house_board)
    pdf = client.get("/boards/midtjylland/timeline.pdf")
    assert (pdf["Content-Type"], pdf.content[:5]) == ("application/pdf", b"%PDF-")
    ics = client.get("/boards/midtjylland/timeline.ics").content.decode()
    assert ics.count("BEGIN:VEVENT") == 2


def test_the_list_as_a_file(client, house_board):
    lines = client.get("/boards/boards.csv?on=1.5.2022").content.decode("utf-8-sig").splitlines()
    assert lines[1] == (
        "Erhvervshus Midtjylland;KKR Midtjylland;12;0;12;01.04.2022;01.04.2026;Ledige pladser;"
        "standardvedtægterne for erhvervshusene § 5.2"
    )
    seats = client.get("/boards/seats/seats.csv?only=vacant").content.decode("utf-8-sig").splitlines()
    assert len(seats) == 1 + 12


def test_a_board_member_is_led_to_the_own_timeline(user_with, client_as, sitting, client):
    member = client_as("board_member")
    url = f"/boards/people/{sitting.person_id}/"
    assert url not in member.get("/boards/").content.decode()
    User.objects.filter(email="board_member@example.dk").update(person=sitting.person)
    assert url in member.get("/boards/").content.decode()


def test_an_empty_choice_says_what_it_means(client, house_board, seat_of, ane):
    tenure = made.tenure(seat_of("chair"), ane, house_board.terms.get())
    page = client.get(f"/boards/tenures/{tenure.pk}/edit/").content.decode()
    for told in ("Ikke ophørt", "Ikke oplyst", "Ikke medlem af en kommunalbestyrelse"):
        assert told in page
    assert "---------" not in page
