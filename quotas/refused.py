"""What an action of this room answers when it can't be done."""


class Refused(Exception):
    """The text is Danish and fit to be shown."""
