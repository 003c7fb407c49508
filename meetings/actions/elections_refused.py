"""What an action on an election answers when it can't be done."""


class Refused(Exception):
    """In Danish, one or several sentences for the screen."""

    def __init__(self, *sentences: str) -> None:
        super().__init__(*sentences)
        self.sentences = sentences

    def __str__(self) -> str:
        return " ".join(self.sentences)
