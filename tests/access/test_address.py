"""The address counted by the throttle can't be chosen by the one who is throttled."""

import pytest
from django.test import RequestFactory

from kkr_portal.access.address import client_address


@pytest.mark.parametrize(
    ("behind_proxy", "remote", "forwarded", "address"),
    [
        (False, "192.0.2.1", None, "192.0.2.1"),
        (False, "192.0.2.1", "198.51.100.9", "192.0.2.1"),
        (True, "10.0.0.1", "198.51.100.9", "198.51.100.9"),
        (True, "10.0.0.1", "made up, 203.0.113.5, 198.51.100.9", "198.51.100.9"),
        (True, "10.0.0.1", None, "10.0.0.1"),
        (True, "10.0.0.1", "nonsense", None),
        (True, "", "2001:DB8::1", "2001:db8::1"),
        (False, "", None, None),  # a Unix socket
    ],
)
def test_client_address(settings, behind_proxy, remote, forwarded, address):
    settings.BEHIND_PROXY = behind_proxy
    headers = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
    assert client_address(RequestFactory().get("/", REMOTE_ADDR=remote, **headers)) == address
