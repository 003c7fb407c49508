"""The regional council appoints its own member: letter and mail (item 5.2 of the source, step 5)."""

from __future__ import annotations

import io
from datetime import date

from boards.letters import sender
from boards.models import Round, SeatKind
from boards.told import DAY, in_words
from kkr_portal.documents import pdf
from kkr_portal.documents.models import store_made
from kkr_portal.outbox import actions as outbox
from kkr_portal.outbox.actions import Letter
from kkr_portal.outbox.models import Mail


def region_kinds(opened: Round) -> list[SeatKind]:
    """The seats of the round's boards that the regional council appoints to."""
    rows = SeatKind.objects.filter(board__in=opened.boards(), rule="region")
    return list(rows.select_related("board").order_by("board__sort_key", "position"))


def deadline_of(opened: Round) -> date | None:
    step = opened.steps.filter(kind="region_deadline").first()
    return step.last if step else None


def region_letter(opened: Round, *, sent_on: date, to_name: str = "") -> bytes:
    """Tagged PDF. Same round and day, same bytes."""
    region = opened.council.region
    return pdf.render("boards/pdf/region_request.html", {
        "round": opened, "kinds": region_kinds(opened), "deadline": deadline_of(opened), "sent_on": sent_on,
        "sender": sender(opened), "last_day": opened.period.upper - DAY,
        "recipient": "\n".join(filter(None, [f"Regionsrådet i {region}", to_name])),
    })  # fmt: skip


def draft_region_mail(*, opened: Round, sent_on: date, to_name: str, to_address: str) -> Mail:
    """The letter as a mail that waits in the outbox; the same day and address twice is one mail."""
    region, deadline = opened.council.region, deadline_of(opened)
    until = f"Fristen er {in_words(deadline)}.\n\n" if deadline else ""
    return outbox.draft(
        council=opened.council, key=f"round-{opened.pk}-region-{sent_on:%Y%m%d}-{to_address}"[:200],
        batch=f"Anmodning til regionsrådet {opened.years}",
        letter=Letter(
            to_name=to_name or f"Regionsrådet i {region}", to_address=to_address,
            subject=f"Udpegning af regionens medlem til erhvervshusets bestyrelse {opened.years}",
            body=(
                f"Til {to_name or f'regionsrådet i {region}'}\n\n{opened.council} beder regionsrådet om at "
                f"udpege sit medlem for {opened.years}. Brevet er vedhæftet.\n\n{until}"
                f"Med venlig hilsen\n{sender(opened)}\n"
            ),
            file=store_made(io.BytesIO(region_letter(opened, sent_on=sent_on, to_name=to_name))),
            file_name=f"Anmodning-regionsraadet-{opened.period.lower.year}.pdf",
        ),
    )  # fmt: skip
