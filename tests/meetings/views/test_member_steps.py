"""The pages of the steps: they tell what follows, keep what was typed, and say why a step can't be taken."""

from datetime import date

import pghistory
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.html import escape

from kkr_portal.registry.models import Mandate, Person
from meetings.models import Absence, Membership, Officer, Seat, Substitute, VoteCount
from meetings.roster import roster_on
from tests.importing.taken_back import everything, taken_back, way_back
from tests.meetings.members import LATER, START


@pytest.fixture
def client(client_as):
    return client_as("secretariat")


@pytest.fixture
def seat(house):
    seat = house.elected_seat()
    house.put(seat, "Anna Øst")
    house.stand_in(seat, "Bo Ås")
    return seat


def new(house, name="Dorte Fyhn", **more):
    given, family = name.split()
    values = {
        "person": "", "given_name": given, "family_name": family, "email": "", "phone": "",
        "municipality": house.place().pk, "party": house.party().pk, "since": "01.06.2023", "note": "",
    }  # fmt: skip
    return values | more


def errors(answer):
    assert answer.status_code == 200
    return {name: list(found) for name, found in answer.context["form"].errors.items()}


def sits(house, day=LATER):
    return [
        (str(one.member or "–"), str(one.substitute or "–"))
        for one in roster_on(house.council, day).sittings
    ]  # fmt: skip


class TestFill:
    def test_a_new_person(self, house, client):
        seat = house.elected_seat()
        answer = client.post(f"/meetings/seats/{seat.pk}/fill/", new(house, email="d@kommune.example"))
        assert (answer.status_code, sits(house)) == (302, [("Dorte Fyhn", "–")])
        assert Person.objects.get().email == "d@kommune.example"

    def test_a_namesake_is_asked_about(self, house, client):
        seat, dorte = house.elected_seat(), house.person("dorte fyhn")
        address = f"/meetings/seats/{seat.pk}/fill/"
        asked = client.post(address, new(house))
        assert "Portalen kender allerede dorte fyhn" in errors(asked)["person"][0]
        assert asked.context["form"]["given_name"].value() == "Dorte"
        client.post(address, new(house, namesake="on"))
        assert Membership.objects.get().person != dorte

    @pytest.mark.parametrize(
        ("typed", "field"),
        [
            ({"given_name": "", "family_name": ""}, "person"),
            ({"family_name": ""}, "family_name"),
            ({"given_name": ""}, "given_name"),
            ({"since": "31.11.2023"}, "since"),
            ({"since": "18.01.2022"}, "since"),
            ({"email": "ingen"}, "email"),
            ({"municipality": ""}, "municipality"),
        ],
    )
    def test_what_is_wrong_is_said_at_its_field_and_nothing_is_saved(self, house, client, typed, field):
        answer = client.post(f"/meetings/seats/{house.elected_seat().pk}/fill/", new(house, **typed))
        assert list(errors(answer)) == [field]
        assert (Membership.objects.count(), Person.objects.count()) == (0, 0)

    def test_not_both_a_person_and_a_name(self, house, client):
        known = house.person("Carl Eg")
        answer = client.post(f"/meetings/seats/{house.elected_seat().pk}/fill/", new(house, person=known.pk))
        assert "ikke begge dele" in errors(answer)["person"][0]

    def test_a_taken_seat_keeps_what_was_typed(self, house, client, seat):
        answer = client.post(f"/meetings/seats/{seat.pk}/fill/", new(house))
        assert errors(answer) == {"since": ["Pladsen har allerede et medlem den dag: Anna Øst."]}
        assert answer.context["form"]["family_name"].value() == "Fyhn"

    def test_the_mayor_is_proposed_from_the_reference_data(self, house, client):
        seat, anna = house.mayor_seat(), house.person("Anna Øst")
        Mandate.objects.create(
            person=anna, municipality=seat.municipality, office="mayor", party=house.party(),
            period=(START, None),
        )  # fmt: skip
        form = client.get(f"/meetings/seats/{seat.pk}/fill/").context["form"]
        assert (form["person"].initial, form["party"].initial) == (anna.pk, house.party().pk)


