"""What is done in the meeting room: verbs, one transaction each, by subject."""
