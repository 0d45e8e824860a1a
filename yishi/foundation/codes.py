"""What somebody without an account follows his own by: a link of 128 bits, or a code of ten characters that can be read out on
the phone and works only with the last four digits of his number.

Both come from one random number that the form brought along, by the installation's key: who sends the same form twice gets
the same link and code, and the database keeps keyed digests alone, so that whoever reads it can follow nobody's.
"""

from __future__ import annotations

import base64
import re
import secrets
import unicodedata
from dataclasses import dataclass

from django.utils.crypto import salted_hmac

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""No 0 or O, no 1, I or L, no U: read out on the phone none is taken for another."""
LONG = 10
LINK_BYTES = 16
SALT = "yishi.foundation.codes"
FORM = re.compile(r"[A-Za-z0-9_-]{22}")


@dataclass(frozen=True)
class Keys:
    """The link's last part and the code of one matter, shown once."""

    link: str
    code: str

    @property
    def shown(self) -> str:
        """The code in two groups of five."""
        return f"{self.code[:5]} {self.code[5:]}"


def fresh() -> str:
    """A random number of 128 bits for a form."""
    return base64.urlsafe_b64encode(secrets.token_bytes(LINK_BYTES)).decode().rstrip("=")


def well_formed(nonce: str) -> bool:
    """Whether it may have come from `fresh`."""
    return FORM.fullmatch(nonce) is not None


def keys(nonce: str) -> Keys:
    """Link and code of the form with that number."""
    link = base64.urlsafe_b64encode(_keyed("link of", nonce)[:LINK_BYTES]).decode().rstrip("=")
    number, letters = int.from_bytes(_keyed("code of", nonce)), []
    for _ in range(LONG):
        number, at = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[at])
    return Keys(link, "".join(letters))


def digest(sort: str, value: str) -> str:
    """The keyed digest under which a link, a code, the end of a phone or a client is kept."""
    return _keyed(sort, value).hex()


def who(value: str) -> str:
    """What tells one sender from another without saying who he is."""
    return digest("who", value)[:32] if value else ""


def plain_code(typed: str) -> str:
    """A code as it was meant: no spaces or dashes, capital letters, half width."""
    text = unicodedata.normalize("NFKC", typed).upper()
    return "".join(letter for letter in text if letter.isalnum())


def digits(phone: str) -> str:
    """A phone number without what stands between its digits."""
    return "".join(letter for letter in unicodedata.normalize("NFKC", phone) if letter in "0123456789")


def tail(phone: str) -> str:
    """The last four digits of a phone number; empty where it has not so many."""
    found = digits(phone)
    return found[-4:] if len(found) >= 7 else ""


def _keyed(sort: str, value: str) -> bytes:
    return salted_hmac(f"{SALT}.{sort}", value, algorithm="sha256").digest()
