"""Days and durations in the words an office uses. Pure functions; "today" is the house's clock's."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from yishi.foundation import clock
from yishi.foundation.law import words as words_of_law


def as_day(moment: dt.date | dt.datetime) -> dt.date:
    """The day in China of a moment; a bare day is itself."""
    if isinstance(moment, dt.datetime):
        return moment.astimezone(clock.CHINA).date() if moment.tzinfo else moment.date()
    return moment


def day_words(moment: dt.date | dt.datetime, *, weekday: bool = True) -> str:
    """「3月12日 周二」; the year only where it is not the clock's, the time only where there is one."""
    day = as_day(moment)
    words = _day_words(day, day.year != clock.today().year, weekday, get_language())
    if isinstance(moment, dt.datetime):
        local = moment.astimezone(clock.CHINA) if moment.tzinfo else moment
        words = f"{words} {local:%H:%M}"
    return words


@lru_cache(maxsize=2048)
def _day_words(day: dt.date, year: bool, weekday: bool, language: str | None) -> str:
    """A page says the same few days again and again. `language` is the one in force, named so that each has its own."""
    parts = {"year": day.year, "month": words_of_law.month(day.month), "day": day.day}
    words = (_("%(year)s年%(month)s%(day)s日") if year else _("%(month)s%(day)s日")) % parts
    if weekday:
        words = _("%(date)s %(weekday)s") % {"date": words, "weekday": words_of_law.weekday(day.weekday())}
    return words


def left_words(due: dt.date, working_days: int | None = None) -> str:
    """「还有 5 个工作日」「明天到期」「今天到期」「已超期 3 天」.

    `working_days` are those from tomorrow to `due`; without them, or when none is left before a
    due day that is no working day, days of the calendar are told. Overdue is told in calendar days.
    """
    days = (due - clock.today()).days
    if days < 0:
        return ngettext("已超期 %(n)d 天", "已超期 %(n)d 天", -days) % {"n": -days}
    if days < 2:
        return _("今天到期") if days == 0 else _("明天到期")
    if working_days and working_days > 0:
        return ngettext("还有 %(n)d 个工作日", "还有 %(n)d 个工作日", working_days) % {"n": working_days}
    return ngettext("还有 %(n)d 天", "还有 %(n)d 天", days) % {"n": days}


def between_words(earlier: dt.date | dt.datetime, later: dt.date | dt.datetime) -> str:
    """The silence between two entries of a thread: 「隔 12 天」, empty for the same or the next day."""
    days = (as_day(later) - as_day(earlier)).days
    return ngettext("隔 %(n)d 天", "隔 %(n)d 天", days) % {"n": days} if days > 1 else ""
