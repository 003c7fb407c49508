"""A meeting as the tests of the meeting room have it."""

from tests.meetings.conftest import draft, meeting, new_attachment, new_item, section  # noqa: F401
