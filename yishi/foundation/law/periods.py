"""How long a statute gives, and the day on which that ends (期间的计算, 民法典 200-204, unchecked).

The day of the start is not counted; months end on the corresponding day, or on the last of a shorter month;
a last day that is not worked moves to the next worked day if the rule says so (`moves_last_day`): the civil
code binds civil periods, that deputies' business is counted alike is an assumption each rule declares.
Working days are counted one by one. Days of a pause do not count, whatever the unit.
"""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from .calendars import Calendar
from .steps import Kind, Step
from .words import gettext as _
from .words import ngettext, numeral

_ONE = dt.timedelta(days=1)
_LONGEST = 3660


class Unit(StrEnum):
    """The units in which statutes give time."""

    DAYS = "days"
    WORKDAYS = "workdays"
    MONTHS = "months"
    YEARS = "years"


def _length(unit: Unit, number: int) -> str:
    if unit is Unit.DAYS:
        return ngettext("%(number)s日", "%(number)s日", number)
    if unit is Unit.WORKDAYS:
        return ngettext("%(number)s个工作日", "%(number)s个工作日", number)
    if unit is Unit.MONTHS:
        return ngettext("%(number)s个月", "%(number)s个月", number)
    return ngettext("%(number)s年", "%(number)s年", number)


@dataclass(frozen=True, slots=True)
class Period:
    """A length of time as a statute gives it; `number` is at least one and at most ten years of days."""

    number: int
    unit: Unit

    def __post_init__(self) -> None:
        if not 1 <= self.number <= _LONGEST:
            said = {"most": _LONGEST, "number": self.number}
            raise ValueError(_("期限应为 1 至 %(most)s 之间的整数：%(number)s") % said)

    def __str__(self) -> str:
        return _length(self.unit, self.number) % {"number": numeral(self.number)}


@dataclass(frozen=True, slots=True)
class Pause:
    """Days, first and last included, that do not count, and why. `open` says that the pause still runs and
    `last` is only the day up to which it is known; a date resting on it is provisional."""

    first: dt.date
    last: dt.date
    ground: str
    open: bool = False

    def __post_init__(self) -> None:
        if self.last < self.first:
            said = {"last": self.last, "first": self.first}
            raise ValueError(_("暂停计时的终止日 %(last)s 早于起始日 %(first)s") % said)


@dataclass(frozen=True, slots=True)
class Due:
    """The last day of a period.

    `unmoved` is the last day before it moved off days not worked; `provisional` says that the calendar of a
    day it rests on is not published yet or that a pause still runs; `steps` tell how it came about."""

    day: dt.date
    unmoved: dt.date
    provisional: bool
    steps: tuple[Step, ...]

    def sentences(self) -> list[str]:
        """The steps as plain sentences, in order."""
        return [step.text for step in self.steps]


def add_months(day: dt.date, months: int) -> dt.date:
    """The corresponding day `months` later, or the last day of that month where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def run(
    period: Period,
    start_day: dt.date,
    calendar: Calendar,
    pauses: Iterable[Pause] = (),
    *,
    moves_last_day: bool = True,
) -> Due:
    """The last day of `period` if it begins on `start_day` (not counted), and the steps to it.

    Working days always end on a worked day; other units end on one only if `moves_last_day`.
    Raises OverflowError past the year 9999."""
    pauses = tuple(pauses)
    stopped = {day: pause for pause in reversed(pauses) for day in _days(pause)}
    if period.unit is Unit.WORKDAYS:
        steps = list(_count_workdays(period.number, start_day, calendar, stopped))
        unmoved = steps[-1].day
    else:
        unmoved, steps = _reach(period, start_day, stopped)
    end = unmoved
    if moves_last_day:
        steps += _move(unmoved, calendar, stopped)
        end = steps[-1].day + _ONE if steps[-1].kind is Kind.MOVE else unmoved
    provisional = (
        (moves_last_day and not calendar.day(end).certain)
        or any(step.uncertain for step in steps)
        or any(pause.open and pause.first <= end for pause in pauses)
    )
    last = Step(Kind.END, end, provisional=provisional)
    return Due(end, unmoved, provisional, (Step(Kind.START, start_day), *steps, last))


def _reach(period: Period, start: dt.date, stopped: dict[dt.date, Pause]) -> tuple[dt.date, list[Step]]:
    """The last day before it moves, for days, months and years, and how it came about."""
    if period.unit is Unit.DAYS:
        base = start + dt.timedelta(days=period.number)
    else:
        base = add_months(start, period.number * (12 if period.unit is Unit.YEARS else 1))
    end, held = _extend(base, start, stopped)
    corresponds = None if period.unit is Unit.DAYS else base.day == start.day
    steps = [Step(Kind.REACH, base, words=str(period), corresponds=corresponds)]
    steps += [Step(Kind.PAUSED, day, words=stopped[day].ground) for day in held]
    return end, steps + ([Step(Kind.RESUME, end, number=len(held))] if held else [])


def _count_workdays(number: int, start: dt.date, calendar: Calendar, stopped: dict[dt.date, Pause]) -> Iterator[Step]:
    day, counted = start, 0
    while counted < number:
        day += _ONE
        info = calendar.day(day)
        if day in stopped:
            yield Step(Kind.PAUSED, day, info, words=stopped[day].ground)
        elif info.working:
            counted += 1
            yield Step(Kind.COUNT, day, info, number=counted)
        else:
            yield Step(Kind.SKIP, day, info)


def _extend(end: dt.date, start: dt.date, stopped: dict[dt.date, Pause]) -> tuple[dt.date, list[dt.date]]:
    """The end put off by each paused day before it, and those days."""
    held: list[dt.date] = []
    for day in sorted(day for day in stopped if day > start):
        if day > end:
            break
        held.append(day)
        end += _ONE
    return end, held


def _move(end: dt.date, calendar: Calendar, stopped: dict[dt.date, Pause]) -> Iterator[Step]:
    """The days that the end passes over, from the first one not worked (or paused) on."""
    while not calendar.is_workday(end) or end in stopped:
        yield Step(Kind.MOVE, end, calendar.day(end))
        end += _ONE


def _days(pause: Pause) -> Iterator[dt.date]:
    return (pause.first + n * _ONE for n in range((pause.last - pause.first).days + 1))
