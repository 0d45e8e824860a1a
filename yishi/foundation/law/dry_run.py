"""A rule tried on the past before it is switched on: who would have been late under it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from .calendars import Calendar
from .periods import Due, Pause
from .rules import Extension, Rule


@dataclass(frozen=True, slots=True)
class Case:
    """One happening of the past: when the period started, when it was met (None: not yet), and its pauses."""

    start: dt.date
    met: dt.date | None
    pauses: tuple[Pause, ...] = ()
    extension: Extension | None = None
    label: Hashable = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """A case under the rule; `days_late` is 0 for one in time."""

    case: Case
    due: Due
    days_late: int

    @property
    def late(self) -> bool:
        """Whether it was met, or is still unmet, after the last day."""
        return self.days_late > 0


@dataclass(frozen=True, slots=True)
class DryRun:
    """All outcomes, and the cases to which the rule gives no day."""

    outcomes: tuple[Outcome, ...]
    without_day: tuple[Case, ...]

    @property
    def late(self) -> tuple[Outcome, ...]:
        """Those that would have been late, the latest first."""
        return tuple(sorted((o for o in self.outcomes if o.late), key=lambda o: -o.days_late))


def dry_run(rule: Rule, cases: Iterable[Case], calendar: Calendar, today: dt.date) -> DryRun:
    """Each case under `rule`; one not met yet counts up to `today`."""
    outcomes, without = [], []
    for case in cases:
        due = rule.due(case.start, calendar, case.pauses, case.extension)
        if due is None:
            without.append(case)
        else:
            late = ((case.met or today) - due.day).days
            outcomes.append(Outcome(case, due, max(late, 0)))
    return DryRun(tuple(outcomes), tuple(without))
