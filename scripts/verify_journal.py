#!/usr/bin/env python3
"""核对议事日志。Proves an exported journal without Yishi: Python 3.11 and its standard library, nothing else.

    verify_journal.py EXPORT.jsonl [--seal SEAL.json ...] [--key HEX ...]

Exit code 0: whole; 1: a sentence for each thing wrong; 2: unreadable. A seal kept outside finds what an
export alone cannot: a tail cut off, a chain computed anew. `--key` names the public keys (64 hex digits)
that count; without it each seal's own is taken and its number printed, for you to compare. The form of all
this is described in yishi/foundation/journal/README.md.
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

Row = dict[str, Any]
Keys = dict[str, str]
Lines = Callable[[], Iterable[Row]]
Point = tuple[int, int, int, int]

GENESIS, ALGORITHMS = "0" * 64, ("sha256", "sm3")
ENTRY = [
    "chain", "seq", "day", "at", "actor", "role", "matter", "room", "step", "law", "before", "after",
    "sealed", "alg", "body_hash", "prev_hash",
]  # fmt: skip
SEAL = ["chain", "day", "seq", "hash", "made_at", "prev", "key_id"]
PARTS = ("seal", "end", "head", "body")
WORDS = {
    "edited": "第 {seq} 条被改动过 / entry {seq} was changed: its columns do not match its hash",
    "reordered": "第 {seq} 条的次序被改动过，写入时是第 {was} 条 / entry {seq} was written as entry {was}",
    "misplaced": "第 {seq} 条排在第 {was} 条之后 / entry {seq} stands after entry {was}",
    "gap": "缺少第 {seq} 条至第 {last} 条 / entries {seq} to {last} are missing",
    "unlinked": "第 {was} 条或更早的记录被改动后重算过哈希 / entry {seq} does not follow entry {was}",
    "algorithm": "第 {seq} 条未能核对，本机没有 {alg} / entry {seq} not proved: no {alg} on this machine",
    "body": "第 {seq} 条的内容被改动过 / the body of entry {seq} was changed",
    "body_missing": "第 {seq} 条的内容整行不见了 / the body of entry {seq} is missing",
    "erasure": "第 {seq} 条的内容被清空，没有删除记录 / the body of entry {seq} is gone, no erasure says so",
    "unerased": "第 {seq} 条已删除的内容仍存在 / the body of entry {seq} was erased and stands again",
    "head": "链首（第 {seq} 条）与末条（第 {last} 条）不符 / head ({seq}) and last entry ({last}) differ",
    "tail": "链尾被截断：链首为 {seq} 条，只有 {last} 条 / tail cut: head at {seq}, entries end at {last}",
    "cut": "链尾被截断：{day} 封签到第 {seq} 条，只有 {last} 条 / tail cut: sealed {seq}, there are {last}",
    "rewritten": "链被重算，改动在第 {since} 至 {seq} 条 / recomputed after {day}: changed in {since}-{seq}",
    "seal_key": "{day} 的封签所用密钥 {key} 不被承认 / the seal of {day} bears a key not accepted: {key}",
    "seal_forged": "{day} 的封签签名无效 / the signature on the seal of {day} is not valid",
    "seal_foreign": "{day} 的封签属于另一条链 {other} / the seal of {day} is of another chain: {other}",
    "seal_chain": "{day} 的封签与上一封签接不上 / the seal of {day} does not follow the one before it",
    "seal_lost": "记录中没有 {day} 的这枚封签 / this seal of {day} is missing from the records",
    "torn": "导出文件不完整，或第 {seq} 行无法读取 / the export is incomplete, or line {seq} is unreadable",
}

# Ed25519 (RFC 8032, 5.1): points of the Edwards curve as (X, Y, Z, T) with x = X/Z, y = Y/Z, xy = T/Z.
P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P


def point_sum(a: Point, b: Point) -> Point:
    """The sum of two points; right for equal points too."""
    m, n = (a[1] - a[0]) * (b[1] - b[0]), (a[1] + a[0]) * (b[1] + b[0])
    t, z = 2 * D * a[3] * b[3], 2 * a[2] * b[2]
    e, f, g, h = n - m, z - t, z + t, n + m
    return e * f % P, g * h % P, f * g % P, e * h % P


def point_times(scalar: int, point: Point) -> Point:
    """A multiple of a point, by doubling."""
    if scalar == 0:
        return 0, 1, 1, 0
    half = point_times(scalar >> 1, point_sum(point, point))
    return point_sum(half, point) if scalar & 1 else half


def point_from(data: bytes) -> Point | None:
    """The point that 32 bytes stand for, or None if they stand for none."""
    whole = int.from_bytes(data, "little")
    sign, y = whole >> 255, whole & (2**255 - 1)
    u, v = (y * y - 1) % P, (D * y * y + 1) % P
    x = u * v**3 * pow(u * v**7, (P - 5) // 8, P) % P
    if v * x * x % P == -u % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if y >= P or v * x * x % P != u or (x == 0 and sign):
        return None
    x = x if x & 1 == sign else P - x
    return x, y, 1, x * y % P


def from_hex(text: Any) -> bytes | None:
    """Bytes, or None where that is no hex."""
    with suppress(TypeError, ValueError):
        return bytes.fromhex(text)
    return None


def signed(public: Any, signature: Any, data: bytes) -> bool:
    """Whether the signature (hex) over the data was made with the key whose public half is `public` (hex)."""
    key, sign = from_hex(public) or b"", from_hex(signature) or b""
    base = point_from((4 * pow(5, -1, P) % P).to_bytes(32, "little"))
    a, r, s = point_from(key[:32]), point_from(sign[:32]), int.from_bytes(sign[32:], "little")
    if len(key) != 32 or len(sign) != 64 or a is None or r is None or base is None or s >= ORDER:
        return False
    k = int.from_bytes(hashlib.sha512(sign[:32] + key + data).digest(), "little") % ORDER
    left, right = point_times(s, base), point_sum(r, point_times(k, a))
    return all((left[i] * right[2] - right[i] * left[2]) % P == 0 for i in (0, 1))


def written(form: str, values: Row, fields: list[str]) -> bytes:
    """Canonical JSON: the fields and `form`, keys sorted, no spaces, UTF-8."""
    chosen = {name: values.get(name) for name in fields} | {"form": form}
    text = json.dumps(chosen, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def digest(alg: Any, data: bytes) -> str | None:
    """Lower-case hex, or None for an algorithm that is not ours or not on this machine."""
    with suppress(ValueError):
        return hashlib.new(alg, data).hexdigest() if alg in ALGORITHMS else None
    return None


def entry_hash(row: Row) -> str | None:
    return digest(row.get("alg"), written("yishi-journal-1", row, ENTRY))


def seal_data(seal: Row) -> bytes:
    return written("yishi-seal-1", seal, SEAL)


def key_number(key: Any) -> str:
    return hashlib.sha256(from_hex(key) or b"").hexdigest()[:16]


class Chain:
    """One chain being proved. `found` holds (kind, seq, details), `signers` the ids of keys that signed."""

    def __init__(self, name: Any, began: Row | None) -> None:
        self.name, self.began = name, began or {}
        self.count = self.last = self.vouched = self.unproved = 0
        self.sound, self.hashes, self.at_head = True, {GENESIS}, {GENESIS}
        self.found: list[tuple[str, Any, Row]] = []
        self.seals, self.suspects, self.gaps = dict[int, list[Row]](), list[Row](), list[tuple[int, int]]()
        self.late, self.signers, self.bodiless = set[int](), set[str](), set[Any]()
        self.erased, self.announced = dict[Any, Any](), dict[Any, Any]()

    def note(self, kind: str, seq: Any, **details: Any) -> None:
        self.found.append((kind, seq, details))

    def take_seals(self, kept: list[Row], brought: list[Row], keys: Keys) -> None:
        """Take only seals that are signed, for this chain; notes the others, and those that are missing."""
        good = [seal for seal in brought if self.genuine(seal, keys)]
        held = [seal for seal in kept if self.genuine(seal, keys)]
        digests = [hashlib.sha256(seal_data(seal)).hexdigest() for seal in kept]
        for seal, prev in zip(kept, ["", *digests], strict=False):
            if seal.get("prev") != prev:
                self.note("seal_chain", seal.get("seq"), day=seal.get("day"))
        for seal in {seal_data(seal): seal for seal in (*held, *good)}.values():
            self.seals.setdefault(seal["seq"], []).append(seal)
            if hashlib.sha256(seal_data(seal)).hexdigest() not in digests:
                self.note("seal_lost", seal["seq"], day=seal["day"])

    def genuine(self, seal: Row, keys: Keys) -> bool:
        """Whether an accepted key signed this seal for this chain; one without a key counts as unproved."""
        seq, day, number = seal.get("seq"), seal.get("day"), str(seal.get("key_id"))
        key = keys.get(number) if keys else seal.get("public_key", "none")
        if key == "none":
            self.unproved += 1
            return type(seq) is int  # JSON's true is no number
        if not key or key_number(key) != number:
            self.note("seal_key", seq, day=day, key=number)
        elif not signed(key, seal.get("signature"), seal_data(seal)):
            self.note("seal_forged", seq, day=day)
        elif seal["chain"] != self.name:
            self.note("seal_foreign", seq, day=day, other=seal["chain"])
        else:
            self.signers.add(number)
            return True
        return False

    def feed(self, row: Row) -> None:
        """Take the next line, if it is an entry."""
        if row.keys() & {"yishi", "seal", "end", "torn"}:
            return
        self.count += 1
        right, own = entry_hash(row), row.get("hash")
        sound = right == own and row.get("chain") == self.name
        if right is None and row.get("alg") in ALGORITHMS:
            self.note("algorithm", row.get("seq"), alg=row.get("alg"))
        elif not sound:
            self.suspects.append(row)
        if "body" in row:
            self.body(row, row["body"])
        if type(row.get("seq")) is int:
            self.follow(row, row["seq"], {own, right} - {None}, sound)

    def follow(self, row: Row, seq: int, hashes: set[Any], sound: bool) -> None:
        """Does this entry stand after the one before it, is it linked to it, and is it what was sealed?"""
        if seq <= self.last:
            self.note("misplaced", seq, was=self.last)
            self.late.add(seq)
        else:
            if seq > self.last + 1:
                self.gaps.append((self.last + 1, seq - 1))
            elif row.get("prev_hash") not in self.hashes and sound and self.sound:
                self.note("unlinked", seq, was=self.last)
            self.last, self.hashes, self.sound = seq, hashes, sound
        if seq == self.began.get("seq"):
            self.at_head = hashes
        for seal in self.seals.pop(seq, ()):
            if seal["hash"] in hashes:
                self.vouched = max(self.vouched, seq)
            else:
                self.note("rewritten", seq, day=seal["day"], since=self.vouched + 1)

    def body(self, row: Row, body: Row | None) -> None:
        """Does what was said match its hash, or was it erased as an erasure says?"""
        seq, alg = row.get("seq"), row.get("alg")
        text, salt, at, why = ((body or {}).get(key) for key in ("text", "salt", "erased_at", "erased_why"))
        salt = from_hex(salt or "")
        known = alg not in ALGORITHMS or digest(alg, b"") is not None
        right = digest(alg, (salt or b"") + str(text).encode("utf-8", "surrogateescape"))
        if body is None:
            self.bodiless.add(seq)
            self.note("body_missing", seq)
        elif text is None:
            self.erased[seq] = (at, why)
        elif salt is None or at is not None or why or (known and right != row.get("body_hash")):
            self.note("body", seq)
        elif (row.get("room"), row.get("step")) == ("journal", "erase"):
            with suppress(ValueError, KeyError, TypeError):
                said = json.loads(text)["said"]
                self.announced |= {one: (row["at"], said["why"]) for one in said["seqs"] if type(one) is int}

    def close(self, ended: Row | None) -> None:
        """All entries were fed; `ended` is the head as it was afterwards."""
        for first, final in self.gaps:
            stops = [seq for seq in sorted(self.late) if first <= seq <= final]
            for start, stop in zip([first, *(seq + 1 for seq in stops)], [*stops, final + 1], strict=True):
                if start < stop:
                    self.note("gap", start, last=stop - 1)
        for seal in [seal for seals in self.seals.values() for seal in seals]:
            kind = "cut" if seal["seq"] > self.last else "rewritten"
            self.note(kind, seal["seq"], day=seal["day"], last=self.last, since=self.vouched + 1)
        for seq in [seq for seq, marks in self.erased.items() if self.announced.get(seq) != marks]:
            self.note("erasure", seq)
        for seq in self.announced.keys() - self.erased.keys() - self.bodiless:
            if not any(first <= seq <= final for first, final in self.gaps):
                self.note("unerased", seq)
        self.heads(self.began.get("seq"), ended)

    def heads(self, began: Any, ended: Row | None) -> None:
        """Does the head say what the entries say? It may have grown while they were read."""
        now: Any = (ended or {"seq": 0}).get("seq")
        if type(now) is not int or now < self.last:
            self.note("head", now, last=self.last)
        elif type(began) is int and began > self.last:
            self.note("tail", began, last=self.last)
        elif type(began) is int and self.began.get("hash") not in self.at_head:
            self.note("head", began, last=self.last)

    def place(self, rows: Iterable[Row]) -> None:
        """Read again where entries do not match their hash: was one merely put in another's place?"""
        follows, precedes = dict[Any, Any]({GENESIS: 1}), {self.began.get("hash"): self.began.get("seq")}
        before = {row.get("prev_hash") for row in self.suspects}
        after = {row.get("hash") for row in self.suspects}
        for row in rows if self.suspects else ():
            if type(row.get("seq")) is int and row.get("hash") in before:
                follows[row.get("hash")] = row["seq"] + 1
            if type(row.get("seq")) is int and row.get("prev_hash") in after:
                precedes[row.get("prev_hash")] = row["seq"] - 1
        for row in self.suspects:
            tries = {follows.get(row.get("prev_hash")), precedes.get(row.get("hash"))} - {row.get("seq")}
            was = [seq for seq in tries if entry_hash({**row, "seq": seq}) == row.get("hash")]
            self.note("reordered" if was else "edited", row.get("seq"), was=was[0] if was else None)


