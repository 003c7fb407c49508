"""What an action of this room answers when it can't be done."""


class Refused(Exception):
    """The text is Danish and fit to be shown. ``field``: the form field it concerns; empty for the whole."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field
