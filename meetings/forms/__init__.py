"""The forms of the meeting room, by subject."""
