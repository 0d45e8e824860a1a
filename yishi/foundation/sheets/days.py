"""Days as offices write them: 2026-03-12, 2026年3月12日, 20260312, 二〇二六年三月十二日, a serial number."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

from django.utils.translation import gettext as _

_YMD = re.compile(
    r"(\d{4})\s*[-./,、_年—–]\s*(\d{1,2})\s*[-./,、_月—–]\s*(\d{1,2})\s*[日号]?(?:[\sT]*\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?)?"
)
_YM = re.compile(r"(\d{4})\s*[-./,、_年—–]\s*(\d{1,2})\s*月?")
_RUN = re.compile(r"(\d{4})(\d{2})(\d{2})?")
_CHINESE = str.maketrans("〇零○一二三四五六七八九元", "0001234567891")
_TENS = re.compile(r"([二三]?)十([一二三四五六七八九]?)")
_EPOCH = dt.date(1899, 12, 30)
_SERIALS = range(3654, 73416)
"""Serial numbers of the years 1910 to 2100; a smaller one is rather a slip than a day."""


_TIME = re.compile(r"[\sT](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*$")


class NotADay(ValueError):
    """What stands in the cell is no day; the message says how to write it."""


def read_day(value: object, *, month_only: bool = False) -> dt.date:
    """The day that a cell means. Raises NotADay with a sentence that says what to write instead."""
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    if isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) < 1e9:
        return _from_number(float(value), month_only)
    return _from_text(str(value), month_only)


def read_moment(value: object) -> dt.datetime:
    """The moment that a cell means, as clocks in China show it; of a day alone its first minute.

    Raises NotADay with a sentence that says what to write instead."""
    if isinstance(value, dt.datetime):
        return value
    day = read_day(value)
    if isinstance(value, float) and int(value) in _SERIALS:
        seconds = round((value - int(value)) * 86_400)
        return dt.datetime.combine(day, dt.time()) + dt.timedelta(seconds=seconds)
    found = _TIME.search(unicodedata.normalize("NFKC", str(value))) if isinstance(value, str) else None
    if found is None:
        return dt.datetime.combine(day, dt.time())
    try:
        return dt.datetime.combine(day, dt.time(int(found[1]), int(found[2]), int(found[3] or 0)))
    except ValueError:
        raise NotADay(_("没有这个时刻，请写成 2026-03-12 09:15 的样子")) from None


def _from_number(number: float, month_only: bool) -> dt.date:
    if number.is_integer() and int(number) in _SERIALS:
        return _EPOCH + dt.timedelta(days=int(number))
    if 1900 <= number < 2101 and not number.is_integer():
        return _year_and_tenths(f"{number:.2f}", month_only)
    if int(number) in _SERIALS:  # a moment of that day
        return _EPOCH + dt.timedelta(days=int(number))
    return _from_text(f"{number:.0f}" if number.is_integer() else str(number), month_only)


def _year_and_tenths(text: str, month_only: bool) -> dt.date:
    """1975.06 typed as a number. 1975.1 may once have been 1975.10, and nobody can tell."""
    year, month = text.split(".")
    if month == "10":
        raise NotADay(_("分不清是 1 月还是 10 月，请写成 %(year)s-01-01 的样子") % {"year": year})
    return _from_text(f"{year}.{month.rstrip('0')}", month_only)


def _from_text(text: str, month_only: bool) -> dt.date:
    text = unicodedata.normalize("NFKC", text).replace("。", ".").strip()
    if any(c in text for c in "一二三四五六七八九十"):
        text = _TENS.sub(_ten, text).translate(_CHINESE)
    if found := _YMD.fullmatch(text) or (len(text) == 8 and _RUN.fullmatch(text)):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _YM.fullmatch(text) or (len(text) == 6 and _RUN.fullmatch(text)):
        if month_only:
            return _day(int(found[1]), int(found[2]), 1)
        raise NotADay(_("只有年月，请写到日，如 2026-03-12"))
    if re.fullmatch(r"\d{5}", text) and int(text) in _SERIALS:
        return _EPOCH + dt.timedelta(days=int(text))
    if re.fullmatch(r"\d{4}年?", text):
        raise NotADay(_("只有年份，请写到日，如 2026-03-12"))
    raise NotADay(_("不是日期，请写成 2026-03-12 的样子"))


def _ten(found: re.Match[str]) -> str:
    return f"{found[1] or '一'}{found[2] or '〇'}"


def _day(year: int, month: int, day: int) -> dt.date:
    try:
        made = dt.date(year, month, day)
    except ValueError:
        raise NotADay(_("没有这一天，请核对年月日")) from None
    if not 1900 <= made.year <= 2200:
        raise NotADay(_("年份不对，请核对"))
    return made
