"""What a meeting's page says about its sent versions."""

from dataclasses import dataclass

from django import template

from kkr_portal.access import predicates
from kkr_portal.access.predicates import AnyUser
from meetings.changes_since import Changes
from meetings.models import Meeting, Version
from meetings.versions_of import unsent_changes

register = template.Library()


@dataclass(frozen=True)
class VersionNote:
    """``unsent``: what the secretariat has changed since, and nobody has got; only insiders are told."""

    version: Version
    unsent: Changes | None
    inside: bool


@register.simple_tag
def version_note(meeting: Meeting, user: AnyUser) -> VersionNote | None:
    """What to say about the latest version; None while nothing has been sent, or all was taken back."""
    inside = predicates.may_read_drafts(user, meeting.council_id)
    if not (meeting.is_sent or inside):
        return None
    if inside:
        found = unsent_changes(meeting)
        return VersionNote(found[0], found[1], inside) if found else None
    version = meeting.versions.first()
    return VersionNote(version, None, inside) if version else None
