"""Quantities and times as people write them, read into numbers; and the inputs that take them."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from yishi.foundation.loops.act import Scope
from yishi.foundation.loops.inputs import CleanCharField, Text

NUMBER = re.compile(r"([+-]?\d{1,15}(?:\.\d{1,8})?)(.*)", re.S)
SCALES = {"百": 100, "千": 1000, "万": 10_000, "百万": 1_000_000, "千万": 10_000_000, "亿": 100_000_000}
MOST = Decimal(10) ** 13
TIME = re.compile(r"([01]?\d|2[0-3])[:点时](?:([0-5]\d)分?)?")


@dataclass(frozen=True)
class Amount(Text):
    """A quantity as people write it: 12, 1,200.5, 3.5万; its measure may stand behind it ("3.5万元")."""

    longest: int = 40
    rows: int = 1

    fixed: ClassVar[bool] = True

    def field(self, scope: Scope) -> forms.Field:
        """A line of text that gives a number and the words behind it."""
        return AmountField(max_length=self.longest, one_line=True, **self.common())

    def said(self, value: Any, scope: Scope) -> Any:
        """As it was written."""
        return f"{value[0].normalize():f}{value[1]}" if isinstance(value, tuple) else value


Quantity = tuple[Decimal, str]
"""A number, and the measure written behind it or nothing."""


class AmountField(CleanCharField):
    """Reads what an `Amount` is."""

    def clean(self, value: Any) -> Any:
        """(number, measure written behind it). Raises ValidationError with what to mend."""
        if isinstance(value, Decimal):
            value = f"{value.normalize():f}"
        text = super().clean(value)
        return amount(text) if text else None


def amount(text: str) -> Quantity:
    """Read "1,200.5", "３.５万元", "12条". Raises ValidationError."""
    plain = "".join(unicodedata.normalize("NFKC", text).split()).replace(",", "")
    found = NUMBER.fullmatch(plain)
    if found is None:
        raise ValidationError(_("“%(text)s”不是数量，请填数字，如 12、1200.5、3.5万元。"), params={"text": text[:20]})
    behind = found[2]
    scale = next((word for word in sorted(SCALES, key=len, reverse=True) if behind.startswith(word)), "")
    number = Decimal(found[1]) * SCALES.get(scale, 1)
    if number <= 0:
        raise ValidationError(_("数量应当大于 0。"))
    if number > MOST:
        raise ValidationError(_("数量太大，请核对单位。"))
    return number, behind.removeprefix(scale)


@dataclass(frozen=True)
class Time(Text):
    """A time of day: 14:30, 9点."""

    longest: int = 8
    rows: int = 1

    fixed: ClassVar[bool] = True

    def field(self, scope: Scope) -> forms.Field:
        """A time field that reads what people type."""
        return TimeField(max_length=self.longest, widget=forms.TimeInput(attrs={"type": "time"}), **self.common())

    def said(self, value: Any, scope: Scope) -> Any:
        """Hours and minutes."""
        return value.strftime("%H:%M") if isinstance(value, dt.time) else value


class TimeField(CleanCharField):
    """Reads what a `Time` is."""

    def prepare_value(self, value: Any) -> Any:
        """As the browser's own control wants it."""
        return value.strftime("%H:%M") if isinstance(value, dt.time) else value

    def clean(self, value: Any) -> Any:
        """A time of day, or None. Raises ValidationError."""
        if isinstance(value, dt.time):
            return value
        text = unicodedata.normalize("NFKC", super().clean(value))
        if not text:
            return None
        found = TIME.fullmatch(text.removesuffix(":00") if text.count(":") == 2 else text)
        if found is None:
            raise ValidationError(_("“%(text)s”不是时间，请写成 14:30 的样子。"), params={"text": text})
        return dt.time(int(found[1]), int(found[2] or 0))
