"""A year's days as twelve months of weeks, and the days that are no ordinary weekend or workday."""

from __future__ import annotations

import calendar as std
import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from yishi.foundation.law.calendars import Calendar, Day
from yishi.foundation.law.words import month as month_name

FIRST, LAST = 2004, 2099


@dataclass(frozen=True)
class Cell:
    """A day of a month: `mark` is 休 or 班 for days off and make-up days, `css` how it is drawn."""

    day: dt.date
    css: str
    mark: str
    words: str


@dataclass(frozen=True)
class Month:
    """A month: weeks from Monday, None where a week has days of another."""

    number: int
    name: str
    weeks: list[list[Cell | None]]


def weekdays() -> tuple[str, ...]:
    """A short name for each day of the week, Monday first."""
    names = (_("周一"), _("周二"), _("周三"), _("周四"), _("周五"), _("周六"), _("周日"))
    return tuple(name.removeprefix("周") for name in names)


def months(year: int, known: Calendar, own: Collection[dt.date]) -> list[Month]:
    """The year; `own` are days that the table set by hand speaks of."""
    return [Month(number, month_name(number), _weeks(year, number, known, own)) for number in range(1, 13)]


def _weeks(year: int, month: int, known: Calendar, own: Collection[dt.date]) -> list[list[Cell | None]]:
    weeks = std.Calendar().monthdatescalendar(year, month)
    return [[_cell(known.day(day), own) if day.month == month else None for day in week] for week in weeks]


def _cell(day: Day, own: Collection[dt.date]) -> Cell:
    weekend = day.day.weekday() >= 5
    if day.working:
        css, mark = ("day-makeup", _("班")) if weekend else ("", "")
    elif day.name or not weekend:
        css, mark = "day-off", _("休")
    else:
        css, mark = "day-rest", ""
    return Cell(day.day, f"{css} day-own".strip() if day.day in own else css, mark, day.words)


@dataclass(frozen=True)
class Run:
    """Days that follow one another and are of one kind: a holiday, or the days worked for it."""

    first: dt.date
    last: dt.date
    words: str
    working: bool

    @property
    def number(self) -> int:
        """How many days."""
        return (self.last - self.first).days + 1


def runs(days: Iterable[Day]) -> list[Run]:
    """Special days, those of one kind that follow one another in one."""
    found: list[Run] = []
    for day in days:
        last = found[-1] if found else None
        if last and last.words == day.words and (day.day - last.last).days == 1:
            found[-1] = Run(last.first, day.day, last.words, last.working)
        else:
            found.append(Run(day.day, day.day, day.words, day.working))
    return found


def special(year: int, known: Calendar) -> list[Day]:
    """Weekdays off and weekends worked, and the holidays that fall on weekends."""
    first = dt.date(year, 1, 1)
    days = (known.day(first + dt.timedelta(days=at)) for at in range(366 if std.isleap(year) else 365))
    return [
        day
        for day in days
        if (day.working if day.day.weekday() >= 5 else not day.working) or (not day.working and day.name)
    ]
