"""Proposals and absence on their pages: a member's own, the secretariat's, and nobody else's."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from meetings.actions import absence, life, proposals
from meetings.models import AbsenceNotice, AgendaItem, Meeting, Proposal
from tests.conftest import ROLES
from tests.meetings.seated import seat_members, stand_in

TEXT = {"title": "Flere tog", "text": "KKR bør **drøfte** togene."}


@pytest.fixture
def coming(council):
    """A meeting whose deadlines are still to come, and of which nothing has been sent."""
    return Meeting.objects.create(council=council, date=timezone.localdate() + timedelta(days=30))


@pytest.fixture
def at(coming):
    return f"/meetings/midtjylland/{coming.date}/"


@pytest.fixture
def member(council, user_with, client):
    """(client, membership) of a signed-in member."""
    membership, *_ = seat_members(council, 3)
    user = user_with("member")
    user.person = membership.person
    user.save()
    client.force_login(user)
    return client, membership


def _said(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


class TestPropose:
    def test_a_member_proposes_sees_it_and_takes_it_back(self, member, at):
        client, membership = member
        for _ in range(2):  # a double click
            assert client.post(f"{at}propose/", TEXT).status_code == 302
        proposal = Proposal.objects.get()
        assert (proposal.person, proposal.received_on) == (membership.person, timezone.localdate())
        page = client.get(f"{at}propose/").content.decode()
        assert all(words in page for words in ("Flere tog", "inden fristen", "Modtaget"))
        assert client.get(f"/meetings/proposals/{proposal.pk}/withdraw/").status_code == 200
        client.post(f"/meetings/proposals/{proposal.pk}/withdraw/")
        assert Proposal.objects.get().status == "withdrawn"

    def test_a_late_one_is_received_and_told_so(self, member, council):
        client, _ = member
        soon = Meeting.objects.create(council=council, date=timezone.localdate() + timedelta(days=9))
        address = f"/meetings/midtjylland/{soon.date}/propose/"
        assert "Fristen er udløbet." in client.get(address).content.decode()
        client.post(address, TEXT)
        assert "efter fristen" in client.get(address).content.decode()

    def test_on_the_tenth_day_it_is_in_time(self, member, council):
        client, _ = member
        soon = Meeting.objects.create(council=council, date=timezone.localdate() + timedelta(days=10))
        page = client.get(f"/meetings/midtjylland/{soon.date}/propose/").content.decode()
        assert "Fristen er udløbet." not in page

    def test_the_reason_of_a_decline_is_shown_to_the_member_alone(self, member, coming, at, council):
        client, membership = member
        other = seat_members(council, 1)[0].person
        for person, reason in ((membership.person, "Ikke regional."), (other, "Hemmelig grund.")):
            declined = proposals.propose(
                meeting=coming, person=person, title="Sag", text="Sag.", received_on=timezone.localdate()
            )
            proposals.decline(proposal=declined, reason=reason)
        page = client.get(f"{at}propose/").content.decode()
        assert ("Ikke regional." in page, "Hemmelig grund." in page) == (True, False)

    @pytest.mark.parametrize(
        ("typed", "field"),
        [({"title": ""}, "title"), ({"text": " "}, "text"), ({"text": "<script>x</script>"}, "text"),
         ({"title": "x" * 251}, "title")],
    )  # fmt: skip
    def test_faults_keep_what_was_typed(self, typed, field, member, at):
        client, _ = member
        form = client.post(f"{at}propose/", TEXT | typed).context["form"]
        assert (list(form.errors), Proposal.objects.count()) == ([field], 0)
        assert form["title"].value() == (TEXT | typed)["title"]

    def test_a_user_without_a_person_and_a_stand_in_are_told_why_not(
        self, client_as, council, at, user_with, client
    ):
        page = client_as("member").get(f"{at}propose/")
        assert "ikke knyttet til en person" in page.content.decode()
        membership = seat_members(council, 1)[0]
        user = page.wsgi_request.user
        user.person = stand_in(membership, "Bo Ås").person
        user.save()
        client.force_login(user)
        assert "Kun KKR&#x27;s medlemmer" in client.get(f"{at}propose/").content.decode()
        client.post(f"{at}propose/", TEXT)
        assert Proposal.objects.count() == 0

    def test_a_draft_shows_its_members_the_day_and_no_more(self, member, coming, at):
        client, _ = member
        section = coming.sections.create(title="Hemmeligt afsnit", position=1)
        AgendaItem.objects.create(section=section, title="Hemmeligt punkt", position=1)
        for page in (f"{at}propose/", f"{at}absence/", "/meetings/midtjylland/"):
            assert "Hemmeligt" not in client.get(page).content.decode()
        assert client.get(at).status_code == 404


class TestSecretariat:
    @pytest.fixture
    def secretary(self, client_as):
        return client_as("secretariat")

    @pytest.fixture
    def proposal(self, coming, council):
        [membership] = seat_members(council, 1)
        return proposals.propose(
            meeting=coming, person=membership.person, title="Tog", text="Tog.", received_on=date(2022, 1, 1)
        )

    def test_one_that_came_by_mail(self, secretary, council, at):
        [membership] = seat_members(council, 1)
        typed = TEXT | {"person": membership.person_id, "received_on": "01.02.2022"}
        secretary.post(f"{at}proposals/new/", typed)
        assert Proposal.objects.get().received_on == date(2022, 2, 1)
        future = f"{timezone.localdate() + timedelta(days=1):%d.%m.%Y}"
        for changes, field in (({"received_on": future}, "received_on"), ({"person": ""}, "person"),
                               ({"person": "999999"}, "person")):  # fmt: skip
            form = secretary.post(f"{at}proposals/new/", typed | changes).context["form"]
            assert list(form.errors) == [field]

    def test_without_members_the_page_says_what_to_do(self, secretary, at):
        assert "Portalen kender ikke" in secretary.get(f"{at}proposals/new/").content.decode()

    def test_taken_in_declined_and_taken_up(self, secretary, coming, at, proposal):
        section = coming.sections.create(title="Beslutninger", position=1)
        address = f"/meetings/proposals/{proposal.pk}"
        assert secretary.post(f"{address}/decline/", {"reason": ""}).status_code == 200
        secretary.post(f"{address}/decline/", {"reason": "Nej."})
        secretary.post(f"{address}/take-up/")
        for _ in range(2):
            assert secretary.post(f"{address}/take-in/", {"section": section.pk}).url == f"{at}proposals/"
        assert AgendaItem.objects.get().title == "Tog"
        answer = secretary.post(f"{address}/decline/", {"reason": "Nej."}, follow=True)
        assert _said(answer)[-1] == "Forslaget er allerede besvaret: optaget på dagsordenen."

    def test_an_agenda_without_sections_says_so(self, secretary, proposal):
        page = secretary.get(f"/meetings/proposals/{proposal.pk}/take-in/").content.decode()
        assert "har ingen afsnit endnu" in page

    @pytest.mark.parametrize("verb", ["take-in", "decline", "withdraw", "take-up"])
    def test_nobody_else_answers(self, verb, proposal, client_as):
        for role in ROLES:
            if role != "secretariat":
                answer = client_as(role).post(f"/meetings/proposals/{proposal.pk}/{verb}/", {"reason": "x"})
                assert answer.status_code == (302 if role == "public" else 404), role
        assert Proposal.objects.get().status == "received"

    def test_as_many_queries_for_many_proposals_as_for_one(
        self, secretary, coming, at, proposal, django_assert_max_num_queries
    ):
        secretary.get(f"{at}proposals/")
        for number in range(20):
            proposals.propose(
                meeting=coming, person=proposal.person, title=f"Sag {number}", text="x",
                received_on=date(2022, 1, 1),
            )  # fmt: skip
        with django_assert_max_num_queries(6):
            assert len(secretary.get(f"{at}proposals/").context["rows"]) == 21


class TestAbsence:
    def test_a_member_reports_learns_of_the_stand_in_and_takes_it_back(self, member, at):
        client, membership = member
        stand_in(membership, "Bo Ås")
        page = client.post(f"{at}absence/", {"do": "report-own", "note": "Ferie"}, follow=True)
        shown = page.content.decode()
        assert all(words in shown for words in ("Du har meldt afbud", "Bo Ås", "§ 5, stk. 11"))
        assert "Du har meldt afbud" in client.get("/meetings/midtjylland/").content.decode()
        client.post(f"{at}absence/", {"do": "withdraw-own"})
        assert AbsenceNotice.objects.count() == 0

    def test_never_for_another_and_never_the_list(self, member, coming, at):
        client, _ = member
        other = coming.council.terms.get().seats.order_by("pk").last().memberships.get()
        absence.report_absence(meeting=coming, membership=other, note="Privat grund", by=None)
        for do in ("report", "withdraw"):
            assert client.post(f"{at}absence/", {"do": do, "membership": other.pk}).status_code == 404
        assert "Privat grund" not in client.get(f"{at}absence/").content.decode()
        assert AbsenceNotice.objects.count() == 1

    def test_the_secretariat_for_any_member_once(self, client_as, council, at):
        secretary, memberships = client_as("secretariat"), seat_members(council, 38)
        typed = {"do": "report", "membership": memberships[3].pk, "note": "Syg"}
        for _ in range(2):
            page = secretary.post(f"{at}absence/", typed, follow=True)
            assert _said(page) == ["Afbuddet er skrevet ind."]
        assert "37 af 38 ventes; mindst 19 kræves" in page.content.decode()
        for membership in (memberships[3].pk, "", "x", "9" * 30):
            answer = secretary.post(f"{at}absence/", {"do": "withdraw", "membership": membership})
            assert answer.status_code == 302
        assert AbsenceNotice.objects.count() == 0

    def test_a_form_from_before_the_meeting_was_moved_still_counts(self, member, coming, at):
        client, membership = member
        life.move(meeting=coming, to=coming.date + timedelta(days=7), reason="Sne.", by=None)
        client.post(f"{at}absence/", {"do": "report-own", "note": ""})
        client.post(f"{at}propose/", TEXT)
        assert (AbsenceNotice.objects.get().membership, Proposal.objects.get().meeting) == (
            membership,
            coming,
        )

    def test_none_chosen_is_said_at_the_field(self, client_as, council, at):
        seat_members(council, 2)
        form = (
            client_as("secretariat").post(f"{at}absence/", {"do": "report", "membership": ""}).context["form"]
        )
        assert form.errors == {"membership": ["Vælg et medlem."]}

    def test_a_closed_meeting_says_so(self, member, coming, at):
        client, _ = member
        Meeting.objects.filter(pk=coming.pk).update(status="approved")
        page = client.post(f"{at}absence/", {"do": "report-own", "note": ""}, follow=True)
        assert _said(page)[0].startswith("Mødet er lukket")


class TestPlan:
    PLAN = "/meetings/midtjylland/plan/2023/"

    def _rows(self, *rows, extra=3):
        typed = {"form-TOTAL_FORMS": len(rows) + extra, "form-INITIAL_FORMS": 0}
        for number, row in enumerate(rows):
            typed |= {f"form-{number}-{name}": value for name, value in row.items()}
        return typed

    def test_several_at_once_and_once_only(self, client_as, council):
        secretary = client_as("secretariat")
        rows = self._rows(
            {"day": "09.06.2023", "starts_at": "10", "ends_at": "13.00", "place": "Viborg"},
            {"day": "3.2.2023"},
        )
        for says in ("2 møder er planlagt.", "Møderne var planlagt i forvejen."):
            assert _said(secretary.post(self.PLAN, rows, follow=True))[0] == says
        assert list(Meeting.objects.order_by("date").values_list("date", "status", "place")) == [
            (date(2023, 2, 3), "planned", ""), (date(2023, 6, 9), "planned", "Viborg"),
        ]  # fmt: skip
        page = secretary.get(self.PLAN).content.decode()
        assert "som udgangspunkt 5 møder" in page
        assert "§ 5, stk. 2" in page

    @pytest.mark.parametrize(
        ("row", "field"),
        [({"day": "09.06.2022"}, "day"), ({"day": "31.02.2023"}, "day"), ({"place": "Viborg"}, "day"),
         ({"day": "02.05.2023"}, "day"), ({"day": "01.09.2023"}, "day"),
         ({"day": "09.06.2023", "starts_at": "12", "ends_at": "11"}, "ends_at")],
    )  # fmt: skip
    def test_one_faulty_row_keeps_all_out_and_is_marked(self, row, field, client_as, council):
        Meeting.objects.create(council=council, date=date(2023, 5, 2), place="Aarhus")
        answer = client_as("secretariat").post(self.PLAN, self._rows({"day": "01.09.2023"}, row))
        errors = [list(form.errors) for form in answer.context["formset"].forms]
        assert (errors[1], Meeting.objects.count()) == ([field], 1)

    def test_nothing_typed_is_said(self, client_as):
        assert _said(client_as("secretariat").post(self.PLAN, self._rows()))[0] == "Skriv mindst én dato."

    def test_planned_days_are_seen_by_the_kkr_s_own_people_alone(self, client_as, council):
        Meeting.objects.create(
            council=council,
            date=timezone.localdate() + timedelta(days=90),
            status="planned",
            place="Fanø Rådhus",
        )
        seen = {
            role: "Fanø Rådhus" in client_as(role).get("/meetings/midtjylland/").content.decode()
            for role in ROLES
        }
        assert seen == {role: role in ("secretariat", "kl", "member") for role in ROLES}
