"""Parts of addresses."""

from datetime import date


class DateConverter:
    """A day as 2021-10-11; a day that does not exist is an address that does not exist."""

    regex = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        return value.isoformat()
