"""What a sheet is expected to hold: its columns, the titles they go by, and what may stand in them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

_IN_BRACKETS = re.compile(r"[(\[【][^()\[\]【】]*[)\]】]$")


class Kind(StrEnum):
    """What a cell of a column means."""

    TEXT = "text"
    CODE = "code"
    """A number or code read as it stands: 证号, 编号, 电话. A cell that Excel made a date is refused."""
    INTEGER = "integer"
    DAY = "day"
    MOMENT = "moment"
    """A day with its time, as systems write it (2026-03-12 09:15:00); a day alone is its first minute."""
    CHOICE = "choice"
    FLAG = "flag"
    MANY = "many"
    """Several short texts in one cell, separated by 、 , ; or line breaks."""


@dataclass(frozen=True)
class Column:
    """One column.

    `titles`: every title it goes by; the first is the one we write. `choices`: stored value -> the
    words for it, the first being the one we write. `minimum`/`maximum` bound an integer. `month_only`
    lets a day be written as year and month (出生年月) and takes the first of it. `tight` drops every
    space between Chinese characters (张　三); `lines` keeps line breaks. `note` is what a template says
    about it, `width` that of a written column.
    """

    key: str
    titles: tuple[str, ...]
    required: bool = False
    kind: Kind = Kind.TEXT
    choices: Mapping[str, Sequence[str]] = field(default_factory=dict)
    max_length: int | None = None
    minimum: int = 0
    maximum: int = 2**31 - 1
    month_only: bool = False
    tight: bool = False
    lines: bool = False
    note: str = ""
    width: float | None = None

    @property
    def title(self) -> str:
        """The title we write and speak of."""
        return self.titles[0]

    def names(self) -> frozenset[str]:
        """Its titles, without what does not distinguish them."""
        return frozenset(plain_title(title) for title in self.titles)


def plain_title(text: object) -> str:
    """A title without spaces, full-width forms and the mark of a required column ("＊姓 名" = "姓名")."""
    return "".join(unicodedata.normalize("NFKC", str(text)).split()).strip("*:").lower()


def bare_title(text: object) -> str:
    """The same without a remark in brackets at its end: "出生日期（年月日）" is "出生日期"."""
    return _IN_BRACKETS.sub("", plain_title(text)).strip("*:")
