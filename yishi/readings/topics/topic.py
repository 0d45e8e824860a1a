"""A hot topic as it is told: what, where, when, how hot and by which messages; as the command prints it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from yishi.readings.topics.finding import Found, find
from yishi.readings.topics.heat import Heat
from yishi.readings.topics.naming import Called, called
from yishi.readings.topics.said import Said
from yishi.readings.topics.steps import Step, nobody

WEEK = dt.timedelta(days=7)


@dataclass(frozen=True)
class Topic:
    """One topic; `rows` are places in what was looked at, by day. `weeks` are Mondays with how many came in that week, from
    the first to the last without gaps."""

    called: Called
    heat: Heat
    first: dt.date
    last: dt.date
    rows: tuple[int, ...]
    numbers: tuple[str, ...]
    weeks: tuple[tuple[dt.date, int], ...]

    def as_json(self) -> dict[str, Any]:
        """As the command prints it."""
        return {
            "name": self.called.problem, "place": self.called.where, "since": self.first.isoformat(), "until": self.last.isoformat(),
            "heat": self.heat.total, "terms": [term.as_json() for term in self.heat.terms], "size": len(self.rows),
            "numbers": list(self.numbers), "weeks": [[monday.isoformat(), number] for monday, number in self.weeks],
        }  # fmt: skip


def topics(
    said: Sequence[Said], last: dt.date | None = None, top: int | None = None, step: Step = nobody
) -> list[Topic]:
    """The hottest `top` topics of these messages (all of them unless told)."""
    return [told(said, found) for found in find(said, last, step)[:top]]


def told(said: Sequence[Said], found: Found) -> Topic:
    """A topic with its name."""
    rows = [said[at] for at in found.rows]
    days = [row.day for row in rows]
    return Topic(
        called(rows), found.heat, min(days), max(days), found.rows, tuple(row.number for row in rows), weeks(days)
    )


def weeks(days: Sequence[dt.date]) -> tuple[tuple[dt.date, int], ...]:
    """How many came in each week, by its Monday; weeks without any stand between as 0."""
    mondays = [day - dt.timedelta(days=day.weekday()) for day in days]
    first, number = min(mondays), (max(mondays) - min(mondays)).days // 7 + 1
    return tuple((first + at * WEEK, mondays.count(first + at * WEEK)) for at in range(number))
