"""What every import through a step shares: cells looked up with each fault noted, and rows taken helping by helping."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from yishi.foundation import language
from yishi.foundation.loops.refusals import Refused
from yishi.foundation.loops.steps import Step
from yishi.foundation.loops.take import create_many
from yishi.foundation.people.actors import Actor
from yishi.foundation.people.imports.matching import Unclear
from yishi.foundation.people.imports.plans import RowPlan
from yishi.foundation.people.models import Grouping
from yishi.foundation.prepared.sweeping import unswept

T = TypeVar("T")
Known = TypeVar("Known")
Plan = TypeVar("Plan", bound=RowPlan)

AT_ONCE = 1000
"""Rows written together: enough that writing is cheap, few enough that memory stays small."""
Told = Callable[[int, int], None]
"""`told(done, total)`, after each helping."""


class Row(Protocol):
    """A row that fits: what its step is given, and where it stands in the file."""

    given: dict[str, Any]

    def place(self) -> str:
        """In words."""


@dataclass
class Match(Generic[Known, Plan]):
    """The work on one row; faults are gathered so that all are mended at once."""

    registry: Known
    plan: Plan

    def said(self, key: str) -> Any:
        """What the cell says; None where it is blank or not there."""
        return self.plan.values.get(key) or None

    def found(self, find: Callable[[str], T], name: str | None) -> T | None:
        """What the cell names, or its fault noted."""
        if not name:
            return None
        try:
            return find(name)
        except Unclear as fault:
            self.plan.errors.append(str(fault))
            return None

    def all(self, find: Callable[[str], T], key: str) -> list[T]:
        """Everything that a cell of several names."""
        return [row for name in self.said(key) or [] if (row := self.found(find, name)) is not None]


def of_the_day(alike: Iterable[Grouping], day: dt.date) -> Grouping:
    """Of groupings of one name that of the day's term, else one of no term, else the latest."""
    return max(alike, key=lambda row: (_covers(row, day), row.term is None, row.pk))


def _covers(grouping: Grouping, day: dt.date) -> bool:
    term = grouping.term
    return term is not None and term.began <= day and (term.ended is None or day < term.ended)


def take_rows(
    step: Step, actor: Actor, rows: Sequence[Row], told: Told | None = None, days: Sequence[dt.date] | None = None
) -> None:
    """Take the step for every row, in the transaction that stands. `days` says when each happened.

    What one helping looked up the next one knows. Raises `Refused` with the place of the first row that the step refuses."""
    found: dict[Any, Any] = {}
    for start in range(0, len(rows), AT_ONCE):
        helping = rows[start : start + AT_ONCE]
        happened = days[start : start + AT_ONCE] if days is not None else None
        with unswept():
            batch = create_many(step, actor, [row.given for row in helping], days=happened, found=found)
        for at, refusal in batch.refused.items():
            raise Refused(language.pair(helping[at].place(), refusal.sentence))
        if told:
            told(start + len(helping), len(rows))
