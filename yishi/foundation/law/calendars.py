"""Which days are worked in China: the State Council's yearly arrangement (with 调休), above it a table of the
organ's own, and past the last published year the fixed statutory holidays only, marked as not certain.

Sources: `chinese_calendar` (chinesecalendar) from 2004 to its last published year. After it the statutory
holidays of 全国年节及纪念日放假办法 as revised in 2024 (13 days; which working days are swapped for them
is announced year by year, so no day of such a year is certain). Qingming is `chinese_calendar`'s solar term.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

import chinese_calendar
from chinese_calendar import constants

from .lunar import FEASTS
from .words import gettext as _
from .words import gettext_noop, month
from .words import weekday as name_of_weekday

Source = Literal["override", "published", "statutory"]
_ONE = dt.timedelta(days=1)
_NAMES = {holiday.value: holiday.chinese for holiday in constants.Holiday}
FIRST_YEAR: int = min(constants.holidays).year
LAST_YEAR: int = max(constants.holidays).year
"""The years for which the installed chinesecalendar has the State Council's arrangement."""


@dataclass(frozen=True, slots=True)
class DayOverride:
    """What an organ's own table says of one day: worked or not, and what it is called (春节, 停电检修)."""

    is_workday: bool
    name: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """One day as a calendar sees it. `name` is the holiday it belongs to, or for which it is worked in
    exchange; `certain` is False while the year's arrangement is not known."""

    day: dt.date
    working: bool
    name: str
    certain: bool
    source: Source

    @property
    def words(self) -> str:
        """What kind of day it is: 工作日, 周末, 春节放假, 春节调休上班."""
        said = {"name": _(self.name) if self.name else ""}
        if self.working:
            return _("%(name)s调休上班") % said if self.name else _("工作日")
        return _("%(name)s放假") % said if self.name else _("周末")

    def __str__(self) -> str:
        return f"{short_date(self.day)} {self.words}"


def weekday(day: dt.date) -> str:
    """周三"""
    return name_of_weekday(day.weekday())


def short_date(day: dt.date) -> str:
    """1月28日 周三"""
    date = _("%(month)s%(day)s日") % {"month": month(day.month), "day": day.day}
    return _("%(date)s %(weekday)s") % {"date": date, "weekday": weekday(day)}


class Calendar:
    """Days worked and days off; immutable, so that what it computed once it computes again.

    Args:
        overrides: what the organ's table says of single days; it wins over everything else.
        published_years: years whose arrangement `overrides` holds in full, so that their other days are
            certain too.
    """

    def __init__(
        self,
        overrides: Mapping[dt.date, DayOverride] | None = None,
        published_years: Collection[int] = (),
    ) -> None:
        self._overrides = dict(overrides or {})
        self._published = frozenset(published_years)
        self._seen: dict[dt.date, Day] = {}

    def day(self, day: dt.date) -> Day:
        """What kind of day `day` is, whether that is certain, and where it comes from."""
        seen = self._seen.get(day)
        if seen is None:
            seen = self._seen[day] = self._look(day)
        return seen

    def is_workday(self, day: dt.date) -> bool:
        """Whether `day` is worked; see `day` for whether that is certain."""
        return self.day(day).working

    def next_workday(self, day: dt.date) -> dt.date:
        """`day` itself if it is worked, else the first worked day after it."""
        while not self.day(day).working:
            day += _ONE
        return day

    def is_certain(self, year: int) -> bool:
        """Whether the arrangement of `year` is known."""
        return year in self._published or FIRST_YEAR <= year <= LAST_YEAR

    def _look(self, day: dt.date) -> Day:
        own = self._overrides.get(day)
        if own is not None:
            return Day(day, own.is_workday, own.name, True, "override")
        weekend = day.weekday() >= 5
        if day.year in self._published:
            name = statutory_holidays(day.year).get(day, "")
            return Day(day, not (weekend or name), name, True, "override")
        if FIRST_YEAR <= day.year <= LAST_YEAR:
            english = constants.holidays.get(day) or constants.workdays.get(day) or ""
            return Day(day, chinese_calendar.is_workday(day), _NAMES.get(english, ""), True, "published")
        name = statutory_holidays(day.year).get(day, "")
        return Day(day, not (weekend or name), name, False, "statutory")


@cache
def statutory_holidays(year: int) -> Mapping[dt.date, str]:
    """The fixed statutory holidays of `year` by the 2024 revision, without any swapped days.

    The three feasts of the lunar calendar are known for the years of `lunar.FEASTS` only."""
    days = {dt.date(year, 1, 1): gettext_noop("元旦")}
    feasts = FEASTS.get(year)
    if feasts:
        days |= {feasts.spring_festival + n * _ONE: gettext_noop("春节") for n in range(-1, 3)}
        days |= {feasts.dragon_boat: gettext_noop("端午"), feasts.mid_autumn: gettext_noop("中秋")}
    if 1900 < year < 2100:
        april = chinese_calendar.get_solar_terms(dt.date(year, 4, 1), dt.date(year, 4, 10))
        days |= {day: gettext_noop("清明") for day, term in april if term == "清明"}
    days |= {dt.date(year, 5, n): gettext_noop("劳动节") for n in (1, 2)}
    return days | {dt.date(year, 10, n): gettext_noop("国庆节") for n in (1, 2, 3)}