def prove(records: Lines, seals: Iterable[Row] = (), keys: Keys | None = None) -> Chain:
    """Prove the lines that `records()` gives anew each time it is called, against seals kept outside."""
    first = next(iter(records()), {})
    if first.get("yishi") != "journal":
        raise ValueError("不是日志导出文件 / not an exported journal")
    chain, kept, end, number = Chain(first.get("chain"), first.get("head")), [], None, 0
    for number, record in enumerate(records(), 1):
        end = record.get("end") or end
        kept += [record["seal"]] if record.get("seal") else []
        if "torn" in record:
            chain.note("torn", number)
    if end is None:
        chain.note("torn", number + 1)
    chain.take_seals(kept, list(seals), keys or {})
    for row in records():
        chain.feed(row)
    chain.close((end or first).get("head"))
    chain.place(records())
    return chain


def fit(value: Any) -> bool:
    """An export's line is an object of plain values, with objects only in their places and lists nowhere."""
    return isinstance(value, dict) and all(
        part is None or (fit(part) if key in PARTS else not isinstance(part, dict | list))
        for key, part in value.items()
    )


def lines_of(path: str | Path) -> Iterator[Row]:
    """Every line of an export as an object; one that cannot be read as {"torn": True}."""
    with open(path, encoding="utf-8", errors="surrogateescape", newline="\n") as file:
        for line in file:
            value: Any = None
            with suppress(ValueError, RecursionError):
                value = json.loads(line)
            yield value if fit(value) else {"torn": True}


