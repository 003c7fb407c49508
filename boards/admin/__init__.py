"""The room in the admin, by subject."""

from boards.admin import boards, rounds  # noqa: F401
