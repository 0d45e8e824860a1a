"""The calendar as this installation knows it: the published one with the table set by hand over it."""

from __future__ import annotations

from django.core.cache import cache

from yishi.foundation.law.calendars import Calendar, DayOverride
from yishi.foundation.people.models import CalendarDay, CalendarYear
from yishi.foundation.prepared.select import Prepared

SHOWN_FOR = 60
"""Seconds for which pages may show a calendar that was changed since."""


def shown() -> Calendar:
    """The calendar for counting days on a page; steps ask `calendar`, which is never old."""
    found: Calendar | None = cache.get("clocks.calendar")
    if found is None:
        found = calendar()
        cache.set("clocks.calendar", found, SHOWN_FOR)
    return found


def calendar() -> Calendar:
    """Two queries; ask once for a batch."""
    days = {row.day: DayOverride(row.working, row.name) for row in _DAYS()}
    return Calendar(days, set(_YEARS()))


_DAYS = Prepared(lambda: CalendarDay.objects.all())
_YEARS = Prepared(lambda: CalendarYear.objects.values_list("year", flat=True))
