"""Attachments that are live documents: fresh until the meeting is held, and what stands in the way.

What was sent is the version's, byte for byte; one that has changed since makes the next version differ.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from kkr_portal.documents import live
from kkr_portal.documents.models import store_made
from meetings.models import AgendaItem, Attachment, Meeting

FRESH = (Meeting.Status.PLANNED, Meeting.Status.PREPARATION, Meeting.Status.SENT)


@dataclass(frozen=True)
class LiveTrouble:
    """An attachment that can't be made anew, and why, in Danish."""

    attachment: Attachment
    why: str

    def __str__(self) -> str:
        return f"«{self.attachment}»: {self.why.rstrip('.')}."


def is_kept_fresh(meeting: Meeting) -> bool:
    return meeting.status in FRESH


def refresh_meeting(meeting: Meeting) -> list[LiveTrouble]:
    """Make every live document of the meeting's agenda anew where its source has changed; see ``refresh``."""
    if not is_kept_fresh(meeting):
        return []
    rows = Attachment.objects.filter(item__section__meeting=meeting).exclude(live_kind="")
    return refresh(
        rows.select_related("file").order_by("item__section__position", "item__position", "position")
    )


def refresh(attachments: Iterable[Attachment]) -> list[LiveTrouble]:
    """Bring the file of each up to date; one that can't be made keeps the file it has, and is told of."""
    troubles = []
    for attachment in attachments:
        try:
            _refresh(attachment)
        except (live.SourceGone, live.SourceMoves) as why:
            troubles.append(LiveTrouble(attachment, str(why)))
    return troubles


def _refresh(attachment: Attachment) -> None:
    made = live.make(attachment.live_kind, attachment.live_ref)
    if made.state == attachment.live_state:
        return
    stored = store_made(io.BytesIO(made.pdf()))
    # Whoever detached or deleted it meanwhile was first: then nothing is left to update.
    Attachment.objects.filter(pk=attachment.pk, live_kind=attachment.live_kind).update(
        file=stored, live_state=made.state
    )
    attachment.file, attachment.live_state = stored, made.state


@transaction.atomic
def attach_live(*, item: AgendaItem, kind: str, ref: str, title: str) -> Attachment | None:
    """Add a live document as the item's last attachment; None where the item has it already.

    Raises live.SourceGone and live.SourceMoves.
    """
    AgendaItem.objects.select_for_update().get(pk=item.pk)
    if item.attachments.filter(live_kind=kind, live_ref=ref).exists():
        return None
    made = live.make(kind, ref)
    last = item.attachments.order_by("position").last()
    return item.attachments.create(
        position=last.position + 1 if last else 1,
        title=title,
        file=store_made(io.BytesIO(made.pdf())),
        file_name=f"{title}.pdf"[:150].replace("/", "-"),
        live_kind=kind, live_ref=ref, live_state=made.state,
    )  # fmt: skip


def detach(attachment: Attachment) -> None:
    """Keep the document as it was made last: from now on it is a file like any other."""
    attachment.live_kind = attachment.live_ref = attachment.live_state = ""
    attachment.save(update_fields=["live_kind", "live_ref", "live_state"])


def source_url(attachment: Attachment) -> str:
    """The page of what the document is made from; empty where there is none any more."""
    if not attachment.is_live:
        return ""
    try:
        return live.kind_named(attachment.live_kind).url(attachment.live_ref)
    except live.SourceGone:
        return ""
