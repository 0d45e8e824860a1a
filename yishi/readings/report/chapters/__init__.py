"""The chapters of an annual report by the kind of its organ: which lines of work each tells of, as data beside this file.

    of("npc")[1]    Chapter(code="supervision", title="…", lines=("supervision", "filing", …), tells="lines")

Every line of the catalogue stands in just one chapter of each profile (a test holds it), so that nothing recorded is left
out of the report and nothing is told twice.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Chapter:
    """One chapter. `tells` says of what: of lines of work, of what is lacking, or of what is planned."""

    code: str
    title: str
    lines: tuple[str, ...] = ()
    tells: Literal["lines", "lacking", "planned"] = "lines"


@dataclass(frozen=True)
class Frame:
    """What stands around the chapters: title and sentences, with places for {place}, {term} and {year}."""

    title: str
    addressees: str
    opening: str
    annual: str
    of_term: str
    planned: str
    closing: str


@cache
def of(profile: str) -> tuple[Chapter, ...]:
    """The chapters in order. Raises KeyError for an unknown profile."""
    rows = _file(profile)["chapter"]
    return tuple(Chapter(**{**row, "lines": tuple(row.get("lines", ()))}) for row in rows)


@cache
def frame(profile: str) -> Frame:
    """The sentences around them."""
    return Frame(**_file(profile)["frame"])


def by_code(profile: str) -> dict[str, Chapter]:
    """By code."""
    return {row.code: row for row in of(profile)}


def _file(profile: str) -> dict[str, Any]:
    path = {"npc": HERE / "npc.toml", "cppcc": HERE / "cppcc.toml"}[profile]
    return tomllib.loads(path.read_text(encoding="utf-8"))
