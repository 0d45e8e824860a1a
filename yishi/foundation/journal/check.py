"""The proof of a chain, over plain rows: no database. `verify.py` feeds it from the tables.

`scripts/verify_journal.py` proves the same from an export and knows nothing of this file; the tests hold the
two to the same findings.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from yishi.foundation.journal import canonical
from yishi.foundation.journal.canonical import Row
from yishi.foundation.journal.findings import LIMIT, Report

ERASURE = ("journal", "erase")


@dataclass(frozen=True)
class Standing:
    """Where a head says that its chain stands: as read, so that `seq` may be no number at all."""

    chain: str
    seq: Any
    hash: Any


@dataclass
class _Last:
    """The entry read before: what the next one may name as its predecessor."""

    seq: int = 0
    hashes: frozenset[Any] = frozenset({canonical.GENESIS})
    sound: bool = True


@dataclass
class ChainCheck:
    """Feed it every entry in order, then `close` it. `began` is the head as it was before the first entry was
    read: entries may be written meanwhile, so the head may have grown when the last one is."""

    report: Report
    began: Standing | None
    seals: Sequence[Row] = ()
    last: _Last = field(default_factory=_Last)
    at_head: frozenset[Any] = frozenset()
    suspects: list[Row] = field(default_factory=list)
    gaps: list[tuple[int, int]] = field(default_factory=list)
    late: set[int] = field(default_factory=set)
    sealed: dict[Any, list[Row]] = field(default_factory=dict)
    vouched: int = 0
    erased: dict[Any, tuple[Any, Any]] = field(default_factory=dict)
    announced: dict[Any, tuple[Any, Any]] = field(default_factory=dict)
    bodiless: set[Any] = field(default_factory=set)

    def __post_init__(self) -> None:
        for seal in self.seals:
            self.sealed.setdefault(seal["seq"], []).append(seal)

    def feed(self, row: Row) -> None:
        """Take the next entry."""
        self.report.entries += 1
        seq, right = row["seq"], canonical.entry_hash(row)
        hashes = frozenset({row["hash"], right}) - {None}
        sound = right == row["hash"] and row["chain"] == self.report.chain
        if right is None and row["alg"] in canonical.ALGORITHMS:
            self.report.add("algorithm", seq, alg=row["alg"])
        elif not sound:
            self._suspect(row)
        self._body(row)
        if not isinstance(seq, int):
            return  # its hash does not match either, so it is named
        if self._in_place(row, seq, sound):
            self.last = _Last(seq, hashes, sound)
            self.report.last_hash = str(row["hash"])
        if self.began and seq == self.began.seq:
            self.at_head = hashes
        self._sealed(seq, hashes)

    def _suspect(self, row: Row) -> None:
        if len(self.suspects) < LIMIT:
            self.suspects.append({name: value for name, value in row.items() if name != "body"})
        else:
            self.report.add("edited", row["seq"])

    def _in_place(self, row: Row, seq: int, sound: bool) -> bool:
        """Whether this entry stands after the last one read; then also whether it is linked to it."""
        last = self.last
        if seq <= last.seq:
            self.report.add("misplaced", seq, was=last.seq)
            self.late.add(seq)
            return False
        if seq > last.seq + 1:
            self.gaps.append((last.seq + 1, seq - 1))
        elif row["prev_hash"] not in last.hashes and sound and last.sound:
            self.report.add("unlinked", seq, was=last.seq)
        return True

    def _sealed(self, seq: int, hashes: frozenset[Any]) -> None:
        for seal in self.sealed.pop(seq, ()):
            if seal["hash"] in hashes:
                self.vouched = max(self.vouched, seq)
            else:
                self.report.add("rewritten", seq, day=seal["day"], **{"from": self.vouched + 1})

    def _body(self, row: Row) -> None:
        if "body" not in row:
            return
        seq, body = row["seq"], row["body"]
        if body is None:
            self.bodiless.add(seq)
            self.report.add("body_missing", seq)
        elif body["text"] is None:
            self.erased[seq] = (body["erased_at"], body["erased_why"])
        elif not _matches(row, body):
            self.report.add("body", seq)
        elif (row["room"], row["step"]) == ERASURE:
            seqs, why = _erasure(body["text"])
            self.announced.update(dict.fromkeys(seqs, (row["at"], why)))

    def close(self, ended: Standing | None) -> None:
        """All entries were fed; `ended` is the head as it is now."""
        last = self.last.seq
        for first, final in _without(self.gaps, self.late):
            self.report.add("gap", first, last=final)
        self._heads(ended, last)
        for seal in [seal for seals in self.sealed.values() for seal in seals]:
            if seal["seq"] > last:
                self.report.add("cut", seal["seq"], day=seal["day"], last=last)
            else:
                self.report.add("rewritten", seal["seq"], day=seal["day"], **{"from": self.vouched + 1})
        for seq, marks in self.erased.items():
            if self.announced.get(seq) != marks:
                self.report.add("erasure", seq)
        for seq in self.announced.keys() - self.erased.keys() - self.bodiless:
            if not any(first <= seq <= final for first, final in self.gaps):
                self.report.add("unerased", seq)

    def _heads(self, ended: Standing | None, last: int) -> None:
        if ended is None:
            if last:
                self.report.add("head", 0, last=last)
        elif not isinstance(ended.seq, int) or ended.seq < last:
            self.report.add("head", ended.seq, last=last)
        elif self.began is None or not isinstance(self.began.seq, int):
            return  # its first entries were written while it was read
        elif self.began.seq > last:
            self.report.add("tail", self.began.seq, last=last)
        elif self.began.hash not in (self.at_head or {canonical.GENESIS}):
            self.report.add("head", self.began.seq, last=last)

    def place(self, rows: Callable[[], Iterable[Row]]) -> None:
        """Read once more where entries did not match their hash: was one merely put in another's place?"""
        if not self.suspects:
            return
        before = {row["prev_hash"] for row in self.suspects}
        after = {row["hash"] for row in self.suspects}
        follows: dict[Any, Any] = {canonical.GENESIS: 1}
        precedes: dict[Any, Any] = {self.began.hash: self.began.seq} if self.began else {}
        for row in rows():
            if isinstance(row["seq"], int):
                if row["hash"] in before:
                    follows[row["hash"]] = row["seq"] + 1
                if row["prev_hash"] in after:
                    precedes[row["prev_hash"]] = row["seq"] - 1
        for row in self.suspects:
            tries = {follows.get(row["prev_hash"]), precedes.get(row["hash"])} - {None, row["seq"]}
            was = [seq for seq in tries if canonical.entry_hash({**row, "seq": seq}) == row["hash"]]
            if was:
                self.report.add("reordered", row["seq"], was=was[0])
            else:
                self.report.add("edited", row["seq"])


def _erasure(text: str) -> tuple[list[int], Any]:
    """Which entries an erasure says were erased, and why; nothing where the body is no erasure's."""
    try:
        said = json.loads(text)["said"]
        return [seq for seq in said["seqs"] if isinstance(seq, int)], said["why"]
    except (ValueError, KeyError, TypeError):
        return [], None


def _matches(row: Row, body: Row) -> bool:
    """Whether a body that still stands has its hash, and no mark of an erasure."""
    try:
        salt = bytes.fromhex(body["salt"] or "")
    except ValueError:
        return False
    right = canonical.body_hash(str(row["alg"]), salt, body["text"])
    unmarked = body["erased_at"] is None and not body["erased_why"]
    unknown = right is None and row["alg"] in canonical.ALGORITHMS  # the entry is named for it
    return unmarked and (unknown or right == row["body_hash"])


def _without(gaps: list[tuple[int, int]], late: set[int]) -> Iterable[tuple[int, int]]:
    """The gaps, less the entries that came late."""
    for first, final in gaps:
        for seq in sorted(seq for seq in late if first <= seq <= final):
            if seq > first:
                yield first, seq - 1
            first = seq + 1
        if first <= final:
            yield first, final
