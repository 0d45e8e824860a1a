"""How a figure's value is written in a report: measure words, 余, 万 and 亿, percent, change in words.

What is written without 余 says the value exactly, or to the digits that it shows: amounts go over to 万元 and 亿元 only where
nothing is lost. Papers are in the language of records, so nothing here is translated.
"""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import Literal

from yishi.readings.figures.expression import Compound, Expression
from yishi.readings.figures.figure import plain
from yishi.readings.report.fields import Live

NOTHING = "—"
"""Where nothing can be said: a rate of no cases, a change without a year before."""
WAN, YI = Decimal(10_000), Decimal(100_000_000)
_SCALES = {"wan": (WAN, "万"), "yi": (YI, "亿")}
_MONEY = "元"


def is_rate(expression: Expression) -> bool:
    """Whether it is in percent."""
    return isinstance(expression, Compound) and expression.how in ("rate", "coverage", "growth")


def written(live: Live, expression: Expression, measure: str, value: Decimal | None) -> str:
    """The field's text: `expression` and `measure` are its figure's, `value` was counted for `fields.asked`."""
    if value is None:
        return NOTHING
    rate, measure = is_rate(expression), live.measure or measure
    if live.form == "change":
        return _change(live, measure, value, rate=rate)
    if live.form == "growth":
        return _growth(live, value)
    if rate:
        return percent(value, live.digits)
    number, unit = _number(live, value, measure)
    return number if live.form == "number" else number + unit


def percent(value: Decimal, digits: int | None = None) -> str:
    """98.5%; two digits at most unless said, without noughts at the end."""
    return f"{plain(rounded(value, 2 if digits is None else digits))}%"


def rounded(value: Decimal, digits: int) -> Decimal:
    """Half up, as people round."""
    return value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


def _change(live: Live, measure: str, value: Decimal, *, rate: bool) -> str:
    if not value:
        return "与上年持平"
    if rate:
        points = plain(rounded(abs(value), 2 if live.digits is None else live.digits))
        return f"比上年{'提高' if value > 0 else '下降'}{points}个百分点"
    number, unit = _number(live, abs(value), measure)
    return f"比上年{'增加' if value > 0 else '减少'}{number}{unit}"


def _growth(live: Live, value: Decimal) -> str:
    if not value:
        return "与上年持平"
    return f"比上年{'增长' if value > 0 else '下降'}{percent(abs(value), live.digits)}"


def _number(live: Live, value: Decimal, measure: str) -> tuple[str, str]:
    """Digits with 万 or 亿 and 余 where they belong, and the measure word."""
    more, word = "", ""
    if live.approx:
        value, more = _down(value, live.approx)
    if scale := live.scale or _fitting(value, measure):
        size, word = _SCALES[scale]
        value = value / size
        if live.scale and not more:
            value, more = _cut(value, 2 if live.digits is None else live.digits)
    elif live.digits is not None:
        value = rounded(value, live.digits)
    return f"{plain(value)}{word}{more}", measure


def _fitting(value: Decimal, measure: str) -> Literal["", "wan", "yi"]:
    """Amounts of money go over to larger units where two digits say them exactly."""
    if measure != _MONEY:
        return ""
    if value >= YI and value % (YI / 100) == 0:
        return "yi"
    return "wan" if value >= WAN and value % (WAN / 100) == 0 else ""


def _down(value: Decimal, step: int) -> tuple[Decimal, str]:
    """Rounded down to the step (1: to two leading digits), and 余 where something was cut off."""
    if step == 1:
        step = 10 ** max(0, len(str(int(value))) - 2)
    return _cut_to(value, Decimal(step))


def _cut(value: Decimal, digits: int) -> tuple[Decimal, str]:
    return _cut_to(value, Decimal(1).scaleb(-digits))


def _cut_to(value: Decimal, step: Decimal) -> tuple[Decimal, str]:
    kept = (value / step).to_integral_value(ROUND_DOWN) * step
    return (kept, "余") if kept and kept != value else (value, "")