def seal_from(path: str) -> Row:
    """An exported seal; ValueError if the file is none."""
    seal: Row = json.loads(Path(path).read_text(encoding="utf-8"))
    if not fit(seal) or not {*SEAL, "signature", "public_key"} <= seal.keys():
        raise ValueError(f"{path}: 不是封签文件 / not an exported seal")
    return seal


def main(arguments: list[str] | None = None) -> int:
    """Prove what the command line names; gives the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("export", help="导出的日志 / an exported journal")
    parser.add_argument("--seal", action="append", default=[], help="封签文件 / a seal kept outside")
    parser.add_argument("--key", action="append", default=[], help="承认的公钥 / a public key that counts")
    given = parser.parse_args(arguments)
    try:
        seals, keys = [seal_from(file) for file in given.seal], {key_number(key): key for key in given.key}
        chain = prove(lambda: lines_of(given.export), seals, keys)
    except (OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 2
    state = f"发现 {len(chain.found)} 处问题 / NOT whole" if chain.found else "完整 / whole"
    print(f"{chain.name}: {state}; {chain.count} 条 / entries; 密钥 / keys: {sorted(chain.signers) or '-'}")
    if chain.unproved:
        print(f"  {chain.unproved} 枚封签未带公钥，签名未核对 / seals without key, signature not proved")
    for kind, seq, details in chain.found:
        print("  " + WORDS[kind].format(seq=seq, **details))
    return int(bool(chain.found))


if __name__ == "__main__":
    sys.exit(main())
