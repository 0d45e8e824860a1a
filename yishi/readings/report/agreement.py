"""Does a number as a report states it agree with the number on record?

What is written exactly must be exactly so. A number with 万 or 亿, or with decimals, is rounded by its writer: it agrees with
what rounds to it. One with 余, 多, 逾, 近, 约, 以上 agrees with what may be called so. "100%" is all of them and nothing less.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

SCALES = {"万": Decimal(10_000), "亿": Decimal(100_000_000), "萬": Decimal(10_000), "億": Decimal(100_000_000)}
MORE = frozenset("余多逾超餘")
AT_LEAST = ("以上", "不少于", "不低于", "至少", "达到或超过")
LESS = ("近", "将近", "接近")
BEFORE, AFTER = 4, 6
"""How many characters around a number may say that it is no exact one."""


@dataclass(frozen=True)
class Stated:
    """A number as it stands in a text: its value in the unit counted, the step to which it is given, and how it is meant:
    "exact", "rounded", "more", "at_least", "less", "about"."""

    value: Decimal
    step: Decimal
    how: str

    def agrees(self, recorded: Decimal) -> bool:
        """May `recorded` be called so?"""
        return _AGREES[self.how](self, recorded)

    def off_by(self, recorded: Decimal) -> Decimal:
        """How much too high it is stated; zero where it agrees."""
        return Decimal(0) if self.agrees(recorded) else self.value - recorded


def stated(text: str, start: int, end: int, value: Decimal, unit: str, approx: bool) -> Stated:
    """The number at `text[start:end]`; `value` and `unit` as the claim gives them (亿元 may stand in 亿元 or in 元)."""
    number = text[start:end]
    scale = _scale(number, unit, value)
    whole = value * scale
    percent = unit in ("%", "％") or "分之" in number
    step = _step(number, whole, percent)
    how = _how(text, start, end, approx)
    if how == "exact" and (percent or _written_scale(number) > 1 or "." in number):
        how = "exact" if percent and whole in (0, 100) else "rounded"
    if how != "exact" and how != "rounded":
        step = _coarse(whole)
    return Stated(whole, step, how)


def _written_scale(number: str) -> Decimal:
    found = [SCALES[char] for char in number if char in SCALES]
    return found[-1] if found else Decimal(1)


def _scale(number: str, unit: str, value: Decimal) -> Decimal:
    """By what `value` is multiplied to be in the unit itself: 1 unless it was left in 亿元 or 万元."""
    said = SCALES.get(unit[:1], Decimal(1))
    if said == 1:
        return said
    digits = _digits(number)
    return Decimal(1) if digits is not None and value >= digits * said else said


def _digits(number: str) -> Decimal | None:
    found = re.search(r"\d[\d,]*(?:\.\d+)?", number.replace("，", ","))
    return Decimal(found[0].replace(",", "")) if found else None


def _step(number: str, whole: Decimal, percent: bool) -> Decimal:
    found = re.search(r"\.(\d+)", number)
    decimals = len(found[1]) if found else 0
    scale = Decimal(1) if percent else _written_scale(number)
    if "分之" in number and decimals == 0 and whole != whole.to_integral_value():
        return Decimal(1)
    return scale / (10**decimals)


def _coarse(whole: Decimal) -> Decimal:
    """The place of the last digit that is not 0: 2500余 is 2500 to 2599, 30余 is 30 to 39."""
    if whole == 0:
        return Decimal(1)
    normal = whole.normalize()
    return Decimal(1).scaleb(int(normal.as_tuple().exponent))


def _how(text: str, start: int, end: int, approx: bool) -> str:
    number, before, after = text[start:end], text[max(0, start - BEFORE) : start], text[end : end + AFTER]
    if any(word in after[:4] or word in number for word in AT_LEAST) or before.endswith(AT_LEAST):
        return "at_least"
    if not approx:
        return "exact"
    if number[:1] in "近" or before.endswith(LESS):
        return "less"
    if MORE & set(number) or before[-1:] in MORE or before.endswith(("超过", "突破", "逾")) or after[:1] in MORE:
        return "more"
    return "about"


def _rounded(said: Stated, recorded: Decimal) -> bool:
    places = (recorded / said.step).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    return places * said.step == said.value


_AGREES = {
    "exact": lambda said, recorded: recorded == said.value,
    "rounded": _rounded,
    "more": lambda said, recorded: said.value <= recorded < said.value + said.step,
    "at_least": lambda said, recorded: recorded >= said.value,
    "less": lambda said, recorded: said.value - said.step < recorded <= said.value,
    "about": lambda said, recorded: abs(recorded - said.value) * 2 <= said.step,
}