class TestSubstitute:
    def test_from_a_day(self, house, client):
        seat = house.elected_seat()
        house.put(seat, "Anna Øst")
        answer = client.post(f"/meetings/seats/{seat.pk}/substitute/", new(house))
        assert (answer.status_code, sits(house)) == (302, [("Anna Øst", "Dorte Fyhn")])

    def test_the_breach_names_its_paragraph(self, house, client, seat):
        other = house.elected_seat()
        house.put(other, "Carl Eg")
        bo = Substitute.objects.get().person
        typed = new(house, "x x", person=bo.pk) | {"given_name": "", "family_name": ""}
        answer = client.post(f"/meetings/seats/{other.pk}/substitute/", typed)
        assert "§ 3, stk. 4" in errors(answer)["person"][0]

    def test_another_deputy_mayor_with_a_reason(self, house, client):
        seat = house.mayor_seat()
        house.put(seat, "Anna Øst")
        Mandate.objects.create(
            person=house.person("Bo Ås"), municipality=seat.municipality, office="first_deputy",
            period=(START, None),
        )  # fmt: skip
        address, typed = f"/meetings/seats/{seat.pk}/substitute/", new(house, origin="council")
        assert "§ 3, stk. 3" in errors(client.post(address, typed))["anyway"][0]
        assert list(errors(client.post(address, typed | {"anyway": "on"}))) == ["note"]
        client.post(address, typed | {"anyway": "on", "note": "Valgt 1. juni"})
        assert Substitute.objects.get().note == "Valgt 1. juni"


class TestLeaving:
    def test_the_page_tells_both_ways(self, house, client, seat):
        page = client.get(f"/meetings/seats/memberships/{seat.memberships.get().pk}/leaves/")
        told = [
            (branch.heading, [(point.text, point.citation.place) for point in branch.points])
            for branch in page.context["branches"]
        ]
        assert told == [
            ("Ønsker Bo Ås pladsen", [
                ("Udtræder af KKR.", "§ 3, stk. 7"),
                ("Stedfortræderen indtræder som medlem.", "§ 3, stk. 11"),
                ("Partiet vælger en ny stedfortræder.", "§ 3, stk. 11"),
            ]),
            ("Ønsker Bo Ås den ikke", [
                ("Udtræder af KKR.", "§ 3, stk. 7"),
                ("Partiet vælger et nyt medlem.", "§ 3, stk. 11"),
                ("Stedfortræderen bliver stedfortræder for det nye medlem.", "§ 3, stk. 11"),
            ]),
        ]  # fmt: skip

    @pytest.mark.parametrize(
        ("enters", "after", "goes_to"),
        [("yes", ("Bo Ås", "–"), "substitute/"), ("no", ("–", "Bo Ås"), "fill/")],
    )
    def test_and_leads_on_to_what_is_next(self, house, client, seat, enters, after, goes_to):
        address = f"/meetings/seats/memberships/{seat.memberships.get().pk}/leaves/"
        typed = {"because": "left_party", "day": "1.6.2023", "substitute_enters": enters, "note": ""}
        for _ in range(2):  # a double click
            answer = client.post(address, typed)
        assert (answer.url.endswith(goes_to), sits(house)) == (True, [after])

    def test_who_has_left_is_not_left_again_on_another_day(self, house, client, seat):
        address = f"/meetings/seats/memberships/{seat.memberships.get().pk}/leaves/"
        typed = {"because": "died", "day": "01.06.2023", "substitute_enters": "no"}
        client.post(address, typed)
        found = errors(client.post(address, typed | {"day": "01.07.2023"}))
        assert found == {"day": ["Anna Øst er allerede udtrådt 1. juni 2023."]}

    def test_the_stand_in_stops(self, house, client, seat):
        address = f"/meetings/seats/substitutes/{seat.substitutes.get().pk}/stops/"
        assert "§ 3, stk. 12" in client.get(address).content.decode()
        answer = client.post(address, {"because": "died", "day": "01.06.2023"})
        assert (answer.url.endswith("substitute/"), sits(house)) == (True, [("Anna Øst", "–")])


def test_a_mayor_changes_party_and_the_party_gets_a_seat(house, client):
    for letter, number in (("V", 30), ("A", 70)):
        VoteCount.objects.create(term=house.term, party=house.party(letter), votes=number)
    mayor = house.put(house.mayor_seat(), "Anna Øst")
    address = f"/meetings/seats/memberships/{mayor.pk}/party/"
    page = client.get(address).content.decode()
    assert [f"§ 3, stk. {part}" in page for part in (8, 9, 10)] == [True, True, True]
    client.post(address, {"party": house.party("A").pk, "day": "01.06.2023", "adds_seat": "on"})
    client.post(address, {"party": house.party("A").pk, "day": "01.06.2023", "adds_seat": "on"})
    assert [str(seat) for seat in Seat.objects.filter(beyond_cap=True)] == ["Venstre, plads 1"]
    assert "ud over loftet" in client.get("/meetings/midtjylland/members/").content.decode()


