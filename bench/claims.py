"""`make bench-claims`: how many of the marked claims of real reports are found, and how many of those found are marked.

A claim is found where one with the same value touches its place; what is optional in the marks counts neither way, and
whatever touches it neither. Ends with 1 where a bar is not met. The reports stand in ../shared/reports, or where
YISHI_REPORTS says.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from yishi.readings.report.claims import Claim, find

FOUND, RIGHT = 0.95, 0.97
"""The bars: precision and recall; and value, unit and approx of those found."""
PEOPLE = frozenset("人名位")
"""Measure words for persons, which readers put one for the other."""


@dataclass
class Score:
    """What came of one report, or of all. `alike` counts, over those found, which parts agree with the marks."""

    found: int = 0
    missed: list[str] = field(default_factory=list)
    extra: list[str] = field(default_factory=list)
    alike: dict[str, int] = field(default_factory=lambda: dict.fromkeys(("right", "exact", "scope", "kind"), 0))
    seconds: float = 0.0

    def add(self, other: Score) -> None:
        """Take in another report's."""
        self.found += other.found
        self.missed += other.missed
        self.extra += other.extra
        self.seconds += other.seconds
        for part, number in other.alike.items():
            self.alike[part] += number

    @property
    def precision(self) -> float:
        """Of what was found, the share that is marked."""
        return self.found / ((self.found + len(self.extra)) or 1)

    @property
    def recall(self) -> float:
        """Of what is marked, the share that was found."""
        return self.found / ((self.found + len(self.missed)) or 1)

    @property
    def right(self) -> float:
        """Of what was found, the share with the marked value, unit and approximation."""
        return self.alike["right"] / (self.found or 1)

    def line(self, name: str) -> str:
        """As printed."""
        shares = "  ".join(f"{part} {self.alike[part] / (self.found or 1):.3f}" for part in ("exact", "scope", "kind"))
        return (
            f"{name:24} precision {self.precision:.3f}  recall {self.recall:.3f}  right {self.right:.3f}  {shares}"
            f"  found {self.found} missed {len(self.missed)} extra {len(self.extra)}  {self.seconds * 1000:.0f} ms"
        )

    def passes(self) -> bool:
        """Whether every bar is met."""
        return self.precision >= FOUND and self.recall >= FOUND and self.right >= RIGHT


def folder() -> Path:
    """Where the marked reports are."""
    return Path(os.environ.get("YISHI_REPORTS") or Path(__file__).parents[2] / "shared" / "reports")


def score(text: str, marks: Iterable[dict[str, Any]]) -> Score:
    """How the claims found in a text agree with its marks."""
    said = list(marks)
    began = time.perf_counter()
    claims = find(text)
    result = Score(seconds=time.perf_counter() - began)
    used: set[int] = set()
    for mark in said:
        if mark["optional"]:
            continue
        at = next((at for at, claim in enumerate(claims) if at not in used and _same(claim, mark)), None)
        if at is None:
            result.missed.append(_near(text, mark["start"], mark["end"]))
            continue
        used.add(at)
        result.found += 1
        for part, agrees in _agreements(claims[at], mark).items():
            result.alike[part] += agrees
    optional = [(mark["start"], mark["end"]) for mark in said if mark["optional"]]
    for at, claim in enumerate(claims):
        if at not in used and not any(claim.start < end and claim.end > start for start, end in optional):
            result.extra.append(_near(text, claim.start, claim.end))
    return result


def _same(claim: Claim, mark: dict[str, Any]) -> bool:
    if claim.start >= mark["end"] or claim.end <= mark["start"]:
        return False
    values = [mark["value"], mark["value"] * 10**8] if mark["unit"] == "亿元" else [mark["value"]]
    slack = 0.005 if mark["kind"] == "percent" else 1e-9
    return any(abs(float(claim.value) - value) <= slack * max(1, abs(value)) for value in values)


def _agreements(claim: Claim, mark: dict[str, Any]) -> dict[str, bool]:
    unit = mark["unit"].split("/")[0].replace("亿元", "元")
    same = claim.unit == unit or {claim.unit, unit} <= PEOPLE
    return {
        "right": same and claim.approx == mark["approx"],
        "exact": (claim.start, claim.end) == (mark["start"], mark["end"]),
        "scope": claim.scope == mark["scope"],
        "kind": claim.kind == mark["kind"],
    }


def _near(text: str, start: int, end: int) -> str:
    near = f"{text[max(0, start - 16) : start]}[{text[start:end]}]{text[end : end + 12]}"
    return near.replace("\n", "/")


def main() -> int:
    """Every report and all together; 0 where the bars are met."""
    parser = argparse.ArgumentParser(prog="make bench-claims", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="reports to read (all)")
    parser.add_argument("--show", action="store_true", help="also print what was missed and what was too much")
    given = parser.parse_args()
    if not (where := folder()).is_dir():
        print(f"no reports at {where}; set YISHI_REPORTS", file=sys.stderr)
        return 1
    total = Score()
    for path in sorted(where.glob("*.claims.jsonl")):
        name = path.name.removesuffix(".claims.jsonl")
        if given.names and name not in given.names:
            continue
        text = (where / f"{name}.txt").read_text(encoding="utf-8")
        one = score(text, map(json.loads, path.read_text(encoding="utf-8").splitlines()))
        print(one.line(name))
        if given.show:
            print(
                *(f"    missed {near}" for near in one.missed), *(f"    extra  {near}" for near in one.extra), sep="\n"
            )
        total.add(one)
    print(total.line("total"))
    return 0 if total.passes() else 1


if __name__ == "__main__":
    sys.exit(main())
