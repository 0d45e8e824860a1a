"""Figures that a draft calls by their very name: an office's own ones, rates, the structure of seats.

What the catalogue of activities counts is read from the sentence (`express`); these have names that nothing is read from, and
what an office calls its own figure, no vocabulary knows."""

from __future__ import annotations

import re
from collections.abc import Mapping

from yishi.readings.figures.figure import Figure
from yishi.readings.report.claims.claim import Claim

READ_FROM_SENTENCES = ("kind/", "output/", "role/", "line/")
BREAKS = re.compile(r"[，,。；;：:、！!？?（）()\n]")
BEFORE = re.compile(r"^(?:全年|年内|今年以来|一年来|截至目前|目前|累计|其中|并|共|全市|全区|全县)+")
AFTER = re.compile(r"(?:达到|达|为|是|共|有|了|约|近|逾|超过|保持在)+$")
LONGEST = 60


def names(figures: Mapping[str, Figure]) -> dict[str, list[Figure]]:
    """The figures by each of their names and synonyms."""
    found: dict[str, list[Figure]] = {}
    for figure in figures.values():
        if not figure.id.startswith(READ_FROM_SENTENCES):
            for name in (figure.name, *figure.aliases):
                found.setdefault(_bare(name), []).append(figure)
    return found


def figure(text: str, claim: Claim, known: Mapping[str, list[Figure]]) -> Figure | None:
    """The figure that the clause before the number names, if it names one and nothing else."""
    clause = BREAKS.split(text[max(0, claim.start - LONGEST) : claim.start])[-1]
    clause = AFTER.sub("", BEFORE.sub("", _bare(clause)))
    for found in known.get(clause, ()):
        if (found.measure == "%") == (claim.kind == "percent"):
            return found
    return None


def _bare(words: str) -> str:
    return re.sub(r"[\s“”\"‘’]", "", words)
