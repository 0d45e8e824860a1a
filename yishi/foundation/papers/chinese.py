"""Dates, numerals and numbers as Chinese official documents write them."""

from __future__ import annotations

import datetime as dt

from .text import PaperRefused, line

_DIGITS = "〇一二三四五六七八九"
_PLACES = ("", "十", "百", "千")


def chinese_date(day: dt.date) -> str:
    """2026年3月12日: Arabic digits, the year whole, no leading noughts (7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"


def chinese_digits(number: int) -> str:
    """Digit by digit, as for a year: 2026 is 二〇二六."""
    return "".join(_DIGITS[int(digit)] for digit in str(_natural(number)))


def chinese_number(number: int) -> str:
    """A numeral read aloud, 0 to 9999: 12 is 十二, 105 is 一百零五; refuses others."""
    if _natural(number) > 9999:
        raise PaperRefused("中文数字只写到九千九百九十九。")
    if number == 0:
        return "零"
    digits = str(number)
    read = ""
    for place, digit in zip(range(len(digits) - 1, -1, -1), digits, strict=True):
        if digit != "0":
            read += _DIGITS[int(digit)] + _PLACES[place]
        elif not read.endswith("零"):
            read += "零"
    read = read.rstrip("零")
    return read.removeprefix("一") if read.startswith("一十") else read


def number_in_year(code: str, year: int, number: int) -> str:
    """A document number (发文字号), 渝议建〔2026〕12号: hexagonal brackets, no leading noughts (7.2.5)."""
    code = line(code)
    if not code:
        raise PaperRefused("发文字号缺少机关代字。")
    if number < 1 or not 1000 <= year <= 9999:
        raise PaperRefused("发文字号的年份须为四位数，顺序号须从1起。")
    return f"{code}〔{year}〕{number}号"


def session_name(place: str, term: int, organ: str, session: int) -> str:
    """A session in short, 市六届人大一次会议."""
    return f"{line(place)}{chinese_number(term)}届{line(organ)}{chinese_number(session)}次会议"


def heading_number(level: int, number: int) -> str:
    """The number before a heading of level 1 to 4: 一、 （一） 1. （1） (7.3.3)."""
    if level not in (1, 2, 3, 4) or number < 1:
        raise PaperRefused("标题层次只有四层：一、（一）1.（1）。")
    if level <= 2:
        numeral = chinese_number(number)
        return f"{numeral}、" if level == 1 else f"（{numeral}）"
    return f"{number}." if level == 3 else f"（{number}）"


def _natural(number: int) -> int:
    if number < 0:
        raise PaperRefused("编号和届次不能是负数。")
    return number
