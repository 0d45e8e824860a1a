#!/usr/bin/env python3
"""Writes the chain of one organ in a SQLite database file as an export, for `scripts/verify_journal.py`.

    from_sqlite.py db.sqlite3 [CODE] > export.jsonl

Needs nothing of Yishi but Python 3.11: for whoever has the file and trusts neither the program nor its
machine. Values go out as they stand, unread by SQLite's types. A database keeps no public keys, so its
seals go out without; `--key` tells the verifier.
"""

from __future__ import annotations

import json
import re
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

Row = dict[str, Any]

ENTRY = {
    "seq": "seq", "day": "day", "at": "at", "actor": "actor_id", "role": "actor_role", "matter": "matter_id",
    "room": "room", "step": "step", "law": "law", "before": "before", "after": "after", "sealed": "sealed",
    "alg": "alg", "body_hash": "body_hash", "prev_hash": "prev_hash", "hash": "hash",
}  # fmt: skip
BODY = {name: name for name in ("entry_id", "salt", "text", "erased_at", "erased_why")}
SEAL = {name: name for name in ("day", "seq", "hash", "made_at", "prev", "key_id", "signature")}
HEAD = {"seq": "seq", "hash": "hash"}
CHAINS = (
    "SELECT o.id, CAST(coalesce(h.chain, o.code) AS BLOB), o.name FROM people_organ o"
    " LEFT JOIN journal_head h ON h.organ_id = o.id WHERE h.organ_id IS NOT NULL"
    " OR EXISTS (SELECT 1 FROM journal_entry e WHERE e.organ_id = o.id) ORDER BY o.id"
)


def text(value: Any) -> str | None:
    """Bytes as text; what is no UTF-8 survives the way back."""
    return value.decode("utf-8", "surrogateescape") if isinstance(value, bytes) else value


def number(value: str) -> int | str:
    """A whole number, or the text as it is."""
    return int(value) if re.fullmatch(r"-?\d{1,19}", value, re.ASCII) else value


def moment(value: str) -> str:
    """A moment in canonical form, or the text as it is."""
    found = re.fullmatch(r"(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?", value, re.ASCII)
    return f"{found[1]}T{found[2]}.{(found[3] or '').ljust(6, '0')}Z" if found else value


NUMBERS, MOMENTS = ("seq", "actor", "matter"), ("at", "made_at", "erased_at")
SHAPES: dict[str, Any] = dict.fromkeys(NUMBERS, number) | dict.fromkeys(MOMENTS, moment)
TRUTH = {"1": True, "0": False}


def shaped(names: Iterable[str], values: Iterable[Any]) -> Row:
    """Values as a table holds them in the form of an export."""
    plain = zip(names, map(text, values), strict=True)
    row: Row = {name: value if value is None else SHAPES.get(name, str)(value) for name, value in plain}
    return row | {"sealed": TRUTH.get(row["sealed"], row["sealed"])} if "sealed" in row else row


def select(base: sqlite3.Connection, table: str, columns: Iterable[str], organ: int, order: str) -> Iterator[Any]:
    """Rows of an organ, each column as bytes."""
    chosen = ", ".join(f'CAST("{column}" AS BLOB)' for column in columns)
    yield from base.execute(f"SELECT {chosen} FROM {table} WHERE organ_id = ? ORDER BY {order}", (organ,))


def records(base: sqlite3.Connection, organ: int, chain: str, name: str) -> Iterator[Row]:
    """One organ's chain as the lines of an export."""
    head = next((shaped(HEAD, one) for one in select(base, "journal_head", HEAD.values(), organ, "1")), None)
    yield {"yishi": "journal", "form": "yishi-journal-1", "chain": chain, "organ": name, "head": head}
    joined = "journal_entry LEFT JOIN journal_body ON entry_id = id"
    for values in select(base, joined, [*ENTRY.values(), *BODY], organ, "seq, id"):
        row = {"chain": chain, **shaped(ENTRY, values[: len(ENTRY)])}
        entry, salt, *rest = values[len(ENTRY) :]
        body = {"salt": None if salt is None else salt.hex(), **shaped(list(BODY)[2:], rest)}
        yield row | {"body": None if entry is None else body | {"erased_why": body["erased_why"] or ""}}
    for values in select(base, "journal_seal", SEAL.values(), organ, "seq, id"):
        yield {"seal": {"chain": chain, **shaped(SEAL, values)}}
    yield {"end": {"head": head}}


def opened(path: str | Path) -> sqlite3.Connection:
    """The database, to be read only, and in one and the same state throughout."""
    base = sqlite3.connect(Path(path).resolve().as_uri() + "?mode=ro", uri=True)
    base.execute("BEGIN")
    return base


def chains(base: sqlite3.Connection) -> list[tuple[int, str, str]]:
    """Organs that have a chain: key, name of the chain, name of the organ."""
    return [(pk, text(chain) or "", name) for pk, chain, name in base.execute(CHAINS).fetchall()]


def main(arguments: list[str]) -> int:
    """Write the export; gives the exit code."""
    if len(arguments) not in (1, 2):
        print(__doc__, file=sys.stderr)
        return 2
    try:
        base = opened(arguments[0])
        found = [one for one in chains(base) if arguments[1:] in ([], [one[1]])]
        if len(found) != 1:
            known = ", ".join(chain for _, chain, _ in chains(base))
            raise ValueError(f"which chain? {known or 'there is none'}")
        for record in records(base, *found[0]):
            line = json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n"
            sys.stdout.buffer.write(line.encode("utf-8", "surrogateescape"))
    except (ValueError, sqlite3.Error) as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
