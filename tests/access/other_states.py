"""Pages that the demonstration has come past, or not yet come to: each address with a thing in that state.

Made for KKR Sjælland where it can be, so that it does not meet what ``things`` makes for KKR Midtjylland.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice

from boards.models import NominatingOrganisation
from contracts.deviations import check
from contracts.models import FrameworkAgreement, ResultContract
from kkr_portal.access.models import User
from kkr_portal.registry.models import Council, Municipality
from kkr_portal.reminders import links
from kkr_portal.reminders.models import Choice
from meetings.actions import consultations, elections_counting, life
from meetings.actions.agenda import add_section, place_item
from meetings.models import AgendaItem, Meeting
from quotas.actions import agreements
from tests.boards import in_round
from tests.contracts.reported import a_contract, point, publish
from tests.meetings import asked, elections_made
from tests.meetings.terms import give, make_term
from tests.quotas.agreed import an_open_issue
from tests.quotas.made import an_issue

MEMBER = "medlem@midtjylland.example"  # of the demonstration, with a seat in KKR Midtjylland


@dataclass(frozen=True)
class Place:
    """``reader``: a reader of the access matrix, or the e-mail address of a sign-in of the demonstration."""

    name: str
    url: str
    reader: str = "administrator"


def other_states() -> list[Place]:
    """Makes the things, over the demonstration."""
    council = Council.objects.get(slug="sjaelland")
    return [
        *_boards(), *_contracts(), *_meetings(council), *_elections(council),
        *_terms(Council.objects.get(slug="syddanmark")), *_consultations(council), *_quotas(council),
        *_own(),
    ]  # fmt: skip


def _at(name: str, *args: Any, reader: str = "administrator") -> Place:
    return Place(name, reverse(name, args=args), reader)


def _boards() -> list[Place]:
    free = NominatingOrganisation.objects.filter(round__council__slug="midtjylland", requests=None)
    today = timezone.localdate()
    request = in_round.asked(free.order_by("-pk")[0], sent_on=today, deadline=today + timedelta(days=14))
    return [
        _at("boards:enter_nomination", request.pk),
        _at("boards:answer", request.token, reader="public"),  # type: ignore[attr-defined]
    ]


def _contracts() -> list[Place]:
    deviating = ResultContract.objects.get(business_house__slug="midtjylland", year=2022)
    key = next(one.deviation.key for one in check(deviating).found if not one.acceptance)
    signed = a_contract("sjaelland", 2022)
    publish(signed)
    unused = FrameworkAgreement.objects.create(
        title="Næste aftale", slug="naeste", first_year=2090, last_year=2091, source="prøve"
    )
    return [
        _at("contracts:accept_deviation", "midtjylland", 2022, key),
        _at("contracts:new_addendum", "sjaelland", 2022),
        _at("contracts:revise_target", "sjaelland", 2022, point(signed, "count").pk),
        _at("contracts:framework_delete", unused.slug),
    ]


def _meetings(council: Council) -> list[Place]:
    today = timezone.localdate()
    planned = Meeting.objects.create(council=council, date=today + timedelta(days=60), status="planned")
    cancelled = Meeting.objects.create(council=council, date=today + timedelta(days=40), status="sent")
    life.cancel(meeting=cancelled, reason="Der er snestorm.")
    held = Meeting.objects.create(council=council, date=today - timedelta(days=10), status="held")
    section = add_section(meeting=held, title="Beslutninger")
    item = place_item(AgendaItem(section=section, title="Kvoter", recommendation="At KKR siger ja."))
    return [
        *(_at(f"meetings:{name}", council.slug, of.date)
          for name, of in (
              ("prepare", planned), ("reinstate", cancelled), ("detail", cancelled), ("undo_hold", held)
          )),
        _at("meetings:edit_minutes_item", item.pk),
        _at("meetings:create_follow_up", item.pk),
    ]  # fmt: skip


def _elections(council: Council) -> list[Place]:
    """One of each kind, under way."""
    term = elections_made.make_term(council, {"A": 100, "V": 50, "C": 30})
    people = [elections_made.make_member(term, letter, f"Medlem {letter}") for letter in "AVC"]
    meeting = elections_made.make_meeting(council)
    kinds = elections_made.KIND
    chair, several, majority = (
        elections_made.make_election(meeting, kind, title, posts)
        for kind, title, posts in (
            (kinds.CHAIR_AND_DEPUTY, "Formandskab", 2), (kinds.PROPORTIONAL, "Tre poster", 3),
            (kinds.MAJORITY, "Formand for bestyrelsen", 1),
        )
    )  # fmt: skip
    for person in people:
        elections_counting.add_candidate(election=majority, person=person, where="Viborg")
    groups = list(chair.lines.values_list("name", flat=True))[:2]
    alliance = elections_counting.add_alliance(election=chair, groups=groups, notified_on=date(2022, 1, 10))
    return [
        *(_at("meetings:election", one.pk) for one in (chair, several, majority)),
        *(_at(f"meetings:{name}_election", chair.pk) for name in ("delete", "edit", "refresh", "reopen")),
        _at("meetings:election_remove", chair.pk, "alliance", alliance.pk),
    ]


def _terms(council: Council) -> list[Place]:
    """A term with votes whose composition nobody has fixed."""
    term = make_term(council)
    places = list(Municipality.objects.filter(region=council.region_id).order_by("pk"))
    give(term, A=(400, 5, len(places)), V=(300, 5, 0), C=(200, 5, 0))
    year = term.election_date.year
    return [
        *(_at(f"meetings:{name}", council.slug, year)
          for name in ("term", "cooperations", "import_votes", "fix_composition")),
        _at("meetings:edit_votes", council.slug, year, places[0].code),
    ]  # fmt: skip


def _consultations(council: Council) -> list[Place]:
    """A draft; one that the demonstration's member is asked in; one that is closed."""
    today = timezone.localdate()
    member = User.objects.get(email=MEMBER)
    draft, closed = asked.case(council), asked.case(council, title="Afsluttet")
    consultations.send_out(consultation=closed, on=today)
    consultations.close(consultation=closed, decision="KKR sagde ja.", on=today)
    own = asked.case(Council.objects.get(slug="midtjylland"), title="Til medlemmet")
    own = consultations.send_out(consultation=own, on=today)
    assert own.answers.filter(person=member.person).exists()
    return [
        _at("meetings:delete_consultation", draft.pk),
        _at("meetings:send_consultation", draft.pk),
        _at("meetings:reopen_consultation", closed.pk),
        _at("meetings:report_consultation", closed.pk),
        _at("meetings:record_answer", own.answers.order_by("pk")[0].pk),
        _at("meetings:answer_consultation", own.pk, reader=MEMBER),
    ]


def _quotas(council: Council) -> list[Place]:
    agreements.begin(issue=an_open_issue(2031), council=council)
    an_issue(2032)
    return [
        _at("quotas:agreement_edit", 2031, 1, council.slug),
        *(_at("quotas:agreement_step", 2031, 1, council.slug, step) for step in ("decide", "sign", "notify")),
        _at("quotas:issue_step", 2032, 1, "publish"),
    ]


def _own() -> list[Place]:
    """What a member has who asks for a digest and signs in with a code."""
    member = User.objects.get(email=MEMBER)
    choice = Choice.objects.create(user=member, digest=True, digest_since=timezone.localdate())
    TOTPDevice.objects.create(user=member, name="Kodeapp", confirmed=True)
    url = links.stop_url(choice, "digest").removeprefix(links.whole(""))
    return [Place("reminders:stop", url, "public"), _at("access:recovery_codes", reader=MEMBER)]
