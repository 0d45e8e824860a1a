"""Numbers as reports write them, and what they are worth. Patterns read a text that `plain` has made plain."""

from __future__ import annotations

import re
from decimal import Decimal

DIGITS = (
    r"(?<!\d)(?:\d{1,3}(?:,\d{3}){1,4}(?!,?\d)|\d{1,3}(?: \d{3}){1,4}(?! ?\d)"
    r"|(?<!\d )\d(?: \d){1,11}(?! ?\d)(?: ?\. ?\d(?: \d){0,3}(?!\d))?|\d{1,15}(?!\d))(?:\.\d{1,9}(?!\d))?"
)
"""Digits: 1285, 18.7, 1,285, 1 285, and those that a typesetter pulled apart (1 2 8 5)."""

HAN = "〇零一二两三四五六七八九十百千万亿"
MORE = "余多来"
LONGEST = 24
"""Signs of a Chinese numeral; more are no number."""

_WORTH = {sign: worth for worth, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8}

PERCENT = re.compile(rf"(?:百分之({DIGITS}|[{HAN}点]{{1,12}})|({DIGITS}) ?%)")
FRACTION = re.compile(
    rf"(?<![{HAN}])([二三四五六七八九十]{{1,5}})分之([一二两三四五六七八九十]{{1,5}})|(?<![\d/.])(\d{{1,2}})/(\d{{1,2}})(?![\d/])"
)
ARABIC = re.compile(rf"(?<![\d.])({DIGITS}) ?([{MORE}几]?)([十百千万亿]{{0,3}})([{MORE}]?)")
CHINESE = re.compile(rf"[{HAN}]++(?:[{MORE}几][百千万亿]{{1,3}})?[{MORE}]?(?:[万亿][{MORE}]?)?")


def digits(text: str) -> Decimal:
    """What written digits are worth; their commas and spaces say nothing."""
    return Decimal(text.replace(",", "").replace(" ", ""))


def scale(signs: str) -> int:
    """What 万, 亿, 千万 and their like multiply by; 1 for none."""
    worth = 1
    for sign in signs:
        worth *= _TENS.get(sign) or _MYRIADS[sign]
    return worth


def chinese(text: str) -> Decimal | None:
    """What a Chinese numeral is worth (二十三, 一百零五, 两千三, 二〇二二, 九点五); None where it is none."""
    if len(text) > LONGEST:
        return None
    whole, point, part = text.partition("点")
    if point:
        head, tail = chinese(whole), _in_row(part)
        return None if head is None or tail is None else head + Decimal(tail) / 10 ** len(part)
    if not text or any(sign not in _WORTH and sign not in _TENS and sign not in _MYRIADS for sign in text):
        return None
    if len(text) > 1 and all(sign in _WORTH for sign in text):
        row = _in_row(text)
        return None if row is None else Decimal(row)
    return _summed(text)


def _in_row(text: str) -> int | None:
    if not text or any(sign not in _WORTH for sign in text):
        return None
    return int("".join(str(_WORTH[sign]) for sign in text))


def _summed(text: str) -> Decimal:
    total = section = digit = 0
    for sign in text:
        if sign in _WORTH:
            digit = _WORTH[sign]
            continue
        if sign in _TENS:
            section += (digit or 1) * _TENS[sign]
        elif sign == "万":
            total, section = total + (section + digit or 1) * _MYRIADS[sign], 0
        else:
            total, section = (total + section + digit or 1) * _MYRIADS[sign], 0
        digit = 0
    return Decimal(total + section + digit * _short(text))


def _short(text: str) -> int:
    """What a last digit counts after 百, 千, 万, 亿 (两千三 is 2300): a tenth of the sign before it."""
    before = text[-2:-1]
    return (_TENS.get(before) or _MYRIADS.get(before) or 10) // 10 if before in "百千万亿" else 1
