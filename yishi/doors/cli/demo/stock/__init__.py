"""What the demo draws from: problems with proposals, units and topics, as tables; all of it composed for the demo."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class Problem:
    """One plausible problem of a district: a title, what is the case, what harm it does, two things to do.

    `{p}` stands for a street or town, `{3-9}` for a number between."""

    topic: str
    title: str
    fact: str
    harm: str
    first: str
    second: str


@dataclass(frozen=True)
class UnitRow:
    """One handling unit, without the district's name before it; `topics` are those it is handed."""

    side: str
    name: str
    short: str
    topics: str


@dataclass(frozen=True)
class TopicRow:
    """One topic and the special committee that follows it, for each profile."""

    code: str
    name: str
    npc: str
    cppcc: str


@dataclass(frozen=True)
class Deed:
    """One kind of activity in a full year: how many records in each profile, how many happenings a record stands for, and
    what comes of it. `{p}` is a street or town, `{t}` a topic; numbers are ranges."""

    kind: str
    npc: int
    cppcc: int
    times: str
    title: str
    heads: str
    persons: str
    outputs: str


@dataclass(frozen=True)
class Voice:
    """Something that residents say, in their own words: topic of the message, topic by which its unit is found, what is done
    about it, and what is told where it is not done yet. `{p}` and numbers as in problems."""

    topic: str
    field: str
    title: str
    text: str
    done: str
    told: str


def _rows(name: str) -> list[dict[str, str]]:
    with (files(__name__) / name).open("r", encoding="utf-8") as file:
        return list(csv.DictReader(file))


@cache
def problems() -> tuple[Problem, ...]:
    """All problems."""
    return tuple(Problem(**row) for row in _rows("problems.csv"))


@cache
def units() -> tuple[UnitRow, ...]:
    """All units: the two coordinating offices, then the government's, the Party's and the others."""
    return tuple(UnitRow(**row) for row in _rows("units.csv"))


@cache
def topics() -> tuple[TopicRow, ...]:
    """All topics."""
    return tuple(TopicRow(**row) for row in _rows("topics.csv"))


@cache
def deeds() -> tuple[Deed, ...]:
    """All kinds of activity."""
    rows = _rows("activities.csv")
    return tuple(Deed(**row | {"npc": int(row["npc"]), "cppcc": int(row["cppcc"])}) for row in rows)  # type: ignore[arg-type]  # by their names


@cache
def voices() -> tuple[Voice, ...]:
    """All that residents say."""
    return tuple(Voice(**row) for row in _rows("voices.csv"))