def test_absence_decision_and_return(house, client, seat, meeting, new_item):
    member = seat.memberships.get()
    away = f"/meetings/seats/memberships/{member.pk}/absent/"
    typed = {"kind": "prevented", "since": "01.02.2022", "expected_back": "30.04.2022"}
    assert "fra møde til møde" in errors(client.post(away, typed))["expected_back"][0]
    client.post(away, typed | {"expected_back": "01.05.2022"})
    absence = Absence.objects.get()
    item = new_item("Fravær")
    client.post(f"/meetings/seats/absences/{absence.pk}/decide/", {"item": item.pk, "met": "yes"})
    client.post(f"/meetings/seats/absences/{absence.pk}/returns/", {"day": "01.05.2022"})
    absence.refresh_from_db()
    assert (absence.decided_in, absence.period.upper) == (item, date(2022, 5, 1))


def test_chair_is_elected_and_leaves(house, client, seat):
    anna = seat.memberships.get().person
    address = "/meetings/midtjylland/members/posts/1/"
    client.post(address, {"person": anna.pk, "group": "Venstre", "since": "19.01.2022"})
    officer = Officer.objects.get()
    assert (officer.person, officer.group) == (anna, "Venstre")
    page = client.get(f"/meetings/seats/officers/{officer.pk}/leaves/").content.decode()
    assert [text in page for text in ("Venstre vælger en ny formand.", "§ 3, stk. 13")] == [True, True]
    client.post(f"/meetings/seats/officers/{officer.pk}/leaves/", {"because": "other", "day": "1.6.2023"})
    assert roster_on(house.council, LATER).chair is None


class TestMany:
    def test_preview_then_all(self, house, client):
        house.elected_seat()
        address, typed = "/meetings/midtjylland/members/many/", {
            "since": "19.01.2022", "text": "Anna Øst;V;Viborg;Bo Ås",
        }  # fmt: skip
        shown = client.post(address, typed)
        assert (len(shown.context["plan"].rows), Membership.objects.count()) == (1, 0)
        yes = {"do": "1", "plan": shown.context["plan"].fingerprint}
        answer = client.post(address, typed | yes)
        assert (answer.status_code, sits(house)) == (302, [("Anna Øst", "Bo Ås")])
        again = client.post(address, typed | yes, follow=True)
        assert "Der er intet at ændre." in again.content.decode()

    def test_somebody_takes_the_seat_between_preview_and_yes(self, house, client):
        seat = house.elected_seat()
        address, typed = "/meetings/midtjylland/members/many/", {
            "since": "19.01.2022", "text": "Anna Øst;V;Viborg",
        }  # fmt: skip
        yes = {"do": "1", "plan": client.post(address, typed).context["plan"].fingerprint}
        house.put(seat, "Ida Ny")
        answer = client.post(address, typed | yes).content.decode()
        assert "Venstre har ingen ledig plads tilbage" in answer
        assert Membership.objects.count() == 1

    def test_out_and_in_again_changes_nothing(self, house, client):
        for number, name in enumerate(["Anna Maria Øst Sørensen", "Carl Eg (opdigtet)", "Ib Ø"]):
            seat = house.elected_seat()
            house.put(seat, name, email=f"m{number}@kkr.dk", phone="12345678")
            if number:
                row = house.stand_in(seat, f"Bo Nr{number} (opdigtet)")
                row.municipality = house.place("Skive")
                row.save()
        mayor = house.mayor_seat()
        house.put(mayor, "Erik Gad", letter="A")
        house.elected_seat()
        list_of = "/meetings/midtjylland/members/members."
        for kind in ("csv", "xlsx"):
            content = client.get(f"{list_of}{kind}?on=19.01.2022").content
            upload = SimpleUploadedFile(f"medlemmer.{kind}", content)
            page = client.post(
                "/meetings/midtjylland/members/many/", {"since": "19.01.2022", "upload": upload}
            )
            plan = page.context["plan"]
            assert plan.summary == [("uændrede", 4), ("springes over", 1)], [row.note for row in plan.rows]

    def test_taken_back(self, house, client):
        house.elected_seat()
        address, typed = "/meetings/midtjylland/members/many/", {
            "since": "19.01.2022", "text": "Anna Øst;V;Viborg;Bo Ås",
        }  # fmt: skip
        before = everything()
        yes = {"do": "1", "plan": client.post(address, typed).context["plan"].fingerprint}
        answer = client.post(address, typed | yes, follow=True)
        assert sits(house) == [("Anna Øst", "Bo Ås")]
        assert "Person «Anna Øst»" in taken_back(client, way_back(answer))
        assert everything() == before

    def test_refused_once_a_member_has_been_changed(self, house, client):
        house.elected_seat()
        address, typed = "/meetings/midtjylland/members/many/", {
            "since": "19.01.2022", "text": "Anna Øst;V;Viborg;Bo Ås",
        }  # fmt: skip
        yes = {"do": "1", "plan": client.post(address, typed).context["plan"].fingerprint}
        answer = client.post(address, typed | yes, follow=True)
        with pghistory.context():
            Membership.objects.update(note="Rettet")
        before = everything()
        assert "er ændret siden" in client.post(way_back(answer)).content.decode()
        assert everything() == before

    def test_the_template_has_headings_and_no_members(self, house, client):
        address = "/meetings/midtjylland/members/many/"
        upload = SimpleUploadedFile("s.xlsx", client.get(f"{address}template.xlsx").content)
        page = client.post(address, {"since": "19.01.2022", "upload": upload}).content.decode()
        assert "Tabellen har overskrifter, men ingen rækker." in page

    def test_a_row_that_cannot_be_read_keeps_the_text_and_has_no_button(self, house, client):
        text = "Anna Øst;V;Viborg"
        shown = client.post("/meetings/midtjylland/members/many/", {"since": "19.01.2022", "text": text})
        page = shown.content.decode()
        assert ("Venstre har ingen ledig plads tilbage" in page, escape(text) in page) == (True, True)
        assert 'name="do"' not in page


