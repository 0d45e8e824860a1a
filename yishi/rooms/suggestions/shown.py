"""What a figure is when it is shown: its value with its words, its parts, and the rows behind it as far as they open."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from yishi.foundation.facts.models import Fact
from yishi.foundation.people.actors import Actor
from yishi.rooms.suggestions import lists

Number = float | int | None


@dataclass(frozen=True)
class Rows:
    """The facts behind a figure: called, those of suggestions that its reader may see."""

    every: QuerySet[Fact]
    reader: Actor

    def __call__(self) -> QuerySet[Fact]:
        return self.every.filter(matter__in=lists.visible(self.reader).values("pk"))

    def hidden(self) -> int:
        """How many he may not see, and is told of as a number alone."""
        return self.every.count() - self().count()


@dataclass(frozen=True)
class Figure:
    """One figure. `value` is None where nothing can be said (no case, or sealed: `note` says so); a rate is in
    percent with two digits, its `change` in percentage points."""

    id: str
    name: str
    definition: str
    value: Number
    unit: str
    rows: Rows
    parts: tuple[int, int] | None = None
    change: Number = None
    note: str = ""
    detail: tuple[tuple[str, int], ...] = ()
    """Grades of an evaluation with their counts."""


@dataclass(frozen=True)
class Slice:
    """A figure of one topic, unit, ground or class."""

    key: str
    name: str
    figure: Figure


def percent(part: int, whole: int) -> float | None:
    """Two digits; None of nothing."""
    return round(100 * part / whole, 2) if whole else None


def less(now: Number, before: Number) -> Number:
    """The change on before; None where either is not there."""
    if now is None or before is None:
        return None
    return round(now - before, 2)
