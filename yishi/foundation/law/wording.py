"""Reads the periods and seasons that a statute's words name, to hold rules to them."""

from __future__ import annotations

import re

from .numerals import NUMERAL, to_int
from .periods import Period, Unit
from .seasons import Window

_PERIOD = re.compile(rf"({NUMERAL})(个半?工作日|工作日|个半?月|日|天|年)(?!度|代|级)")


def parse_periods(text: str) -> list[Period]:
    """The periods that `text` names, in order: 十个工作日, 两个月, 半年, 七天.

    Calendar days and months (1月1日, 十一月, 每年) are none."""
    found = []
    for match in _PERIOD.finditer(re.sub(r"\s", "", text)):
        period = _read(*match.groups())
        if period and not _is_date(match):
            found.append(period)
    return found


def _is_date(match: re.Match[str]) -> bool:
    """Whether the match is part of a calendar date such as 2018年1月1日 or 十月一日."""
    before = match.string[: match.start()]
    return match[2] in ("日", "年") and (before.endswith("月") or bool(re.fullmatch(r"[0-9]{4}", match[1])))


def _read(number: str, unit: str) -> Period | None:
    if number == "半":
        return Period(6, Unit.MONTHS) if unit == "年" else None
    if "半" in number or "半" in unit:
        return None
    units = {"日": Unit.DAYS, "天": Unit.DAYS, "年": Unit.YEARS, "个月": Unit.MONTHS}
    return Period(to_int(number), units.get(unit, Unit.WORKDAYS))


def parse_window(words: str) -> Window | None:
    """The window that the words name by themselves: 第四季度, 十一月, 年末; None where they leave it open."""
    quarter = re.search(r"第([一二三四])季度", words)
    if quarter:
        last = to_int(quarter[1]) * 3
        return Window(last - 2, last, words)
    month = re.search(rf"({NUMERAL})月(?!{NUMERAL})", words)
    if month:
        number = to_int(month[1])
        return Window(number, number, words)
    if re.search(r"年[末底内]", words):
        return Window(1 if "内" in words else 12, 12, words)
    return None
