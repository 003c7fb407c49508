"""What is written to organisations and to those who were appointed: letters as PDF, and mails."""

from __future__ import annotations

from boards.models import Appointment, NominationRequest, Round
from boards.rules.nominations import nominee_breaches
from boards.told import DAY, in_words
from kkr_portal.documents import pdf
from kkr_portal.outbox.actions import Letter


def sender(opened: Round) -> str:
    return f"Sekretariatet for {opened.council}"


def seats_in_words(request: NominationRequest) -> str:
    """«4 pladser som virksomhedsrepræsentant», «pladsen som arbejdstagerorganisation»."""
    kind = request.nominating.seat_kind
    count = kind.seats.count()
    return f"{count} pladser" if count > 1 else "1 plads"


def request_letter(request: NominationRequest) -> bytes:
    """Tagged PDF. Same rows, same bytes."""
    return pdf.from_html(request_letter_html(request))


def request_letter_html(request: NominationRequest) -> str:
    nominating, kind = request.nominating, request.nominating.seat_kind
    opened = nominating.round
    wants_business = bool(nominee_breaches(person="", kind=kind.kind, active_in_business=False))
    recipient = "\n".join(filter(None, [str(nominating), request.to_name]))
    return pdf.html_of(
        "boards/pdf/request.html",
        {
            "request": request, "nominating": nominating, "kind": kind, "board": kind.board, "round": opened,
            "seats": seats_in_words(request), "sender": sender(opened), "recipient": recipient,
            "last_day": opened.period.upper - DAY, "wants_business": wants_business,
            "criteria": opened.criteria if opened.decided_at_id else "",
        },
    )  # fmt: skip


def request_mail(request: NominationRequest, link: str) -> Letter:
    """With the letter as its file and the personal link in its text."""
    nominating = request.nominating
    board = nominating.seat_kind.board
    title = f"Indstilling til bestyrelsen for {board} {nominating.round.years}"
    return Letter(
        to_name=request.to_name or str(nominating),
        to_address=request.to_address,
        subject=title,
        body=(
            f"Til {request.to_name or nominating}\n\n"
            f"{nominating.round.council} beder {nominating} om at indstille kandidater til "
            f"bestyrelsen for {board}. Brevet er vedhæftet.\n\n"
            f"Fristen er {in_words(request.deadline)}.\n\n"
            "Svar her; I behøver ikke at logge ind:\n"
            f"{link}\n\n"
            f"Linket er personligt, kan bruges én gang og udløber {in_words(request.deadline)}. "
            "Send det ikke videre til andre end dem, der skal svare for jer.\n\n"
            f"Med venlig hilsen\n{sender(nominating.round)}\n"
        ),
        file=request.letter,
        file_name=f"Anmodning-{board.slug}-{nominating.round.period.lower.year}.pdf",
    )


def receipt_words(request: NominationRequest) -> str:
    return f"Indstillingen til bestyrelsen for {request.nominating.seat_kind.board} er modtaget."


def announcement_mail(opened: Round, *, to_name: str, to_address: str, lines: list[str]) -> Letter:
    """``lines``: who was appointed to what, as sentences."""
    return Letter(
        to_name=to_name,
        to_address=to_address,
        subject=f"{opened.council} har udpeget medlemmer for {opened.years}",
        body=(
            f"Til {to_name}\n\n"
            f"{opened.council} har udpeget for perioden {in_words(opened.period.lower)} – "
            f"{in_words(opened.period.upper - DAY)}:\n\n" + "\n".join(f"- {line}" for line in lines) + "\n\n"
            "Medlemmerne er udpeget personligt og handler ikke efter instruks fra andre.\n\n"
            f"Med venlig hilsen\n{sender(opened)}\n"
        ),
    )


def appointed_line(appointment: Appointment) -> str:
    """«Ane Ahorn, virksomhedsrepræsentant i bestyrelsen for Erhvervshus Midtjylland»."""
    tenure = appointment.tenure
    return f"{tenure.person}, {tenure.seat.seat_kind.title.lower()} i bestyrelsen for {tenure.board}"
