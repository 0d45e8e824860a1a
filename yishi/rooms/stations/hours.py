"""Opening hours (开放时间) as people write them, read and said again.

hours.read("周一至周五9点到11点半、14:00-17:00；周六 9:00-12:00")
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Mapping
from itertools import groupby

from django.utils.translation import gettext as _

Hours = tuple[tuple[dt.time, dt.time], ...]
Week = Mapping[int, Hours]
"""Hours by weekday, Monday is 0."""

NAMES = "一二三四五六日"
NUMBERS = {name: at for at, name in enumerate(NAMES)} | {"天": 6}
TO = r"\s*(?:至|到|-|—|–|~)\s*"
ONE = r"(?:周|星期|礼拜)?([一二三四五六日天])"
DAYS = re.compile(rf"{ONE}(?:{TO}{ONE})?")
HEAD = re.compile(
    rf"\s*((?:每天|每日|工作日|周末|双休日|(?:周|星期|礼拜)[一二三四五六日天](?:{TO}{ONE})?|[、,和\s])+)(.*)", re.S
)
CLOCK = r"(\d{1,2})(?::|点)(半|\d{1,2})?分?"
SPAN = re.compile(rf"{CLOCK}{TO}{CLOCK}")
WHOLE = {"每天": range(7), "每日": range(7), "工作日": range(5), "周末": range(5, 7), "双休日": range(5, 7)}
SHUT = ("", "闭馆", "不开放", "休息", "关闭")


def read(text: str) -> dict[int, Hours]:
    """The hours of each weekday. Raises ValueError with what to mend."""
    week: dict[int, Hours] = {}
    for part in re.split(r"[;\n]+", _plain(text)):
        if not part.strip():
            continue
        found = HEAD.fullmatch(part)
        days = _days(found[1]) if found else []
        if found is None or not days:
            raise ValueError(
                _("开放时间“%s”看不懂，请写成“周一至周五 9:00-11:30、14:00-17:00；周六 9:00-12:00”的样子。") % part[:30]
            )
        times = _spans(found.groups()[-1])
        for day in days:
            week[day] = _joined(part, week.get(day, ()), times)
    return week


def read_day(text: str) -> Hours:
    """The hours of one day; none for 闭馆. Raises ValueError."""
    plain = _plain(text).strip()
    return () if plain in SHUT else _spans(plain)


def said(week: Week) -> str:
    """The same in one way of writing, days of the same hours together."""
    parts = []
    for hours, days in groupby(range(7), key=lambda day: week.get(day, ())):
        found = list(days)
        if hours:
            ends = f"周{NAMES[found[0]]}至周{NAMES[found[-1]]}" if len(found) > 1 else f"周{NAMES[found[0]]}"
            parts.append(f"{ends} {said_of_day(hours)}")
    return "；".join(parts)


def said_of_day(hours: Hours) -> str:
    """One day's hours."""
    return "、".join(f"{_clock(opens)}-{_clock(closes)}" for opens, closes in hours)


def on(opening: str, day: dt.date, open_days: Iterable[tuple[dt.date, str]] = ()) -> Hours:
    """The hours of a day: of its own where it has any, else of its weekday."""
    for other, own in open_days:
        if other == day:
            return read_day(own)
    return read(opening).get(day.weekday(), ())


def open_at(hours: Hours, now: dt.time) -> bool:
    """Whether it is open then."""
    return any(opens <= now < closes for opens, closes in hours)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).replace("，", ",").replace("～", "~")


def _days(words: str) -> list[int]:
    found: list[int] = []
    for name, days in WHOLE.items():
        if name in words:
            found += days
            words = words.replace(name, "")
    for first, last in DAYS.findall(words):
        begins, ends = NUMBERS[first], NUMBERS[last or first]
        found += range(begins, ends + 1) if begins <= ends else [*range(begins, 7), *range(ends + 1)]
    return found


def _spans(words: str) -> Hours:
    times = []
    for part in re.split(r"[、,和\s]+(?=\d)", words.strip()):
        found = SPAN.fullmatch(part.strip())
        if found is None:
            raise ValueError(_("时间“%s”看不懂，请写成“9:00-11:30、14:00-17:00”的样子。") % words.strip()[:30])
        times.append((_time(found[1], found[2]), _time(found[3], found[4])))
    return _joined(words, (), tuple(times))


def _joined(words: str, one: Hours, other: Hours) -> Hours:
    """In their order; times that overlap or end before they begin are nobody's."""
    found = tuple(sorted({*one, *other}))
    wrong = any(opens >= closes for opens, closes in found)
    if wrong or any(found[at][1] > found[at + 1][0] for at in range(len(found) - 1)):
        raise ValueError(_("“%s”里的时间有重叠，或者结束早于开始，请核对。") % words.strip()[:30])
    return found


def _time(hour: str, minute: str | None) -> dt.time:
    minutes = 30 if minute == "半" else int(minute or 0)
    if int(hour) > 23 or minutes > 59:
        raise ValueError(_("没有 %(hour)s 点 %(minute)d 分这个时间，请核对。") % {"hour": hour, "minute": minutes})
    return dt.time(int(hour), minutes)


def _clock(time: dt.time) -> str:
    return f"{time.hour}:{time.minute:02d}"
