"""Reading the journal for proof: every column as the database holds it, whatever someone put there.

The ORM would stumble over a day that is none, or read a 2 as true; a verifier must see what stands there.
So columns are read as text and brought to the canonical form of `canonical.py`, and what has no such form is
left as it is: its hash will not match.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.db.models import BinaryField, F, Func

from yishi.foundation.journal import canonical
from yishi.foundation.journal.check import Standing
from yishi.foundation.journal.models import Entry, Head, Seal

CHUNK = 2000
_WHOLE = re.compile(r"-?\d{1,19}", re.ASCII)
_TRUTH = {"1": True, "true": True, "0": False, "false": False}

ENTRY_COLUMNS = {
    "seq": "seq", "day": "day", "at": "at", "actor": "actor_id", "role": "actor_role", "matter": "matter_id",
    "room": "room", "step": "step", "law": "law", "before": "before", "after": "after", "sealed": "sealed",
    "alg": "alg", "body_hash": "body_hash", "prev_hash": "prev_hash", "hash": "hash",
}  # fmt: skip
BODY_COLUMNS = {
    "entry": "body__entry_id", "salt": "body__salt", "text": "body__text", "erased_at": "body__erased_at",
    "erased_why": "body__erased_why",
}  # fmt: skip
SEAL_COLUMNS = ("day", "seq", "hash", "made_at", "prev", "key_id", "signature")


class Raw(Func):
    """A column as bytes (SQLite, where any type and broken UTF-8 may stand) or text (PostgreSQL)."""

    arity = 1
    output_field = BinaryField()

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """CAST AS BLOB: the value's own bytes, unread."""
        return super().as_sql(compiler, connection, template="CAST(%(expressions)s AS BLOB)", **extra)

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """CAST AS TEXT: moments in the connection's zone, which Django sets to UTC."""
        return super().as_sql(compiler, connection, template="CAST(%(expressions)s AS TEXT)", **extra)


def text(value: Any) -> str | None:
    """Bytes of any kind as text; what is not UTF-8 survives the way back."""
    if isinstance(value, (bytes, memoryview)):
        return bytes(value).decode("utf-8", "surrogateescape")
    return value


def whole(value: str | None) -> int | str | None:
    """A whole number, or the text as it is."""
    return int(value) if value is not None and _WHOLE.fullmatch(value) else value


def _salt(value: Any) -> str | None:
    if isinstance(value, (bytes, memoryview)):
        return bytes(value).hex()
    return value and value.removeprefix("\\x")


def _entry(chain: str, values: list[str | None]) -> dict[str, Any]:
    row: dict[str, Any] = {"chain": chain, **dict(zip(ENTRY_COLUMNS, values, strict=True))}
    for name in ("seq", "actor", "matter"):
        row[name] = whole(row[name])
    row["at"] = canonical.moment_text(row["at"])
    row["sealed"] = _TRUTH.get(row["sealed"] or "", row["sealed"])
    return row


def _body(values: tuple[Any, ...]) -> dict[str, Any] | None:
    raw = dict(zip(BODY_COLUMNS, values, strict=True))
    if raw["entry"] is None:
        return None
    return {
        "salt": _salt(raw["salt"]),
        "text": text(raw["text"]),
        "erased_at": canonical.moment_text(text(raw["erased_at"])),
        "erased_why": text(raw["erased_why"]) or "",
    }


def entries(organ_id: int, chain: str, *, bodies: bool = True) -> Iterator[dict[str, Any]]:
    """The organ's entries in order of seq, a few at a time; with `bodies`, each with its body or None."""
    columns = [*ENTRY_COLUMNS.values(), *(BODY_COLUMNS.values() if bodies else ())]
    query = Entry.objects.filter(organ_id=organ_id).order_by("seq", "id")
    for values in query.values_list(*[Raw(F(column)) for column in columns]).iterator(chunk_size=CHUNK):
        row = _entry(chain, [text(value) for value in values[: len(ENTRY_COLUMNS)]])
        if bodies:
            row["body"] = _body(values[len(ENTRY_COLUMNS) :])
        yield row


def head(organ_id: int) -> Standing | None:
    """What the organ's head says; None where it has none."""
    columns = [Raw(F(name)) for name in ("chain", "seq", "hash")]
    found = Head.objects.filter(organ_id=organ_id).values_list(*columns).first()
    if found is None:
        return None
    chain, seq, digest = map(text, found)
    return Standing(chain or "", whole(seq), digest)


def seals(organ_id: int, chain: str) -> list[dict[str, Any]]:
    """The organ's seals in the order they were made, without public keys."""
    query = Seal.objects.filter(organ_id=organ_id).order_by("seq", "id")
    found = []
    for values in query.values_list(*[Raw(F(name)) for name in SEAL_COLUMNS]):
        seal: dict[str, Any] = {"chain": chain, **dict(zip(SEAL_COLUMNS, map(text, values), strict=True))}
        seal["seq"] = whole(seal["seq"])
        seal["made_at"] = canonical.moment_text(seal["made_at"])
        found.append(seal)
    return found
