"""Counting words, and the numbers before them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from yishi.readings.report.express.words import COUNTING_WORDS, PLAINER

UNITS = COUNTING_WORDS
"""Longest first of those that begin alike."""
PERSON_TIMES = frozenset({"人次", "人（次）", "人.次"})
PEOPLE = frozenset({"人", "名", "位", "万人"})
MONEY = frozenset({"元", "万元", "亿元"})
LENGTHS = frozenset({"字", "万字", "亩", "平方米", "公顷", "平方公里", "小时", "个小时", "学时", "课时"})
SPANS = frozenset({"年", "个月", "天", "届"})
SAME = PLAINER
"""Counting words that say no more than another."""

_UNIT = "|".join(re.escape(unit).replace(r"\.", ".?") if unit == "人.次" else re.escape(unit) for unit in UNITS)
_DIGITS = r"\d+(?:\.\d+)?(?:余|多|几)?[百千万亿]*(?:余|多)?(?:%)?"
_CHINESE = "一二三四五六七八九十"
_WORDS = (
    rf"[两百千{_CHINESE}][两百千万零〇{_CHINESE}]*(?:余|多)?|百分之[两百点零{_CHINESE}]+|[{_CHINESE}]+分之[{_CHINESE}]+"
)
NUMBER = re.compile(rf"(?P<number>{_DIGITS}|{_WORDS})(?P<more>余|多|来)?(?P<unit>{_UNIT})?")
_NOT_BEFORE = re.compile(r"第$|[一二三四五六七八九十\d]+[届十]$|\d年$|[A-Za-z]$|唯$|进$|同$|统$|万$|专$")
_NOT_AFTER = re.compile(
    r"(?:年(?!\w{0,2}[来个])|月(?!活)|日|届|时|级|中全会|是|则|化|线|些|切|致|起|直|府|定|旦|流|面|体|律|并|再|向|带|路|心|股|等|手|样|步|揽|票|行|把)"
)


@dataclass(frozen=True)
class Token:
    """A number with its counting word, at `start` to `end` (the counting word's end) of the plain text."""

    start: int
    end: int
    number: str
    unit: str

    @property
    def same(self) -> str:
        """The counting word, or the plainer one that says no more."""
        return SAME.get(self.unit, self.unit)

    @property
    def percent(self) -> bool:
        """Is it a share?"""
        return "%" in self.number or "分之" in self.number or self.unit == "个百分点"


def token(text: str, start: int, end: int) -> Token:
    """The number that stands at `start` to `end`."""
    number = text[start:end]
    rest = text[end:]
    if rest.startswith("%"):
        return Token(start, end + 1, number + "%", "")
    if "%" in number or "分之" in number:
        return Token(start, end, number, "")
    found = re.match(rf"(?:余|多|来|几)?(?:百|千|万(?!元|人|字)|亿(?!元))*(?:余|多)?({_UNIT})?", rest)
    unit = (found.group(1) or "") if found else ""
    length = found.end() if found and unit else 0
    if not unit and re.match(r"选民|代表|委员|群众|干部|党员|师生|志愿者", rest):
        unit = "人"
    return Token(start, end + length, number, unit)


def tokens(text: str, known: Sequence[tuple[int, int]]) -> list[Token]:
    """All numbers of a sentence; those at the known places are numbers whatever they look like."""
    made: list[Token] = []
    for found in (*(token(text, start, end) for start, end in known), *_others(text)):
        if not any(each.start < found.end and found.start < each.end for each in made):
            made.append(found)
    return sorted(made, key=lambda each: each.start)


def _others(text: str) -> Iterator[Token]:
    for found in NUMBER.finditer(text):
        number, unit = found.group("number"), found.group("unit") or ""
        before, after = text[: found.start()], text[found.end("number") :]
        if (
            _NOT_BEFORE.search(before[-4:])
            or _NOT_AFTER.match(after)
            or (not unit and "%" not in number and "分之" not in number)
        ):
            continue
        if number == "一" or (
            not number[0].isdigit() and unit in ("大", "级", "年", "类", "点", "方面", "地", "把", "届")
        ):
            continue
        yield Token(found.start(), found.end(), number, unit)
