"""Chinese numerals as statutes write them (二十, 两, 半, 一百零二), to and from whole numbers."""

from __future__ import annotations

DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
UNITS = {"十": 10, "百": 100, "千": 1000}
NUMERAL = "[零〇一二两三四五六七八九十百千半]+|[0-9０-９]+"
"""A regular expression for one numeral."""


def to_int(text: str) -> int:
    """The number that `text` writes in Chinese or (full-width) Arabic numerals.

    Raises ValueError for anything that is not one well-formed numeral; 半 is no whole number
    and is understood only where a unit stands beside it (`periods.parse`)."""
    if text.isdecimal():
        return int(text)
    if not text or any(c not in DIGITS and c not in UNITS for c in text):
        raise ValueError(f"不是数字：{text!r}")
    total, digit, last_unit = 0, None, 10_000
    for c in text:
        if c in UNITS:
            if UNITS[c] >= last_unit or (digit is None and c != "十"):
                raise ValueError(f"不是数字：{text!r}")
            total, digit, last_unit = total + (1 if digit is None else digit) * UNITS[c], None, UNITS[c]
        elif digit:
            raise ValueError(f"不是数字：{text!r}")
        else:
            digit = DIGITS[c]
    return total + (digit or 0)


def to_chinese(number: int) -> str:
    """`number` (0 to 9999) as statutes number their articles: 10 十, 12 十二, 20 二十, 102 一百零二.

    Raises ValueError outside that range."""
    if not 0 <= number <= 9999:
        raise ValueError(f"超出范围：{number}")
    digits = "零一二三四五六七八九"
    out, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            out += ("零" if gap and out else "") + digits[digit] + name
            gap = False
        else:
            gap = True
    out = out or "零"
    return out[1:] if out.startswith("一十") else out
