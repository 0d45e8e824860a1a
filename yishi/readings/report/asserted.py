"""What must agree in a report: sums of parts, and rates that follow from their parts.

    [[kind/document_filed]] = [[kind/document_filed_government]] + [[kind/document_filed_court]]
    [[suggestions/on_time]] = [[suggestions/answered_in_time]] / [[suggestions/answers]]

The office says it once, as data of the report; it is looked at with every build, and shown where it is broken. A whole may
also be a number that was promised in words (148 = …).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from django.utils.translation import gettext as _

from yishi.readings.figures.figure import plain
from yishi.readings.report.fields import Live, Unreadable, of_tag
from yishi.readings.report.numbers import rounded

Term = Live | Decimal
_TERM = re.compile(r"\s*(?:\[\[([^\[\]]*)\]\]|([0-9]+(?:\.[0-9]+)?))\s*")


@dataclass(frozen=True)
class Formula:
    """whole = part + part + …, or whole = part / whole of it, in percent."""

    whole: Term
    sign: Literal["+", "/"]
    parts: tuple[Term, ...]

    def fields(self) -> list[Live]:
        """The figures that it names."""
        return [term for term in (self.whole, *self.parts) if isinstance(term, Live)]


@dataclass(frozen=True)
class Broken:
    """A formula that does not hold; `sentence` says by how much."""

    formula: str
    sentence: str


def read(text: str) -> Formula:
    """What a formula says. Raises `fields.Unreadable`."""
    whole, equals, rest = text.replace("＝", "=").replace("＋", "+").replace("÷", "/").replace("／", "/").partition("=")
    sign: Literal["+", "/"] = "/" if "/" in _without_fields(rest) else "+"
    parts = _split(rest, sign)
    if not equals or len(parts) < 2 or (sign == "/" and len(parts) != 2):
        raise Unreadable(_("等式应当写成“[[总数]] = [[分项]] + [[分项]]”或者“[[比率]] = [[部分]] / [[总数]]”。"))
    return Formula(_term(whole), sign, tuple(map(_term, parts)))


def _without_fields(text: str) -> str:
    return re.sub(r"\[\[[^\[\]]*\]\]", "", text)


def _split(text: str, sign: str) -> list[str]:
    """By the sign, where it stands outside of fields (ids hold strokes)."""
    return re.split(rf"{re.escape(sign)}(?![^\[]*\]\])", text)


def _term(text: str) -> Term:
    found = _TERM.fullmatch(text)
    if found is None:
        raise Unreadable(_("等式中的“%(term)s”既不是指标，也不是数。") % {"term": text.strip()[:40]})
    return Decimal(found[2]) if found[2] else of_tag(found[1])


def broken(
    formulas: Iterable[str], value: Callable[[Live], Decimal | None], name: Callable[[Live], str]
) -> list[Broken]:
    """Those that do not hold, given each field's value and how it is called."""
    found = []
    for text in formulas:
        try:
            formula = read(text)
            sentence = _difference(formula, value, name)
        except Unreadable as unreadable:
            sentence = str(unreadable)
        except KeyError as missing:
            sentence = _("等式中的指标“%(id)s”已经没有了。") % {"id": missing.args[0]}
        if sentence:
            found.append(Broken(text, sentence))
    return found


def _difference(formula: Formula, value: Callable[[Live], Decimal | None], name: Callable[[Live], str]) -> str:
    numbers = [term if isinstance(term, Decimal) else value(term) for term in (formula.whole, *formula.parts)]
    if any(number is None for number in numbers):
        return _("等式中有的指标没有数，无法核对。")
    whole, *parts = [number for number in numbers if number is not None]
    digits = _digits(formula.whole)
    made = _share(parts, digits) if formula.sign == "/" else sum(parts, Decimal(0))
    if made is None:
        return _("等式中总数为零，比率无从计算。")
    if made == whole:
        return ""
    shown = f" {formula.sign} ".join(map(plain, parts))
    return _("%(name)s为%(whole)s，而%(shown)s = %(made)s，相差%(off)s。") % {
        "name": name(formula.whole) if isinstance(formula.whole, Live) else _("总数"),
        "whole": plain(whole), "shown": shown, "made": plain(made), "off": plain(abs(whole - made)),
    }  # fmt: skip


def _digits(term: Term) -> int:
    """Rates are counted to two digits; one typed in words has those that it shows."""
    return max(0, -int(term.as_tuple().exponent)) if isinstance(term, Decimal) else 2


def _share(parts: Sequence[Decimal], digits: int) -> Decimal | None:
    """In percent; None of nothing."""
    return rounded(100 * parts[0] / parts[1], digits) if parts[1] else None
