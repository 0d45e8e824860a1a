"""Numbers with what belongs to them: their measure word, and whether they are said to be more or less so many."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from yishi.readings.report.claims import numerals
from yishi.readings.report.claims.measures import kind_of, measure_at
from yishi.readings.report.claims.words import BODIES, MONEYED, NEAR_AFTER, NEAR_BEFORE, PERSONS, either

Script = Literal["arabic", "chinese", "share"]

_BEFORE = re.compile(rf"({either(NEAR_BEFORE)}) ?$")
_SHARE_BEFORE = re.compile(r"(?:约占|近占|接近|超过|突破|约有|将近)[^,。;、\n]{0,12}$")
_AFTER = re.compile(rf"{either(NEAR_AFTER)}(?![^,。;、\n]{{0,4}}(?:媒体|单位|部门|领导|职务|机关|学历|职称))")
_PERSONS, _BODIES = re.compile(either(PERSONS)), re.compile(either(BODIES))
_MONEYED = re.compile(rf"{either(MONEYED)}[^,。;、\n]{{0,3}}$")
_AFTER_MORE = re.compile(r"(?![额热地下生波味韵粮])[一-鿿]")
_UPWARDS = re.compile(r"上[百千万亿](?![一二两三四五六七八九\d])")
_HALF = re.compile(r"近半数|超半数|过半数|半数以上|一半以上|近一半|超过一半|超一半|过半(?=[的数代委人])")
_LOOK = 14


@dataclass(frozen=True)
class Token:
    """A number in the text. `start`..`end` is the number, `tail` where its measure word ends; `script` is how it is written,
    `bare` that no measure word stands after it."""

    start: int
    end: int
    tail: int
    value: Decimal
    unit: str
    approx: bool
    script: Script
    bare: bool = False


def tokens(text: str) -> list[Token]:
    """Every number of a plain text, in order, none inside another."""
    found: list[Token] = []
    for token in sorted(_all(text), key=lambda each: (each.start, -each.end)):
        if not found or token.start >= found[-1].end:
            found.append(token)
    return found


def _all(text: str) -> Iterator[Token]:
    yield from _shares(text)
    for match in numerals.ARABIC.finditer(text):
        yield _arabic(text, match)
    for match in numerals.CHINESE.finditer(text):
        if (token := _chinese(text, match)) is not None:
            yield token


def _shares(text: str) -> Iterator[Token]:
    for match in numerals.PERCENT.finditer(text):
        if (value := _percent(match)) is not None:
            yield _near(text, Token(match.start(), match.end(), match.end(), value, "%", False, "share"))
    for match in numerals.FRACTION.finditer(text):
        if (value := _fraction(match)) is not None:
            yield _near(text, Token(match.start(), match.end(), match.end(), value, "%", False, "share"))
    for match in _HALF.finditer(text):
        yield Token(match.start(), match.end(), match.end(), Decimal(50), "%", True, "share")


def _percent(match: re.Match[str]) -> Decimal | None:
    said = match[1] or match[2]
    return numerals.digits(said) if said[0].isdigit() else numerals.chinese(said)


def _fraction(match: re.Match[str]) -> Decimal | None:
    below, above = match[1] or match[4], match[2] or match[3]
    whole, part = (numerals.digits(said) if said[0].isdigit() else numerals.chinese(said) for said in (below, above))
    if not whole or not part or part >= whole:
        return None
    return round(part / whole * 100, 2)


def _arabic(text: str, match: re.Match[str]) -> Token:
    more, scale, last = match[2], match[3], match[4]
    end = match.end() if more or scale or last else match.end(1)
    if last and not _counts(text, end, last):
        last, end = "", match.start(4)
    if more and not scale and not _counts(text, match.end(2), more):
        more, end = "", match.end(1)
    value = numerals.digits(match[1]) * numerals.scale(scale)
    return _measured(text, match.start(), end, value, bool(more or last), "arabic")


def _counts(text: str, at: int, more: str) -> bool:
    """Whether what follows can be counted, so that 余, 多, 来 before it belong to the number: after 余 nearly everything."""
    if more == "余" and _AFTER_MORE.match(text, at):
        return True
    return bool(measure_at(text, at)[0] or _PERSONS.match(text, at) or _BODIES.match(text, at))


_HAN_NUMBER = re.compile(r"([〇零一二两三四五六七八九十百千万亿]+)([余多来几]?)([万亿]?)([余多来]?)")


def _chinese(text: str, match: re.Match[str]) -> Token | None:
    parts = _HAN_NUMBER.match(match[0])
    if parts is None or (value := numerals.chinese(parts[1])) is None:
        return None
    more = parts[2] or parts[4]
    end = match.start() + parts.end()
    if more == "几" or text[match.start() - 1 : match.start()] in ("数", "几"):
        return None
    return _measured(text, match.start(), end, value * numerals.scale(parts[3]), bool(more), "chinese")


def _measured(text: str, start: int, end: int, value: Decimal, approx: bool, script: Script) -> Token:
    unit, tail = measure_at(text, end)
    if unit == "成" and script == "chinese":
        return _near(text, Token(start, tail, tail, value * 10, "%", approx, "share"))
    if kind_of(unit) == "percent" and unit:
        script = "share"
    approx = approx or (kind_of(unit) == "duration" and "多" in text[end:tail])
    token = Token(start, end, tail, value, unit, approx, script, bare=not unit)
    if not unit:
        token = replace(token, unit=_unsaid(text, token))
    return _near(text, token)


def _unsaid(text: str, token: Token) -> str:
    """The measure of a number that goes without one: 246万选民 are 人, 投资3.2亿 is 元, 20余镇街 are 个."""
    if _PERSONS.match(text, token.end):
        return "人"
    if _BODIES.match(text, token.end) or (
        token.approx and token.script == "arabic" and _AFTER_MORE.match(text, token.end)
    ):
        return "个"
    return "元" if _MONEYED.search(text, max(0, token.start - _LOOK), token.start) else ""


def _near(text: str, token: Token) -> Token:
    """The same with what stands before and after it: 近900条 takes 近 into the number, 约28件 and 12%以上 do not."""
    before = _BEFORE.search(text, max(0, token.start - _LOOK), token.start)
    start = before.start() if before and before[1] == "近" else token.start
    near = bool(before or _AFTER.match(text, token.tail) or _UPWARDS.match(text, token.start - 1))
    if token.script == "share" and not near:
        near = bool(_SHARE_BEFORE.search(text, max(0, token.start - _LOOK), token.start))
    return replace(token, start=start, approx=token.approx or near)
