"""What comes again from meeting to meeting: the headings, and the standing items.

An item is taken to be standing when its title stood on both of the KKR's two latest agendas, or begins as
standing items usually do. It is an offer to the secretary, who can delete what does not belong.
"""

from __future__ import annotations

from dataclasses import dataclass

from meetings.models import AgendaItem, Meeting, Section

USUAL = ("godkendelse af ", "orientering", "meddelelser", "kommende møder", "næste møde", "eventuelt")


@dataclass(frozen=True)
class Standing:
    """The latest agenda's sections and, of its items, the standing ones."""

    latest: Meeting | None
    sections: list[Section]
    items: list[AgendaItem]

    def items_of(self, section: Section) -> list[AgendaItem]:
        return [item for item in self.items if item.section_id == section.pk]


def standing_items(council_id: int, *, apart_from: int | None = None) -> Standing:
    """What a new agenda of this KKR may begin with, out of its latest agendas that have sections."""
    filled = Meeting.objects.filter(council=council_id, sections__isnull=False).exclude(pk=apart_from)
    latest, before = [*filled.distinct().order_by("-date")[:2], None, None][:2]
    if latest is None:
        return Standing(None, [], [])
    items = AgendaItem.objects.filter(section__meeting=latest).order_by("section__position", "position")
    earlier = AgendaItem.objects.filter(section__meeting=before) if before else AgendaItem.objects.none()
    again = {title.strip().lower() for title in earlier.values_list("title", flat=True)}
    return Standing(
        latest,
        list(latest.sections.order_by("position")),
        [item for item in items if is_standing(item.title, again)],
    )


def is_standing(title: str, again: set[str]) -> bool:
    """``again``: the titles of the agenda before, in lower case."""
    title = title.strip().lower()
    return title in again or title.startswith(USUAL)
