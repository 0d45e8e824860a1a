"""When a clock is reminded of: some days before its due day, on it, and after. Pure dates."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class ClockWords:
    """How clocks of one kind are named to people, and when they are reminded of.

    `what` completes "…还有 7 天到期" and stands on messages outside the house, so it names no matter
    ("答复"). `before` and `after` are days from the due day; past the last of `after` it goes on each
    `every` days (0: no more).
    """

    what: str
    before: tuple[int, ...] = (7, 2)
    after: tuple[int, ...] = (1, 7, 14, 30)
    every: int = 30

    def __post_init__(self) -> None:
        if any(days < 1 for days in (*self.before, *self.after)) or self.every < 0:
            raise ValueError("reminders stand at least one day before or after the due day")

    def stage(self, started_on: dt.date, due_on: dt.date, today: dt.date) -> int | None:
        """The latest reminder due by `today`, as days from the due day (-7, 0, 14 ...); None before the
        first.

        Of a span of missed nights only the last counts. What falls on the day the clock started or before is
        left out: the step that started it has just said so.
        """
        gone = (today - due_on).days
        reached = [at for at in (*(-days for days in self.before), 0, *self.after) if at <= gone]
        if not reached:
            return None
        stage = max(reached)
        last = max(self.after, default=0)
        if self.every and gone > last:
            stage = last + (gone - last) // self.every * self.every
        return stage if due_on + dt.timedelta(days=stage) > started_on else None
