"""Whole addresses, as mails carry them.

They never follow the Host header of a request: nobody can have a mail with a secret link lead elsewhere.
"""

from django.conf import settings


def whole(path: str) -> str:
    """The portal's address with ``path``, which begins with a slash."""
    return settings.PORTAL_URL + path