class TestCorrecting:
    def values(self, row, **typed):
        stored = {
            "person": row.person_id, "municipality": row.municipality_id, "party": row.party_id or "",
            "since": "19.01.2022", "until": "", "ended_because": "", "note": "", "revision": row.revision,
        }  # fmt: skip
        return stored | typed

    def test_the_first_day(self, house, client, seat):
        row = seat.memberships.get()
        address = f"/meetings/seats/memberships/{row.pk}/correct/"
        answer = client.post(address, self.values(row, since="01.06.2023", note="Rettet"))
        row.refresh_from_db()
        assert (answer.status_code, row.period.lower, row.note) == (302, LATER, "Rettet")

    def test_two_correct_at_once(self, house, client, seat):
        row = seat.memberships.get()
        Membership.objects.filter(pk=row.pk).update(period=(date(2022, 2, 1), None))
        answer = client.post(f"/meetings/seats/memberships/{row.pk}/correct/", self.values(row, note="Min"))
        shown = {d.name: (d.mine, d.stored, d.prefer_stored) for d in answer.context["form"].differences}
        assert shown == {"since": ("19.01.2022", "01.02.2022", True), "note": ("Min", "", False)}

    @pytest.mark.parametrize(
        ("typed", "field"),
        [({"until": "19.01.2022"}, "until"), ({"since": "01.01.2022"}, "since"), ({"since": ""}, "since")],
    )
    def test_dates_that_cannot_be(self, house, client, seat, typed, field):
        row = seat.memberships.get()
        answer = client.post(f"/meetings/seats/memberships/{row.pk}/correct/", self.values(row, **typed))
        assert list(errors(answer)) == [field]

    def test_what_the_database_refuses_is_a_sentence(self, house, client, seat):
        row, bo = seat.memberships.get(), seat.substitutes.get()
        answer = client.post(
            f"/meetings/seats/memberships/{row.pk}/correct/", self.values(row, person=bo.person_id)
        )
        assert "§ 3, stk. 4" in errors(answer)["person"][0]
        assert Membership.objects.get().person == row.person

    def test_contact_details_and_two_who_correct_them(self, house, client, seat):
        anna = seat.memberships.get().person
        address = f"/meetings/seats/people/{anna.pk}/"
        seen = {
            f"seen_{name}": field.initial
            for name, field in ((n, client.get(address).context["form"][n])
                                for n in ("given_name", "family_name", "email", "phone"))
        }  # fmt: skip
        Person.objects.filter(pk=anna.pk).update(phone="12 34 56 78")
        typed = {"given_name": "Anna", "family_name": "Øst", "email": "a@kommune.example", "phone": ""}
        client.post(address, typed | seen)
        anna.refresh_from_db()
        assert (anna.email, anna.phone) == ("a@kommune.example", "12 34 56 78")
        again = client.post(address, typed | seen | {"email": "b@kommune.example"})
        assert "En anden har imens rettet feltet til «a@kommune.example»" in errors(again)["email"][0]

    def test_delete_and_undo(self, house, client, seat):
        bo = seat.substitutes.get()
        client.post(f"/meetings/seats/substitutes/{bo.pk}/delete/")
        assert sits(house) == [("Anna Øst", "–")]
        page = client.get(f"/meetings/seats/{seat.pk}/undo/")
        typed = {"step": page.context["step"].key}
        client.post(f"/meetings/seats/{seat.pk}/undo/", typed)
        again = client.post(f"/meetings/seats/{seat.pk}/undo/", typed, follow=True)
        assert (sits(house), "ikke noget at fortryde" in again.content.decode()) == ([("–", "–")], True)
