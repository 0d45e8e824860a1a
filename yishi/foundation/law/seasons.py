"""Times that are no periods: a part of every year (第四季度, 十一月), a happening, and promptly (及时)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from .periods import Due, add_months
from .steps import Kind, Step
from .words import gettext as _


class Side(StrEnum):
    """Before or after a happening."""

    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Window:
    """A part of every year, first and last month included, and the words that name it."""

    first_month: int
    last_month: int
    words: str

    def __post_init__(self) -> None:
        if not 1 <= self.first_month <= self.last_month <= 12:
            said = {"first": self.first_month, "last": self.last_month}
            raise ValueError(_("月份应在一至十二之间，先后有序：%(first)s-%(last)s") % said)

    def in_year(self, year: int) -> tuple[dt.date, dt.date]:
        """The first and the last day of the window in `year`."""
        last = add_months(dt.date(year, self.last_month, 1), 1) - dt.timedelta(days=1)
        return dt.date(year, self.first_month, 1), last


@dataclass(frozen=True, slots=True)
class Happening:
    """Before or after something whose day no calendar knows (下一次会议召开之前, 全部办结后)."""

    event: str
    side: Side
    words: str


@dataclass(frozen=True, slots=True)
class Occasions:
    """Owed every year in each window, and at each happening."""

    windows: tuple[Window, ...] = ()
    happenings: tuple[Happening, ...] = ()

    def window(self, day: dt.date) -> tuple[dt.date, dt.date, Window] | None:
        """The first window that has not ended before `day`: its first day, last day and itself."""
        ahead = [(*w.in_year(year), w) for year in (day.year, day.year + 1) for w in self.windows]
        open_ones = [found for found in ahead if found[1] >= day]
        return min(open_ones, key=lambda found: found[1]) if open_ones else None

    def due(self, day: dt.date) -> Due | None:
        """The last day of that window, or None where there is none. It does not move: it is no period."""
        found = self.window(day)
        if found is None:
            return None
        _first, last, window = found
        return Due(last, last, False, (Step(Kind.SEASON, last, words=_(window.words)), Step(Kind.END, last)))

    def __str__(self) -> str:
        said = [*(w.words for w in self.windows), *(h.words for h in self.happenings)]
        return _("、").join(map(_, said))


@dataclass(frozen=True, slots=True)
class Prompt:
    """Owed without a number of days (及时); no clock can run on it."""

    words: str

    def __str__(self) -> str:
        return _(self.words)
