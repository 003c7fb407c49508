"""The network address that a request comes from, for throttling and for the list of sign-ins."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str | None:
    """The address; behind our proxy the last one in X-Forwarded-For, which the proxy itself has added.

    What stands before it was sent by the client and may be made up.
    """
    address: str | None = request.META.get("REMOTE_ADDR")
    if settings.BEHIND_PROXY:
        address = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip() or address
    try:
        return str(ipaddress.ip_address(address or ""))
    except ValueError:
        return None
