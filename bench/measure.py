"""What a measurement is: five runs in turns with its baseline, and one JSON line."""

from __future__ import annotations

import gc
import json
import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any

RUNS = 5


@dataclass(frozen=True)
class Bar:
    """What a ratio (or the measured value itself) must be: at most, or at least, so much."""

    most: float | None = None
    least: float | None = None

    def met(self, value: float) -> bool:
        """Is it?"""
        return (self.most is None or value <= self.most) and (self.least is None or value >= self.least)

    def __str__(self) -> str:
        return f"<= {self.most:g}" if self.most is not None else f">= {self.least:.4g}"


@dataclass
class Measured:
    """One line. `ratio` is the median over the baseline's; `more` holds whatever else is worth keeping."""

    name: str
    size: int
    unit: str
    runs: list[float]
    baseline: str = ""
    baseline_runs: list[float] = field(default_factory=list)
    bar: Bar | None = None
    bar_of: str = "ratio"
    guide: str = ""
    also: dict[str, bool] = field(default_factory=dict)
    """Further bars by their words ("queries <= 12") and whether they were met."""
    more: dict[str, Any] = field(default_factory=dict)

    @property
    def ratio(self) -> float | None:
        """How many times the baseline."""
        return median(self.runs) / median(self.baseline_runs) if self.baseline_runs else None

    @property
    def ok(self) -> bool:
        """Every bar met."""
        value = self.ratio if self.bar_of == "ratio" else median(self.runs)
        return (self.bar is None or (value is not None and self.bar.met(value))) and all(self.also.values())

    def line(self, database: str, durability: dict[str, str]) -> str:
        """The line as it is printed."""
        compared = {
            "name": self.baseline,
            "median": _short(median(self.baseline_runs)),
            "runs": _all(self.baseline_runs),
        }
        found: dict[str, Any] = {
            "name": self.name, "size": self.size, "database": database, "unit": self.unit, "median": _short(median(self.runs)),
            "runs": _all(self.runs), **self.more, "baseline": compared if self.baseline_runs else None,
            "ratio": _short(self.ratio) if self.ratio is not None else None,
            "bar": "; ".join([f"{self.bar_of} {self.bar}"] * bool(self.bar) + list(self.also)), "ok": self.ok,
            "guide": self.guide, "durability": durability, "machine": {"cores": os.cpu_count()},
        }  # fmt: skip
        return json.dumps({name: value for name, value in found.items() if value not in (None, "")}, ensure_ascii=False)


def timed(what: Callable[[], object]) -> float:
    """Seconds that a call takes."""
    began = time.perf_counter()
    what()
    return time.perf_counter() - began


def in_turns(
    measured: Callable[[], float], baseline: Callable[[], float], runs: int = RUNS
) -> tuple[list[float], list[float]]:
    """Both, so many times, one after the other."""
    ours, theirs = [], []
    for _ in range(runs):
        gc.collect()
        ours.append(measured())
        gc.collect()
        theirs.append(baseline())
    return ours, theirs


def p95(times: Sequence[float]) -> float:
    """The time that 95 of a hundred stay under (nearest rank)."""
    ranked = sorted(times)
    return ranked[-(-95 * len(ranked) // 100) - 1]


def _short(value: float) -> float:
    return float(f"{value:.4g}")


def _all(values: Sequence[float]) -> list[float]:
    return [_short(value) for value in values]
