"""What a claim means: the figure that would count it, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from yishi.readings.figures.expression import Compound, Count, Expression


@dataclass(frozen=True)
class Candidate:
    """One reading of a claim. Higher scores are likelier; they compare only within one claim."""

    expression: Expression
    name: str
    score: float


@dataclass(frozen=True)
class Meant:
    """What the claim at `start` to `end` counts.

    `expression` is None where nothing that an organ records would count it; `missing` then says in Chinese what it is that
    the catalogue lacks. `facets` says in Chinese words what the expression keeps to, and what else the sentence says of
    the claim (its topic) that the expression leaves out. `confidence` lies between 0 and 1."""

    start: int
    end: int
    expression: Expression | None
    figure_id: str = ""
    name: str = ""
    facets: tuple[tuple[str, str], ...] = ()
    missing: tuple[str, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    confidence: float = 0.0

    def data(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "start": self.start,
            "end": self.end,
            "expression": self.expression.data() if self.expression else None,
            "figure": self.figure_id or None,
            "name": self.name,
            "facets": dict(self.facets),
            "missing": list(self.missing),
            "candidates": [
                {"expression": row.expression.data(), "name": row.name, "score": round(row.score, 1)}
                for row in self.candidates
            ],
            "confidence": round(self.confidence, 2),
        }


def figure_id(found: Expression | None) -> str:
    """By which id the catalogue of figures knows an expression that speaks of activities, or nothing: `kind/visit`,
    `kind/visit/people/deputy`, `kind/chair_reception/opinion`, `output/opinion`. Others are found by their expression."""
    if not isinstance(found, Count) or found.cohort:
        return ""
    one = {name: values[0] for name, values in found.of if len(values) == 1 and name != "line"}
    if len(one) < len(found.of) or "kind" not in one:
        return ""
    shape = (found.what, *sorted(set(one) - {"kind"}))
    return IDS[shape].format(**one) if shape in IDS else ""


IDS = {
    ("times",): "kind/{kind}",
    ("stock",): "kind/{kind}",
    ("times", "outcome"): "kind/{kind}/result/{outcome}",
    ("people",): "kind/{kind}/people",
    ("people", "role"): "kind/{kind}/people/{role}",
    ("person_times",): "kind/{kind}/person_times",
    ("person_times", "role"): "kind/{kind}/person_times/{role}",
    ("sum",): "output/{kind}",
    ("sum", "source"): "kind/{source}/{kind}",
}
"""What is counted and by which facets besides the kind -> the figure's id. New ones of a stock have `/begun` behind."""


def rate(part: Expression, whole: Expression) -> Compound:
    """The share of the first in the second."""
    return Compound("rate", (part, whole))
