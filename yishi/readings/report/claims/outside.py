"""Stretches of a text in which no number is a figure: names, quotations, dates, terms, sessions, list markers, codes.

Each pattern has a name, so that one can ask why a number was passed over (`why`)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

_N = "[〇零一二两三四五六七八九十百]"
_D = r"(?<!\d)\d(?: ?\d){0,7}(?!\d)"
_TO = "[-—–~至到、和及]"
_YEAR = rf"(?:(?<!\d)(?:\d ?){{3}}\d|(?<!{_N})[一二][〇零九]{_N}{{2}})"
_QUOTED = 60
_SPACE = "[ \t]*"

_NUMBER = f"(?:{_D}|{_N}{{1,3}})"
_RANGE = f"{_NUMBER}(?:{_TO}{_NUMBER})?"
_AGE = "(?<!平均年龄)(?<!平均)(?<!平均年龄为)(?<!年龄)"
_LINE_HEAD = r"(?:^|(?<=[\n。;!?]))[ \t]*"
_CLAUSE_HEAD = r"(?:^|(?<=[\n。;:!?,]))"

PATTERNS: dict[str, tuple[str, ...]] = {
    "title": (r"《[^《》\n]{0,150}(?:《[^《》\n]{0,80}》[^《》\n]{0,80}){0,4}》",),
    "quotation": (
        f"「[^「」\n]{{0,{_QUOTED}}}」",
        f"『[^『』\n]{{0,{_QUOTED}}}』",
        f"‘[^‘’\n]{{0,{_QUOTED}}}’",
    ),
    "date": (
        rf"{_YEAR}{_SPACE}(?:{_TO}{_SPACE}{_YEAR}{_SPACE})?(?:学年|年)(?:度|初|底|末|中)?",
        rf"{_YEAR}[-./]\d{{1,2}}[-./]\d{{1,2}}",
        rf"{_YEAR}[-—–~]{_YEAR}",
    ),
    "month": (
        rf"(?<![\d.]){_RANGE}{_SPACE}月(?!亮|嫂|度)(?:份|底|初|末|上旬|中旬|下旬)?{_SPACE}(?:{_RANGE}{_SPACE}[日号])?",
    ),
    "day": (rf"(?<![\d.]){_RANGE}{_SPACE}[日号](?!均)",),
    "clock": (
        r"(?<!\d)\d{1,2}:\d{2}(?!\d)",
        r"(?:上午|下午|晚上|凌晨|早上|中午|当晚|[日号])\d{1,2}[时点](?:\d{1,2}分)?",
    ),
    "season": (rf"(?:{_N}|\d)季度", "[上下]半年", rf"[前头近这后](?:{_N}|\d){{1,2}}个(?:月|季度)"),
    "ordinal": (rf"第{_SPACE}(?:{_D}|{_N}{{1,5}})",),
    "term": (rf"(?:{_D}|{_N}{{1,4}}) ?届(?:[^,。;、\n\d]{{0,10}}?{_N}{{1,4}}(?:次|届|中))?",),
    "session": (
        rf"{_N}{{1,4}}(?:次|中)全(?:体会议|会)",
        rf"(?:届|人大|政协|委员会|党代会|人代会){_N}{{1,4}}次(?:会议|全会|全体会议|人代会|党代会|人民代表大会)",
        rf"{_N}{{1,4}}次(?:党代会|党代表大会|代表大会|全国代表大会|团代会|工代会|妇代会)",
        "(?:十[一二三四五六七八九]|二十)大(?![型中小])",
    ),
    "five-year plan": (
        "十[一二三四五六](?:个)?五(?=规划|时期|期间|计划|普法|开局|收官|、|末|初)",
        "[五六七八九]五(?:普法|规划)",
    ),
    "document": (
        r"[〔\[(]\d{4}[〕\])] ?\d{1,9} ?号",
        r"(?<!\d)\d{1,9} ?号",
        r"附(?:件|表|图|录)\d+",
        r"(?<!\d)\d{1,4}版(?!面|次)",
    ),
    "marker": (
        rf"{_LINE_HEAD}\(?(?:\d{{1,2}}|{_N}{{1,3}})\)?[.、．)](?!\d)",
        rf"\((?:\d{{1,2}}|{_N}{{1,3}})\)",
        rf"{_CLAUSE_HEAD}{_N}{{1,2}}(?:是|要|则)",
        "其[一二三四五六七八九十](?=[,:是、])",
    ),
    "chain": (
        r"(?<![\d+])(?:\d{1,9}|[NnXx])(?: ?\+ ?(?:\d{1,9}|[NnXx])){1,9}",
        r"(?<!\d)\d{1,9}\+(?=[一-鿿])",
    ),
    "code": (
        r"(?<![A-Za-z])(?:[A-Za-z]|PM|CO|GB|ISO|IP[vV]|COVID|Web)-?\d+(?:\.\d+)*",
        r"(?<![\d.])\d{1,15}(?:\.\d{1,9})?(?!(?:km|kg|m²|m³|kW|MW)(?![A-Za-z]))[A-Za-z]{1,20}\d*",
        r"(?<!\d)\d{1,4}·\d+",
        r"\d{3,4}-\d{7,8}",
        r"(?:https?://|www\.)[^\s一-鿿]+",
    ),
    "ratio": (r"(?<![\d.])\d+(?:\.\d+)?[:∶比]\d+(?:\.\d+)?(?![\d])",),
    "rank": (
        rf"(?<!之)前{_SPACE}{_NUMBER}(?:名|位|强|列|茅)",
        rf"(?:排名|位列|位居|名列){_SPACE}{_NUMBER}",
        rf"{_NUMBER}(?:强|佳|杰|优)(?![制化势良秀])",
    ),
    "age": (rf"{_AGE}(?<![\d.])(?:{_NUMBER}{_TO})?{_NUMBER} ?(?:周)?岁",),
    "anniversary": (rf"(?:{_D}|{_N}{{1,4}}) ?(?:多|余|来)?(?:周年|年(?:来|间|前|后|以来|代))",),
    "deadline": (rf"(?:{_D}|{_N}{{1,4}}) ?(?:个)?(?:工作日|日|天|小时|分钟|月|年|周)(?:之内|以内|内)(?![容部涵外需])",),
    "every": (rf"每(?:隔)?(?:{_D}|{_N}{{1,2}})(?:个)?(?:年|月|季度|周|天|日|个|户|名|人|届)",),
    "statute": (rf"(?:第)?{_N}{{1,4}}条(?=第|规定|之规定)", rf"{_N}{{1,3}}(?:章|款|编)"),
    "furniture": (
        r"^[^\n。]{0,60}(?:浏览|点击|阅读|访问)(?:次数|量|数)?[: ]{1,3}\d+ ?次?[^\n。]{0,20}$",
        r"字号[^\n]{0,20}",
        r"(?:发布|更新)(?:时间|日期)[^\n]{0,30}",
        r"^[^\n。]{0,80}第 ?\d{1,5}(?:/\d{1,5})?页[^\n。]{0,40}$",
        r"共\d{1,5}页",
    ),
}
_MARKS = re.compile(r"[“”\"\n]")
_COMPILED = {name: re.compile("|".join(patterns), re.M) for name, patterns in PATTERNS.items()}


@dataclass(frozen=True)
class Outside:
    """The stretches, sorted; those that overlap are each kept under their name."""

    starts: Sequence[int]
    stretches: Sequence[tuple[int, int, str]]
    reach: Sequence[int]

    def why(self, start: int, end: int) -> str:
        """The name of a stretch that touches start..end; empty where none does."""
        at = bisect_right(self.starts, end - 1) - 1
        while at >= 0 and self.reach[at] > start:
            if self.stretches[at][1] > start:
                return self.stretches[at][2]
            at -= 1
        return ""


def outside(text: str) -> Outside:
    """All stretches of a plain text in which no number is a figure."""
    found = sorted(_stretches(text))
    reach, furthest = [], 0
    for _start, end, _name in found:
        furthest = max(furthest, end)
        reach.append(furthest)
    return Outside([start for start, _end, _name in found], found, reach)


def _stretches(text: str) -> Iterator[tuple[int, int, str]]:
    for name, pattern in _COMPILED.items():
        for match in pattern.finditer(text):
            if match.end() > match.start():
                yield match.start(), match.end(), name
    yield from _quotations(text)


def _quotations(text: str) -> Iterator[tuple[int, int, str]]:
    """What stands between quotation marks of one line, paired in order: typists turn them the wrong way or use straight
    ones. Long ones are left: there speaks a sentence. Where a line has an odd number, only those well turned are paired."""
    for marks in _marks_by_line(text):
        pairs = zip(marks[::2], marks[1::2], strict=True) if len(marks) % 2 == 0 else _turned(marks)
        for first, second in pairs:
            if second.start() - first.start() <= _QUOTED:
                yield first.start(), second.end(), "quotation"


def _marks_by_line(text: str) -> Iterator[list[re.Match[str]]]:
    marks: list[re.Match[str]] = []
    for mark in _MARKS.finditer(text):
        if mark[0] != "\n":
            marks.append(mark)
        elif marks:
            yield marks
            marks = []
    yield marks


def _turned(marks: Sequence[re.Match[str]]) -> Iterator[tuple[re.Match[str], re.Match[str]]]:
    return ((first, second) for first, second in pairwise(marks) if first[0] == "“" and second[0] == "”")
