"""Numbers that share what stands once: a measure word (12、15和18件), a range (3至5名), a system of places (1+9+58)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from yishi.readings.report.claims.measures import kind_of, measure_at
from yishi.readings.report.claims.tokens import Token
from yishi.readings.report.claims.words import PLACES, either

_LIST = re.compile(r" ?(?:[、和及与]|以及|或者|或|至|到|[-—–~]+|×) ?")
_APART = re.compile(r" ?[,;]? ?")
_QUOTED = re.compile(r"[“\"]( ?\d{1,4} ?)[”\"]")
_CHAIN = re.compile(r"(?<![\d+A-Za-z])\d{1,5}(?: ?\+ ?\d{1,5}){1,5}(?![\d+A-Za-z])")
_OF_PLACES = re.compile(rf"[”\"』」’]?[^,。;:\n]{{0,8}}{either(PLACES)}")
_RESPECTIVELY = re.compile(r"分别[^。\n]{0,24}$")


def with_units(text: str, found: list[Token]) -> list[Token]:
    """The tokens, each without a measure word taking that of the next one in its list."""
    given = list(found)
    for at in range(len(given) - 2, -1, -1):
        first, second = given[at], given[at + 1]
        if first.bare and second.unit and second.script == first.script and _listed(text, first, second):
            given[at] = replace(first, unit=second.unit, bare=False, value=_scaled(text, first, second))
    return given


def _listed(text: str, first: Token, second: Token) -> bool:
    between = text[first.end : second.start]
    if _LIST.fullmatch(between):
        return True
    return bool(
        _APART.fullmatch(between)
        and between.strip()
        and _RESPECTIVELY.search(text, max(0, first.start - 30), first.start)
    )


def _scaled(text: str, first: Token, second: Token) -> Decimal:
    """In 3至5万元 the first is in 万 too; where it has its own, or the second has none, it stays."""
    said = text[second.start : second.end]
    if not re.search(r"[至到\-—–~]", text[first.end : second.start]) or re.search(
        r"[万亿]", text[first.start : first.end]
    ):
        return first.value
    return first.value * (10**4 if "万" in said else 1) * (10**8 if "亿" in said else 1)


def quoted(text: str) -> Iterator[Token]:
    """A number alone between quotation marks, with its measure word behind them: “6”项动作."""
    for found in _QUOTED.finditer(text):
        unit, tail = measure_at(text, found.end())
        if unit and kind_of(unit) != "duration":
            start = found.start(1) + len(found[1]) - len(found[1].lstrip())
            yield Token(start, start + len(found[1].strip()), tail, Decimal(found[1].strip()), unit, False, "arabic")


def systems(text: str) -> Iterator[Token]:
    """The numbers of a system of places that stand: how many there are at each level."""
    for chain in _CHAIN.finditer(text):
        if _OF_PLACES.match(text, chain.end()):
            for number in re.finditer(r"\d+", chain[0]):
                start, end = chain.start() + number.start(), chain.start() + number.end()
                yield Token(start, end, end, Decimal(number[0]), "个", False, "arabic")
