"""A round under way, made in few words: opened, organisations entitled, asked."""

from __future__ import annotations

from datetime import date

from boards.actions.nominations import Nominee, receive
from boards.actions.organisations import entitle
from boards.actions.requests import ask
from boards.actions.rounds import open_round
from boards.models import NominatingOrganisation, Nomination, NominationRequest, Round, SeatKind
from kkr_portal.registry.models import Council, Organisation
from meetings.models import AgendaItem, Meeting, Section
from tests.boards.made import FIRST, UNTIL

SENT, DEADLINE = date(2022, 1, 20), date(2022, 2, 28)
WOMAN = Nominee("Vera", "Viol", "woman", position="Direktør, Viol ApS", active_in_business=True)
MAN = Nominee("Mads", "Måge", "man", email="mads@example.dk", active_in_business=True, from_sme=True)


def opened(council: str = "midtjylland") -> Round:
    return open_round(council=Council.objects.get(slug=council), first=FIRST, until=UNTIL)


def organisation(name: str = "DI") -> Organisation:
    return Organisation.objects.get(name=name)


def entitled(of: Round, name: str = "DI", rule: str = "business") -> NominatingOrganisation:
    kinds = SeatKind.objects.filter(board__council=of.council, rule=rule)
    made = entitle(opened=of, organisations=[organisation(name)], seat_kinds=kinds)
    return made[0]


def asked(of: NominatingOrganisation, address: str = "di@example.dk", **fields: object) -> NominationRequest:
    tokens: list[str] = []

    def link_to(token: str) -> str:
        tokens.append(token)
        return f"https://portalen.example/boards/answer/{token}/"

    fields.setdefault("deadline", DEADLINE)
    fields.setdefault("sent_on", SENT)
    request = ask(nominating=of, to_address=address, link_to=link_to, **fields)  # type: ignore[arg-type]
    request.token = tokens[-1] if tokens else ""  # type: ignore[attr-defined]
    return request


def nominated(of: NominationRequest, *nominees: Nominee, **fields: object) -> Nomination:
    fields.setdefault("received_on", date(2022, 2, 1))
    return receive(request=of, nominees=nominees or (WOMAN, MAN), **fields)  # type: ignore[arg-type]


def item(council: str = "midtjylland", day: date = date(2022, 2, 7), title: str = "Udpegning", *,
         cancelled: bool = False) -> AgendaItem:  # fmt: skip
    meeting = Meeting.objects.create(
        council=Council.objects.get(slug=council), date=day, status=Meeting.Status.HELD
    )
    if cancelled:
        Meeting.objects.filter(pk=meeting.pk).update(
            status="cancelled", status_before="sent", cancelled_because="Snestorm"
        )
        meeting.refresh_from_db()
    section = Section.objects.create(meeting=meeting, title="Sager", position=1)
    return AgendaItem.objects.create(section=section, title=title, position=1)
