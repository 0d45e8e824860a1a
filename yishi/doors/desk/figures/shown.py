"""How figures are written on a page: the number and its measure apart, change with its sign, rates with both parts."""

from __future__ import annotations

from decimal import Decimal

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import gettext as _

from yishi.doors.desk.figures.counted import Told
from yishi.doors.look.tables import Cell
from yishi.readings.figures.expression import Compound
from yishi.readings.figures.figure import Figure, Value, plain
from yishi.readings.report.numbers import is_rate

NONE = "—"


def number(value: Decimal | None) -> str:
    """1,234.5; a dash where there is none."""
    return intcomma(plain(value)) if value is not None else NONE


def measure(figure: Figure) -> str:
    """Its measure word."""
    return "%" if is_rate(figure.expression) else figure.measure


def with_measure(figure: Figure, value: Value) -> str:
    """12 次, 98.5%."""
    if value.number is None:
        return NONE
    word = measure(figure)
    return f"{number(value.number)}{word}" if word == "%" else f"{number(value.number)} {word}"


def cell(figure: Figure, value: Value) -> Cell:
    """The value with its parts, or why there is none, beneath."""
    return Cell(with_measure(figure, value), note=parts(figure, value) or value.note)


def parts(figure: Figure, value: Value) -> str:
    """Of a rate what was divided by what."""
    of = figure.expression
    if not (isinstance(of, Compound) and of.how in ("rate", "coverage", "mean")) or None in value.parts:
        return ""
    return " / ".join(map(number, value.parts))


def change(figure: Figure, told: Told) -> str:
    """+3, −2, 持平, 上年没有."""
    if told.before.number is None or told.value.number is None:
        return NONE
    if not told.before.number and told.value.number and not is_rate(figure.expression):
        return _("上年没有")
    return signed(told.change.number, rate=is_rate(figure.expression))


def signed(by: Decimal | None, *, rate: bool = False) -> str:
    """With its sign; of rates in points."""
    if by is None:
        return NONE
    if not by:
        return _("持平")
    said = f"{'+' if by > 0 else '−'}{number(abs(by))}"
    return _("%(by)s 个百分点") % {"by": said} if rate else said
