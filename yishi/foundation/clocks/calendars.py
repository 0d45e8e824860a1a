"""The calendar as this installation knows it: the published one with the table set by hand over it."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from django.core.cache import cache

from yishi.foundation.law.calendars import Calendar, DayOverride
from yishi.foundation.people.models import CalendarDay, CalendarYear
from yishi.foundation.prepared.select import Prepared

SHOWN_FOR = 60
"""Seconds for which pages may show a calendar that was changed since."""

KEPT = 4
"""Tables of which the calendar is kept: one installation has one, and the one before it until everybody has seen the new."""


def shown() -> Calendar:
    """The calendar for counting days on a page; steps ask `calendar`, which is never old."""
    found: Calendar | None = cache.get("clocks.calendar")
    if found is None:
        found = calendar()
        cache.set("clocks.calendar", found, SHOWN_FOR)
    return found


def calendar() -> Calendar:
    """Two queries; ask once for a batch."""
    return _of(tuple(_DAYS()), frozenset(_YEARS()))


@lru_cache(maxsize=KEPT)
def _of(days: tuple[tuple[dt.date, bool, str], ...], years: frozenset[int]) -> Calendar:
    """The calendar of such a table: one whose table did not change knows the days that were asked of it before."""
    return Calendar({day: DayOverride(working, name) for day, working, name in days}, years)


_DAYS = Prepared(lambda: CalendarDay.objects.values_list("day", "working", "name"))
_YEARS = Prepared(lambda: CalendarYear.objects.values_list("year", flat=True))
