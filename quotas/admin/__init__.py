"""The room in the admin, by subject."""

from quotas.admin import agreements, quotas

__all__ = ["agreements", "quotas"]
