"""Where "overdue" is decided, once: in SQL by `overdue`, in Python by `is_overdue`; a test holds them equal.

A clock is owed until the end of its due day (民法典 203), so it is overdue from the day after.
"""

from __future__ import annotations

import datetime as dt

from django.db.models import F, Q

from yishi.foundation.clocks.models import Clock

RUNNING = Q(met_on=None, stopped_on=None)


def overdue(today: dt.date, prefix: str = "") -> Q:
    """Clocks that run and whose due day has passed; `prefix` reaches them from another table ("clocks__")."""
    return Q(**{f"{prefix}met_on": None, f"{prefix}stopped_on": None, f"{prefix}due_on__lt": today})


def is_overdue(clock: Clock, today: dt.date) -> bool:
    """The same of one clock in hand."""
    return clock.met_on is None and clock.stopped_on is None and past(clock.due_on, today)


def past(due_on: dt.date, today: dt.date) -> bool:
    """The same of the due day of a clock that runs."""
    return due_on < today


def met_late() -> Q:
    """Clocks that were met, but after their due day."""
    return Q(met_on__gt=F("due_on"))


def was_late(clock: Clock) -> bool:
    """The same of one clock in hand."""
    return clock.met_on is not None and clock.met_on > clock.due_on
