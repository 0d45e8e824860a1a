"""The ways out of the house: mail, and the bridges (DingTalk, WeCom, SMS ...) named in YISHI_APPRISE_URLS.

A bridge whose address has a placeholder ("{phone}", "{email}", "{username}") is personal: it is used once
for each account that has that value. One without is a group's: each notice goes there once, whoever else
gets it.
"""

from __future__ import annotations

import hashlib
import string
from collections.abc import Iterator
from urllib.parse import quote

from django.conf import settings

from yishi.foundation.outbox.models import Wish
from yishi.foundation.people.models import Account

MAIL = "mail"
PLACEHOLDERS = frozenset({"phone", "email", "username"})


def mail_is_on() -> bool:
    """Whether this installation sends mail at all (YISHI_MAIL, on unless set otherwise)."""
    return bool(getattr(settings, "YISHI_MAIL", True))


def bridges() -> dict[str, str]:
    """Name -> address of each bridge. The name is kept in rows; it shows the service but not the secret
    token."""
    urls = getattr(settings, "YISHI_APPRISE_URLS", ())
    return {f"{url.split(':')[0][:10]}-{hashlib.sha256(url.encode()).hexdigest()[:8]}": url for url in urls}


def placeholders(url: str) -> frozenset[str]:
    """What an address asks of the account; empty for a group's. Braces that ask for something unknown are
    part of the address."""
    try:
        asked = {name for _text, name, _spec, _conversion in string.Formatter().parse(url) if name}
    except ValueError:
        return frozenset()
    return frozenset(asked & PLACEHOLDERS)


def values_of(account: Account) -> dict[str, str]:
    """What an address may ask of an account."""
    phone = account.person.phone if account.person else ""
    return {"phone": phone, "email": account.email, "username": account.username}


def address(url: str, account: Account) -> str | None:
    """The bridge's address for this account; None where the account lacks what it asks for."""
    known = values_of(account)
    for name in placeholders(url):
        if not known[name]:
            return None
        url = url.replace("{" + name + "}", quote(known[name], safe=""))
    return url


def wants(which: str, urgent: bool) -> bool:
    """Whether a wish covers a notice of this urgency."""
    return which == Wish.Which.ALL or (which == Wish.Which.URGENT and urgent)


def personal(account: Account, urgent: bool) -> Iterator[str]:
    """Channels by which this account itself is to be reached beside the inbox."""
    if not account.is_active:
        return
    wish = getattr(account, "wish", None) or Wish()
    if mail_is_on() and account.email and wants(wish.mail, urgent):
        yield MAIL
    if wants(wish.bridge, urgent):
        for name, url in bridges().items():
            if placeholders(url) and address(url, account):
                yield name


def to_phones() -> dict[str, str]:
    """Bridges that ask for a phone number and nothing else: they reach somebody who has no account too."""
    return {name: url for name, url in bridges().items() if placeholders(url) == {"phone"}}


def for_phone(url: str, phone: str) -> str:
    """The bridge's address for a number."""
    return url.replace("{phone}", quote(phone, safe=""))


def any_personal() -> bool:
    """Whether any way out leads to a single account: without one nobody's wishes need to be read."""
    return mail_is_on() or any(placeholders(url) for url in bridges().values())


def of_groups() -> list[str]:
    """Channels that reach a whole group at once."""
    return [name for name, url in bridges().items() if not placeholders(url)]
