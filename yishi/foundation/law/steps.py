"""One line of the answer to "why this date": what was done with one day, as data and as a sentence."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from .calendars import Day, short_date, weekday
from .words import gettext as _
from .words import month


class Kind(StrEnum):
    """What a step does with its day; pages fold runs of COUNT, SKIP, PAUSED and MOVE."""

    START = "start"
    COUNT = "count"
    SKIP = "skip"
    PAUSED = "paused"
    REACH = "reach"
    RESUME = "resume"
    EXTEND = "extend"
    SEASON = "season"
    MOVE = "move"
    END = "end"


@dataclass(frozen=True, slots=True)
class Step:
    """What happened on `day`. `number` is the count reached (COUNT) or how many days the end was put off
    (RESUME); `words` is the period (REACH, EXTEND) or the ground of the pause (PAUSED)."""

    kind: Kind
    day: dt.date
    day_info: Day | None = None
    number: int = 0
    words: str = ""
    corresponds: bool | None = True
    """Whether it is the day that corresponds to the first; None where days are counted."""
    provisional: bool = False

    @property
    def uncertain(self) -> bool:
        """Whether the count hangs on a day whose arrangement is not known; a paused day counts in no case."""
        return self.kind is not Kind.PAUSED and self.day_info is not None and not self.day_info.certain

    @property
    def text(self) -> str:
        """The step as one plain sentence."""
        return _SENTENCES[self.kind](self)


def full_date(day: dt.date) -> str:
    """2026年1月28日（周三）"""
    said = {"year": day.year, "month": month(day.month), "day": day.day, "weekday": weekday(day)}
    return _("%(year)s年%(month)s%(day)s日（%(weekday)s）") % said


def _short(step: Step) -> str:
    info = step.day_info
    if info is None:
        return short_date(step.day)
    return f"{info}" if info.certain else _("%(day)s（安排未公布）") % {"day": info}


def _reach(step: Step) -> str:
    said = {"period": step.words, "day": full_date(step.day)}
    if step.corresponds is None:
        return _("满%(period)s为%(day)s。") % said
    how = _("对应日") if step.corresponds else _("该月没有对应日，以月末日为最后一日")
    return _("满%(period)s为%(day)s（%(how)s）。") % {**said, "how": how}


def _end(step: Step) -> str:
    said = {"day": full_date(step.day)}
    if step.provisional:
        return _("到期日为%(day)s；所依据的日历或者暂停尚未确定，此日期为暂定。") % said
    return _("到期日为%(day)s。") % said


_SENTENCES = {
    Kind.START: lambda s: _("自%(day)s起算，当日不计入。") % {"day": full_date(s.day)},
    Kind.COUNT: lambda s: _("%(on)s，第%(number)s个工作日") % {"on": _short(s), "number": s.number},
    Kind.SKIP: lambda s: _("%(on)s，不计") % {"on": _short(s)},
    Kind.PAUSED: lambda s: _("%(on)s，暂停计时（%(words)s），不计") % {"on": _short(s), "words": s.words},
    Kind.REACH: _reach,
    Kind.RESUME: lambda s: (
        _("期间内暂停%(number)s日，顺延%(number)s日至%(day)s。") % {"number": s.number, "day": full_date(s.day)}
    ),
    Kind.EXTEND: lambda s: _("经同意延长：%(words)s。") % {"words": s.words},
    Kind.SEASON: lambda s: _("按年计：每年%(words)s，本次至%(day)s止。") % {"words": s.words, "day": full_date(s.day)},
    Kind.MOVE: lambda s: _("%(on)s，不能作为最后一日，顺延一日") % {"on": _short(s)},
    Kind.END: _end,
}
