"""What a single cell means, by the kind of its column; or the sentence that says what to mend."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from yishi.foundation.clock import CHINA
from yishi.foundation.sheets.columns import Column, Kind
from yishi.foundation.sheets.days import NotADay, read_day, read_moment

BLANKS = frozenset({"", "-", "--", "—", "——", "－", "/", "\\", "无", "空", "N/A", "#N/A"})
"""What people write where there is nothing to write."""

LONGEST_BLANK = 60
"""Characters, spaces around it counted; a longer cell with a letter in it says something."""
_LETTER = re.compile(r"\w")

YES = frozenset({"是", "√", "✓", "✔", "☑", "1", "y", "yes", "t", "true", "有", "对"})
NO = frozenset({"否", "×", "✗", "✘", "☐", "x", "0", "n", "no", "f", "false", "无", "非", "不是"})

# Full-width digits and letters only: ，（） are right as they are in Chinese text.
_HALF = {
    code: code - 0xFEE0 for a, z in ((0xFF10, 0xFF19), (0xFF21, 0xFF3A), (0xFF41, 0xFF5A)) for code in range(a, z + 1)
}
_WIDE = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")
_LOOKALIKES = re.compile("[\u2e80-\u2fdf\uf900-\ufaff]")  # radicals and doubles that PDF readers leave behind
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ud800-\udfff\ufffe\uffff]"
)
_HAN = "\u3007\u3400-\u9fff\U00020000-\U0003ffff·"
_BETWEEN_HAN = re.compile(rf"(?<=[{_HAN}])\s+(?=[{_HAN}])")
_SPLIT = re.compile(r"[、,，;；|\n]+")
_DIGITS_EXCEL_KEEPS = 10**15


class Unfit(ValueError):
    """The cell does not hold what the column wants; the message says so, without the column's title."""


def clean(value: object, *, lines: bool = False, tight: bool = False) -> str:
    """Text as it was meant: no unseen characters, no stray spaces, digits and letters of ordinary width."""
    if isinstance(value, str):
        text = value
    elif isinstance(value, bool):
        text = "是" if value else "否"
    elif isinstance(value, float):
        text = f"{value:.0f}" if value.is_integer() else repr(value)
    elif isinstance(value, dt.datetime):
        text = f"{value:%Y-%m-%d %H:%M}"
    else:
        text = str(value)
    text = _UNSEEN.sub("", text)
    if _WIDE.search(text):  # translating takes a hundred times as long as looking
        text = text.translate(_HALF)
    text = _LOOKALIKES.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    if lines:
        return "\n".join(" ".join(line.split()) for line in text.splitlines()).strip()
    text = " ".join(text.split())
    return _BETWEEN_HAN.sub("", text) if tight else text


def value_of(column: Column, cell: object) -> Any:
    """What the cell says: None where it is blank ([] for a column of several).

    Raises Unfit with a sentence about what stands there."""
    blank = cell is None or (isinstance(cell, str) and _short(cell) and clean(cell) in BLANKS)
    if column.kind is Kind.FLAG and clean(cell) == "无":
        blank = False
    if blank:
        if column.required:
            raise Unfit(_("不能为空"))
        return [] if column.kind is Kind.MANY else None
    return _READERS[column.kind](column, cell)


def _short(cell: str) -> bool:
    """Whether it may be one of the words for nothing: long texts are not looked through for them."""
    return len(cell) <= LONGEST_BLANK or _LETTER.search(cell) is None


def _text(column: Column, cell: object) -> str:
    return _fits(column, clean(cell, lines=column.lines, tight=column.tight))


def _fits(column: Column, text: str) -> str:
    if column.max_length and len(text) > column.max_length:
        raise Unfit(_("有 %(n)d 个字，最多 %(most)d 个") % {"n": len(text), "most": column.max_length})
    return text


def _code(column: Column, cell: object) -> str:
    if isinstance(cell, (dt.date, dt.time, dt.timedelta)):
        raise Unfit(_("被表格软件变成了日期或时间，请把这一列设为文本格式后重填"))
    if isinstance(cell, (int, float)) and abs(cell) >= _DIGITS_EXCEL_KEEPS:
        raise Unfit(_("超过 15 位，表格软件已丢掉末几位，请把这一列设为文本格式后重填"))
    text = unicodedata.normalize("NFKC", clean(cell, tight=True))
    return _fits(column, text)


def _integer(column: Column, cell: object) -> int:
    try:
        number = cell if isinstance(cell, (int, float)) else float(_digits(cell))
    except ValueError:
        raise Unfit(_("“%(text)s”不是整数") % {"text": _shown(cell)}) from None
    if isinstance(cell, bool) or number != number or not float(number).is_integer():
        raise Unfit(_("“%(text)s”不是整数") % {"text": _shown(cell)})
    if not column.minimum <= number <= column.maximum:
        raise Unfit(_("应在 %(least)d 到 %(most)d 之间") % {"least": column.minimum, "most": column.maximum})
    return int(number)


def _digits(cell: object) -> str:
    text = unicodedata.normalize("NFKC", clean(cell)).replace(",", "").replace(" ", "")
    if not re.fullmatch(r"[+-]?\d{1,15}(\.0*)?", text, re.ASCII):
        raise ValueError(text)
    return text


def _day(column: Column, cell: object) -> dt.date:
    try:
        return read_day(cell, month_only=column.month_only)
    except NotADay as found:
        raise Unfit(f"“{_shown(cell)}”{found}") from None


def _moment(column: Column, cell: object) -> dt.datetime:
    try:
        found = read_moment(cell)
    except NotADay as fault:
        raise Unfit(f"“{_shown(cell)}”{fault}") from None
    return found if found.tzinfo else found.replace(tzinfo=CHINA)


def _choice(column: Column, cell: object) -> str:
    said = _plain(cell)
    for value, words in column.choices.items():
        if any(said == _plain(word) for word in words):
            return value
    offered = "、".join(words[0] for words in column.choices.values())
    raise Unfit(_("“%(text)s”不在可选范围内，请填：%(offered)s") % {"text": _shown(cell), "offered": offered})


def _flag(column: Column, cell: object) -> bool:
    said = _plain(cell)
    if said in YES or said == _plain(column.title):
        return True
    if said in NO:
        return False
    raise Unfit(_("“%(text)s”看不出是或否，请填“是”或“否”") % {"text": _shown(cell)})


def _many(column: Column, cell: object) -> list[str]:
    parts = (clean(part, tight=True) for part in _SPLIT.split(clean(cell, lines=True)))
    return [_fits(column, part) for part in dict.fromkeys(parts) if part not in BLANKS]


def _plain(cell: object) -> str:
    return "".join(unicodedata.normalize("NFKC", clean(cell)).split()).lower()


def _shown(cell: object) -> str:
    text = clean(cell)
    return text if len(text) <= 30 else f"{text[:30]}…"


_READERS: dict[Kind, Callable[[Column, object], Any]] = {
    Kind.TEXT: _text,
    Kind.CODE: _code,
    Kind.INTEGER: _integer,
    Kind.DAY: _day,
    Kind.MOMENT: _moment,
    Kind.CHOICE: _choice,
    Kind.FLAG: _flag,
    Kind.MANY: _many,
}
