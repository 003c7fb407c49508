"""The pages of a meeting's life as a secretary, a member and the public meet them."""

import io
from datetime import date, timedelta

import pikepdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from meetings.actions import agenda as agenda_actions
from meetings.actions import life
from meetings.models import AbsenceNotice, Meeting, Move
from tests.conftest import ROLES
from tests.documents.reading import text
from tests.meetings.seated import seat_members

SENT, DRAFT = "/meetings/midtjylland/2022-03-07/", "/meetings/midtjylland/2022-06-09/"
LINK = "https://moede.example/hemmeligt-rum-4711"
REASON = "Der er snestorm i hele regionen."


@pytest.fixture
def secretary(client_as):
    return client_as("secretariat")


def _said(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


# Who may open what. The public is asked to sign in, all others get 404.
SECRETARIAT, INSIDERS, OWN = {"secretariat"}, {"secretariat", "kl"}, {"secretariat", "kl", "member"}
ADDRESSES = {
    "/meetings/midtjylland/": set(ROLES),
    "/meetings/hundested/": set(),
    "/meetings/midtjylland/plan/2022/": SECRETARIAT,
    "/meetings/midtjylland/plan/1066/": set(),
    f"{DRAFT}prepare/": SECRETARIAT,
    f"{SENT}plan-again/": SECRETARIAT,
    f"{SENT}hold/": SECRETARIAT,
    f"{SENT}undo-hold/": SECRETARIAT,
    f"{SENT}move/": SECRETARIAT,
    f"{SENT}cancel/": SECRETARIAT,
    f"{SENT}reinstate/": SECRETARIAT,
    f"{SENT}late/": SECRETARIAT,
    f"{SENT}absence/": OWN,
    f"{DRAFT}absence/": OWN,
    f"{SENT}proposals/": INSIDERS,
    f"{DRAFT}proposals/": INSIDERS,
    f"{SENT}proposals/new/": SECRETARIAT,
    f"{SENT}propose/": {"member"},
    f"{DRAFT}propose/": {"member"},
    "/meetings/midtjylland/2022-03-08/absence/": set(),
    "/meetings/midtjylland/2022-03-08/propose/": set(),
}


@pytest.mark.parametrize("address", ADDRESSES)
def test_reading(address, meeting, draft, client_as):
    seen, expected = {}, {}
    for role in ROLES:
        # A step that can't be taken from here sends the secretary back to the meeting's page.
        seen[role] = client_as(role).get(address).status_code
        allowed = {200, 302} if role in ADDRESSES[address] else {404}
        if role == "public" and "/plan/" not in address and address.count("/") == 3:
            expected[role] = {200} if role in ADDRESSES[address] else {404}
        else:
            expected[role] = {302} if role == "public" else allowed
    assert {role: code in expected[role] for role, code in seen.items()} == dict.fromkeys(ROLES, True), seen


@pytest.mark.parametrize("address", [a for a in ADDRESSES if a.count("/") == 5 or "/plan/" in a])
def test_writing_is_for_those_who_may_read_there(address, meeting, draft, client_as):
    for role in set(ROLES) - ADDRESSES[address]:
        answer = client_as(role).post(address, {"reason": REASON, "do": "report", "to": "01.04.2022"})
        assert answer.status_code == (302 if role == "public" else 404), role
        if role == "public":
            assert answer.url.startswith("/access/sign-in/")
    assert list(Meeting.objects.order_by("date").values_list("status", flat=True)) == ["sent", "preparation"]


@pytest.mark.parametrize("do", ["report", "withdraw", "nonsense", "", "report-own"])
def test_kl_and_strangers_to_the_seats_write_no_absence(do, meeting, council, client_as):
    [membership] = seat_members(council, 1)
    for role in ("kl", "member"):
        answer = client_as(role).post(f"{SENT}absence/", {"do": do, "membership": membership.pk})
        assert answer.status_code == 404
    assert AbsenceNotice.objects.count() == 0


class TestSteps:
    def test_each_asks_first_and_does_it_on_post(self, secretary, draft):
        Meeting.objects.filter(pk=draft.pk).update(status="planned")
        for verb, becomes in [
            ("prepare", "preparation"), ("plan-again", "planned"), ("prepare", "preparation"),
        ]:  # fmt: skip
            before = Meeting.objects.get().status
            assert secretary.get(f"{DRAFT}{verb}/").status_code == 200
            assert Meeting.objects.get().status == before
            assert secretary.post(f"{DRAFT}{verb}/").url == DRAFT
            assert Meeting.objects.get().status == becomes

    def test_held_before_its_day_warns_but_is_done(self, secretary, council):
        day = timezone.localdate() + timedelta(days=3)
        Meeting.objects.create(council=council, date=day, status="sent")
        address = f"/meetings/midtjylland/{day}/hold/"
        assert "dato er ikke kommet endnu" in secretary.get(address).content.decode()
        secretary.post(address)
        assert Meeting.objects.get().status == "held"

    def test_a_step_that_cannot_be_taken_is_said_and_not_shown(self, secretary, draft):
        response = secretary.get(f"{DRAFT}hold/", follow=True)
        assert _said(response) == ["Mødet har status «under forberedelse»: det kan ikke lade sig gøre nu."]
        response = secretary.post(f"{DRAFT}hold/", follow=True)
        assert _said(response) == ["Mødet har status «under forberedelse» og kan ikke blive «afholdt»."]

    @pytest.mark.parametrize("verb", life.BEGINS)
    def test_a_closed_meeting_says_so(self, verb, secretary, meeting):
        Meeting.objects.filter(pk=meeting.pk).update(status="approved")
        typed = {"reason": REASON, "to": "14.03.2022"}
        page = secretary.post(f"{SENT}{verb}/", typed, follow=True)
        assert "Mødet er lukket: referatet er godkendt." in page.content.decode()
        assert (page.status_code, Meeting.objects.get().status) == (200, "approved")

    @pytest.mark.parametrize("address", ["edit/", "late/"])
    def test_so_do_its_forms(self, address, secretary, meeting):
        Meeting.objects.filter(pk=meeting.pk).update(status="closed")
        for answer in (secretary.get(SENT + address, follow=True), secretary.post(SENT + address, follow=True)):
            assert _said(answer)[0].startswith("Mødet er lukket")


class TestCancelAndMove:
    def test_the_public_sees_the_reason_and_the_badge(self, secretary, client, meeting):
        secretary.post(f"{SENT}cancel/", {"reason": REASON})
        page = client.get(SENT).content.decode()
        assert all(words in page for words in ("Mødet er aflyst", REASON, "badge--cancelled"))
        assert "Aflyst" in client.get("/meetings/").content.decode()

    def test_a_cancelled_draft_is_still_nobodys(self, secretary, client, client_as, draft):
        secretary.post(f"{DRAFT}cancel/", {"reason": REASON})
        assert [client.get(DRAFT).status_code, client_as("member").get(DRAFT).status_code] == [404, 404]

    def test_moved_the_old_address_leads_on_and_the_reason_is_read(self, secretary, client, meeting):
        answer = secretary.post(f"{SENT}move/", {"to": "14.03.2022", "reason": REASON}, follow=True)
        assert _said(answer) == ["Mødet er flyttet.", "Medlemmernes kalendere ved det ikke endnu: "
                                 "send nye indkaldelser."]  # fmt: skip
        old = client.get(SENT)
        assert (old.status_code, old.url) == (302, "/meetings/midtjylland/2022-03-14/")
        page = client.get(old.url).content.decode()
        assert "Flyttet fra mandag den 7. marts 2022 til mandag den 14. marts 2022" in page
        assert REASON in page
        again = secretary.post(f"{SENT}move/", {"to": "14.03.2022", "reason": REASON})
        assert (again.url, Move.objects.count()) == ("/meetings/midtjylland/2022-03-14/", 1)

    def test_a_day_on_which_nothing_was_published_is_told_to_no_outsider(self, secretary, client_as, draft):
        secretary.post(f"{DRAFT}move/", {"to": "16.06.2022", "reason": REASON})
        agenda_actions.mark_sent(meeting=draft)
        seen = {
            role: REASON in client_as(role).get("/meetings/midtjylland/2022-06-16/").content.decode()
            for role in ROLES if role != "secretariat"
        }  # fmt: skip
        assert seen == {role: role in OWN for role in ROLES if role != "secretariat"}

    @pytest.mark.parametrize(
        ("typed", "field"),
        [({"to": "31.02.2022", "reason": REASON}, "to"), ({"to": "", "reason": REASON}, "to"),
         ({"to": "14.03.2022", "reason": " "}, "reason"), ({"to": "09.06.2022", "reason": REASON}, "to")],
    )  # fmt: skip
    def test_a_faulty_move_keeps_what_was_typed(self, typed, field, secretary, meeting, draft):
        form = secretary.post(f"{SENT}move/", typed).context["form"]
        assert (list(form.errors), form["to"].value()) == ([field], typed["to"])
        assert Move.objects.count() == 0


class TestWaiver:
    def test_the_reason_is_read_by_all_and_printed(self, secretary, client, meeting, draft):
        values = {"agenda_late_because": "Kommunerne afgjorde sagen den 2. marts.", "revision": meeting.revision}
        secretary.post(f"{SENT}late/", values)
        page = client.get(SENT).content.decode()
        assert "Kommunerne afgjorde sagen den 2. marts." in page
        assert "forretningsordenen § 5, stk. 5" in page

    def test_two_who_write_one_are_both_shown(self, secretary, meeting):
        Meeting.objects.filter(pk=meeting.pk).update(agenda_late_because="Den andens begrundelse.")
        values = {"agenda_late_because": "Min egen begrundelse.", "revision": meeting.revision}
        form = secretary.post(f"{SENT}late/", values).context["form"]
        assert [(d.mine, d.stored) for d in form.differences] == [
            ("Min egen begrundelse.", "Den andens begrundelse.")
        ]


class TestForm:
    def _values(self, meeting, **changes):
        return {
            "kind": "ordinary", "date": "07.03.2022", "starts_at": "", "ends_at": "", "place": "", "link": "",
            "wanted_by_members": "", "note": "", "revision": meeting.revision,
        } | changes  # fmt: skip

    @pytest.mark.parametrize(
        ("typed", "field"),
        [({"link": "http://moede.example/"}, "link"), ({"link": "javascript:alert(1)"}, "link"),
         ({"link": "moede"}, "link"), ({"starts_at": "12.00", "ends_at": "10.00"}, "ends_at"),
         ({"wanted_by_members": "-1"}, "wanted_by_members"), ({"wanted_by_members": "39"}, "wanted_by_members"),
         ({"wanted_by_members": "mange"}, "wanted_by_members")],
    )  # fmt: skip
    def test_faults_stand_at_their_field(self, typed, field, secretary, meeting, council):
        seat_members(council, 38)
        form = secretary.post(f"{SENT}edit/", self._values(meeting, **typed)).context["form"]
        assert list(form.errors) == [field]

    def test_a_sent_meeting_is_moved_with_a_reason_and_not_by_the_form(self, secretary, meeting):
        secretary.post(f"{SENT}edit/", self._values(meeting, date="14.03.2022", place="Viborg"))
        stored = Meeting.objects.get()
        assert (stored.date, stored.place) == (date(2022, 3, 7), "Viborg")

    @pytest.mark.parametrize(("typed", "editions"), [({"place": "Viborg"}, 1), ({"note": "Parkér syd."}, 0)])
    def test_time_and_place_of_a_sent_meeting_count_a_calendar_edition(
        self, typed, editions, secretary, meeting
    ):
        page = secretary.post(f"{SENT}edit/", self._values(meeting, **typed), follow=True)
        assert Meeting.objects.get().calendar_sequence == editions
        assert any("send nye indkaldelser" in said for said in _said(page)) is bool(editions)

    @pytest.mark.parametrize("standing", [True, False])
    def test_a_new_meeting_takes_headings_and_standing_items_along(
        self, standing, secretary, council, meeting, section, new_item
    ):
        new_item("Godkendelse af referat", presentation="Hemmeligt")
        new_item("Resultatkontrakt 2022")
        new_item("Eventuelt", closed=True)
        values = {"council": council.pk, "kind": "ordinary", "date": "02.05.2022"}
        secretary.post("/meetings/new/", values | ({"standing": "on"} if standing else {}))
        new = Meeting.objects.get(date=date(2022, 5, 2)).sections.get()
        copied = [(item.title, item.presentation, item.closed) for item in new.items.all()]
        expected = [("Godkendelse af referat", "", False), ("Eventuelt", "", True)] if standing else []
        assert (new.title, copied) == ("Beslutninger", expected)


# The link to a virtual meeting: in no answer to anybody outside the KKR and KL.
PLACES = [SENT, "/meetings/", "/meetings/midtjylland/", f"{SENT}agenda.pdf", f"{SENT}agenda.pdf?for=public",
          f"{SENT}packet.pdf", f"{SENT}edit/", f"{SENT}absence/", "history", f"{SENT}move/"]  # fmt: skip


def _words(content: bytes) -> str:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return " ".join(text(page) for page in pdf.pages)


@pytest.mark.parametrize("address", PLACES)
def test_the_link_is_seen_by_no_outsider(address, meeting, new_item, new_attachment, client_as):
    new_attachment(new_item("Sag"))
    Meeting.objects.filter(pk=meeting.pk).update(virtual=True, link=LINK)
    url = f"/history/meetings/meeting/{meeting.pk}/" if address == "history" else address
    for role in ROLES:
        answer = client_as(role).get(url)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        shown = _words(content) if content.startswith(b"%PDF") else content.decode()
        if role not in OWN or ".pdf" in address:
            assert "hemmeligt-rum" not in shown, role
            assert b"hemmeligt-rum" not in content, role
        elif address == SENT:
            assert LINK in shown, role


def _count(client, address):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.mark.parametrize("role", ["public", "secretariat", "member", "kl"])
@pytest.mark.parametrize("address", ["/meetings/", "/meetings/midtjylland/"])
def test_as_many_queries_for_many_meetings_as_for_one(address, role, council, client_as):
    client, today = client_as(role), timezone.localdate()

    def add(days: int) -> None:
        meeting = Meeting.objects.create(council=council, date=today + timedelta(days), status="sent")
        Move.objects.create(meeting=meeting, from_date=today, to_date=meeting.date, reason="x")

    for days in (-1, 20):
        add(days)
    _count(client, address)
    one = _count(client, address)
    for days in (*range(-10, -2), *range(30, 45)):
        add(days)
    assert _count(client, address) == one


def test_the_meeting_page_of_a_council_of_58(secretary, council, meeting):
    seat_members(council, 2)
    _count(secretary, SENT)
    few = _count(secretary, SENT)
    for membership in seat_members(council, 56)[:10]:
        AbsenceNotice.objects.create(meeting=meeting, membership=membership)
    assert _count(secretary, SENT) == few
    assert "48 af 58 ventes; mindst 29 kræves, § 5, stk. 9." in secretary.get(SENT).content.decode()


def test_a_meeting_before_the_first_edition_says_so_and_works(secretary, council):
    Meeting.objects.create(council=council, date=date(2021, 10, 11), kind="extraordinary", status="preparation")
    old = "/meetings/midtjylland/2021-10-11/"
    pages = ["", "edit/", "late/", "proposals/", "proposals/new/", "absence/", "move/", "cancel/"]
    assert [secretary.get(old + page).status_code for page in pages] == [200] * len(pages)
    assert "følger tidligere regler" in secretary.get(old).content.decode()
