"""Whose machine asks: the address of the connection, or what a proxy that is trusted says of it.

Anybody can write an `X-Forwarded-For`. So it is read from its end, and only as far as the machine that wrote the part
before is one of YISHI_TRUSTED_PROXIES (addresses and networks): the first that is not is who asks.
"""

from __future__ import annotations

from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

UNKNOWN = "unknown"
HOUSEHOLD = 64
"""Bits of an IPv6 address that one subscriber keeps; the rest he changes at will."""
Address = IPv4Address | IPv6Address


def client(request: HttpRequest) -> str:
    """What counts as one client: an IPv4 address, or the network of one subscriber of IPv6."""
    found = _address(request.META.get("REMOTE_ADDR", ""))
    trusted = _networks(tuple(settings.YISHI_TRUSTED_PROXIES))
    for part in reversed(request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")):
        named = _address(part)
        if found is None or named is None or not any(found in network for network in trusted):
            break
        found = named
    if found is None:
        return UNKNOWN
    return str(found) if found.version == 4 else str(ip_network((found, HOUSEHOLD), strict=False))


def _address(text: str) -> Address | None:
    """An address as servers and proxies write it, with brackets or a port too; an IPv4 one in the dress of IPv6 is IPv4."""
    plain = text.strip()
    if plain.startswith("["):
        plain = plain[1:].partition("]")[0]
    elif plain.count(":") == 1:
        plain = plain.partition(":")[0]
    try:
        found = ip_address(plain.partition("%")[0])
    except ValueError:
        return None
    return found.ipv4_mapped or found if isinstance(found, IPv6Address) else found


@lru_cache(maxsize=8)
def _networks(words: tuple[str, ...]) -> tuple[IPv4Network | IPv6Network, ...]:
    """Raises ValueError for what is no address: an installation that trusts nobody by mistake should not start silently."""
    return tuple(ip_network(word, strict=False) for word in words)
