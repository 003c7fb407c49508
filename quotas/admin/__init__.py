"""The room in the admin, by subject."""

from quotas.admin import quotas  # noqa: F401
