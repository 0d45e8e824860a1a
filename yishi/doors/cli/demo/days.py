"""The demo year's calendar: which January it begins in, and working days counted from there or back from today."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from yishi.foundation.law.calendars import Calendar

DAY = dt.timedelta(days=1)
LEAST = 240
"""Days that the year has run at least, so that everything which takes half a year has happened."""
SITS = 3
"""Days from the opening of a session to its closing."""


def opening(year: int) -> dt.date:
    """The first Monday from 10 January on."""
    first = dt.date(year, 1, 10)
    return first + DAY * (-first.weekday() % 7)


@dataclass(frozen=True)
class Days:
    """Days of a year that ends today; nothing in the demo happens on a day off, or today itself."""

    today: dt.date
    calendar: Calendar = field(default_factory=Calendar)

    @property
    def year(self) -> int:
        """The year whose January session the demo begins with: the last one that lies `LEAST` days back."""
        this = self.today.year
        return this if self.today - opening(this) >= DAY * LEAST else this - 1

    @property
    def opens(self) -> dt.date:
        """The session's first day."""
        return opening(self.year)

    @property
    def closes(self) -> dt.date:
        """The session's last day."""
        return self.opens + DAY * SITS

    @property
    def sessions(self) -> list[tuple[dt.date, dt.date]]:
        """First and last day of that session, and of the next January's where it is over by now."""
        found = [(opening(year), opening(year) + DAY * SITS) for year in range(self.year, self.today.year + 1)]
        return [days for days in found if days[1] < self.today]

    @property
    def term_began(self) -> dt.date:
        """The term began two Januaries earlier; the demo's is its third session."""
        return opening(self.year - 2)

    @property
    def handover(self) -> dt.date:
        """The hand-over meeting, three weeks after the session."""
        return self.on(self.closes + DAY * 21)

    def on(self, day: dt.date) -> dt.date:
        """The day itself if it is worked, else the next that is."""
        return self.calendar.next_workday(day)

    def after(self, day: dt.date, workdays: int) -> dt.date:
        """So many working days on."""
        day = self.on(day)
        for _ in range(workdays):
            day = self.on(day + DAY)
        return day

    def ago(self, days: int) -> dt.date:
        """The last working day at least `days` (one or more) before today."""
        day = self.today - DAY * max(days, 1)
        while not self.calendar.is_workday(day):
            day -= DAY
        return day

    def months_ago(self, months: int, days: int = 0) -> dt.date:
        """The last working day at least so many calendar months, of at most 31 days, and days before today."""
        return self.ago(round(months * 30.44) + days)

    def every_other_friday(self, day: dt.date) -> dt.date:
        """The next day on which the office closes what is done: the Friday of an even week, or the working day after it."""
        day = self.on(day)
        while not (day.weekday() == 4 and day.isocalendar().week % 2 == 0):
            day += DAY
        return self.on(day)

    def next_month(self, day: dt.date) -> dt.date:
        """The tenth of the month after, or the working day after that: when the office publishes."""
        return self.on(dt.date(day.year + day.month // 12, day.month % 12 + 1, 10))
