"""Whose machine asks, behind proxies that are trusted and others."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import RequestFactory

from yishi.doors.parts.client import UNKNOWN, client

US = "10.0.0.2"


@pytest.mark.parametrize(
    ("near", "named", "trusted", "found"),
    [
        ("203.0.113.9", "", [], "203.0.113.9"),
        ("203.0.113.9", "198.51.100.1", [], "203.0.113.9"),
        ("203.0.113.9", "198.51.100.1", [US], "203.0.113.9"),
        (US, "198.51.100.1", [US], "198.51.100.1"),
        (US, "198.51.100.1", ["10.0.0.0/8"], "198.51.100.1"),
        (US, "1.2.3.4, 198.51.100.1", [US], "198.51.100.1"),
        (US, "1.2.3.4, 198.51.100.1, 10.9.9.9", ["10.0.0.0/8"], "198.51.100.1"),
        (US, "10.1.1.1, 10.9.9.9", ["10.0.0.0/8"], "10.1.1.1"),
        (US, "1.2.3.4, nonsense", [US], US),
        (US, "", [US], US),
        (US, "198.51.100.1:4711", [US], "198.51.100.1"),
        ("10.0.0.2:51234", "198.51.100.1", [US], "198.51.100.1"),
        ("::ffff:10.0.0.2", "198.51.100.1", [US], "198.51.100.1"),
        (US, "[2001:db8:1:2:3:4:5:6]:443", [US], "2001:db8:1:2::/64"),
        (US, "2001:db8:1:2::ffff", [US], "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "198.51.100.1", ["fe80::/10"], "198.51.100.1"),
        ("", "198.51.100.1", [US], UNKNOWN),
    ],
)
def test_only_what_a_trusted_proxy_says_is_believed(
    near: str, named: str, trusted: list[str], found: str, settings: Any
) -> None:
    settings.YISHI_TRUSTED_PROXIES = trusted
    said = {"HTTP_X_FORWARDED_FOR": named} if named else {}
    assert client(RequestFactory().get("/", REMOTE_ADDR=near, **said)) == found


def test_a_proxy_that_is_no_address_is_an_error_and_no_silent_trust(settings: Any) -> None:
    settings.YISHI_TRUSTED_PROXIES = ["the-proxy"]
    with pytest.raises(ValueError, match="the-proxy"):
        client(RequestFactory().get("/", HTTP_X_FORWARDED_FOR="198.51.100.1"))
