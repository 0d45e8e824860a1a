"""The calendar as this installation knows it: the published one with the table set by hand over it."""

from __future__ import annotations

from yishi.foundation.law.calendars import Calendar, DayOverride
from yishi.foundation.people.models import CalendarDay, CalendarYear


def calendar() -> Calendar:
    """Two queries; ask once for a batch."""
    days = {row.day: DayOverride(row.working, row.name) for row in CalendarDay.objects.all()}
    return Calendar(days, set(CalendarYear.objects.values_list("year", flat=True)))
