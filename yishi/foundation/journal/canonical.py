"""The one written form of an entry, a body and a seal, and their digests. Pure: no database.

README.md describes the same form for whoever writes a verifier of his own; `scripts/verify_journal.py` is
such a second implementation, on purpose without this module.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.functional import Promise

Row = Mapping[str, Any]
"""One entry, body or seal as plain values: text, whole numbers, true or false, null."""

FORM = "yishi-journal-1"
SEAL_FORM = "yishi-seal-1"
GENESIS = "0" * 64
"""What the first entry of a chain names as its predecessor."""

ALGORITHMS = ("sha256", "sm3")
ENTRY_FIELDS = (
    "chain", "seq", "day", "at", "actor", "role", "matter", "room", "step", "law", "before", "after",
    "sealed", "alg", "body_hash", "prev_hash",
)  # fmt: skip
SEAL_FIELDS = ("chain", "day", "seq", "hash", "made_at", "prev", "key_id")

_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?(?:Z|\+00(?::00)?)?", re.ASCII)


class NotWritable(ValueError):
    """Something was handed to the journal that has no canonical form, such as half a character."""


def plain(value: object) -> object:
    """Give the JSON value of what JSON does not know: days, moments, decimals, lazy texts.

    Raises NotWritable for anything else, so that no entry ever holds the `repr` of an object.
    """
    if isinstance(value, dt.datetime):
        return moment(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, (Decimal, UUID, Promise)):
        return str(value)
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    raise NotWritable(f"the journal cannot write a {type(value).__name__}")


_WRITES = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False, default=plain)
_PRINTS = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
"""Made once: `json.dumps` makes one for each text."""


def dumps(value: object) -> str:
    """Write canonical JSON: keys sorted, no spaces, characters as themselves.

    Raises NotWritable for lone surrogates, NaN and values that JSON does not know.
    """
    try:
        text = _WRITES.encode(value)
        text.encode()
    except (TypeError, ValueError) as error:
        raise NotWritable(f"the journal cannot write this: {error}") from error
    return text


def moment(value: dt.datetime) -> str:
    """Write a moment as ISO 8601 in UTC with six decimals and Z. A moment without a zone is refused."""
    if value.tzinfo is None:
        raise NotWritable("a moment without a time zone")
    return value.astimezone(dt.UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def moment_text(text: str | None) -> str | None:
    """Bring a moment as a database prints it (in UTC) to canonical form; leave what is no moment as it is."""
    found = _MOMENT.fullmatch(text or "")
    if not found:
        return text
    day, time, fraction = found.groups()
    return f"{day}T{time}.{(fraction or '').ljust(6, '0')}Z"


def _bytes(form: str, row: Row, fields: tuple[str, ...]) -> bytes:
    values: dict[str, Any] = {field: row.get(field) for field in fields}
    values["form"] = form
    text = _PRINTS.encode(values)
    return text.encode("utf-8", "surrogatepass")


def digest(alg: str, data: bytes) -> str | None:
    """Hash `data` to lower-case hex; None where `alg` is none of ours or this platform lacks it."""
    if alg not in ALGORITHMS:
        return None
    try:
        return hashlib.new(alg, data, usedforsecurity=True).hexdigest()
    except ValueError:
        return None


def entry_hash(row: Row) -> str | None:
    """The hash that an entry with these columns must bear, by the algorithm it names."""
    return digest(str(row.get("alg")), _bytes(FORM, row, ENTRY_FIELDS))


def body_hash(alg: str, salt: bytes, text: str) -> str | None:
    """The salted hash of a body's text; once salt and text are gone nobody can guess the text from it."""
    return digest(alg, salt + text.encode("utf-8", "surrogateescape"))


def seal_bytes(seal: Row) -> bytes:
    """What a seal's signature is made over."""
    return _bytes(SEAL_FORM, seal, SEAL_FIELDS)


def seal_digest(seal: Row) -> str:
    """What the next seal names as its predecessor."""
    return hashlib.sha256(seal_bytes(seal)).hexdigest()


def key_id(public_key: bytes) -> str:
    """The short name of a signing key: the first 16 hex digits of the SHA-256 of its 32 public bytes."""
    return hashlib.sha256(public_key).hexdigest()[:16]
