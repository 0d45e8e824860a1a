"""One line of the answer to "why this date": what was done with one day, as data and as a sentence."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from .calendars import WEEKDAYS, Day


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
    corresponds: bool = True
    provisional: bool = False

    @property
    def uncertain(self) -> bool:
        """Whether the count hangs on a day whose arrangement is not known; a paused day counts in no case."""
        return self.kind is not Kind.PAUSED and self.day_info is not None and not self.day_info.certain

    @property
    def text(self) -> str:
        """The step as one plain Chinese sentence."""
        return _SENTENCES[self.kind](self)


def full_date(day: dt.date) -> str:
    """2026年1月28日（周三）"""
    return f"{day.year}年{day.month}月{day.day}日（{WEEKDAYS[day.weekday()]}）"


def _short(step: Step) -> str:
    info = step.day_info
    if info is None:
        return f"{step.day.month}月{step.day.day}日 {WEEKDAYS[step.day.weekday()]}"
    return f"{info}" + ("" if info.certain else "（安排未公布）")


def _reach(step: Step) -> str:
    how = "对应日" if step.corresponds else "该月没有对应日，以月末日为最后一日"
    if step.words.endswith("日"):
        return f"满{step.words}为{full_date(step.day)}。"
    return f"满{step.words}为{full_date(step.day)}（{how}）。"


def _end(step: Step) -> str:
    note = "；所依据的日历或者暂停尚未确定，此日期为暂定" if step.provisional else ""
    return f"到期日为{full_date(step.day)}{note}。"


_SENTENCES = {
    Kind.START: lambda s: f"自{full_date(s.day)}起算，当日不计入。",
    Kind.COUNT: lambda s: f"{_short(s)}，第{s.number}个工作日",
    Kind.SKIP: lambda s: f"{_short(s)}，不计",
    Kind.PAUSED: lambda s: f"{_short(s)}，暂停计时（{s.words}），不计",
    Kind.REACH: _reach,
    Kind.RESUME: lambda s: f"期间内暂停{s.number}日，顺延{s.number}日至{full_date(s.day)}。",
    Kind.EXTEND: lambda s: f"经同意延长：{s.words}。",
    Kind.SEASON: lambda s: f"按年计：每年{s.words}，本次至{full_date(s.day)}止。",
    Kind.MOVE: lambda s: f"{_short(s)}，不能作为最后一日，顺延一日",
    Kind.END: _end,
}
