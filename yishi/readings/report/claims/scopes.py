"""Over which time a figure reaches: the year reported on, the whole term, what stands today, or what is planned."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from yishi.readings.report.claims.claim import Scope
from yishi.readings.report.claims.measures import kind_of
from yishi.readings.report.claims.tokens import Token
from yishi.readings.report.claims.words import either

_HEADING = re.compile(r"^[ \t]*([^\n]{2,45}?)[ \t]*$", re.M)
_YEAR = re.compile(r"(20\d\d)年")
_YEAR_SPOKEN = {
    "〇": "0",
    "零": "0",
    "一": "1",
    "二": "2",
    "三": "3",
    "四": "4",
    "五": "5",
    "六": "6",
    "七": "7",
    "八": "8",
    "九": "9",
}
_WORK = re.compile("工作|任务|安排|回顾|履职|总结|打算|思路|建议|要点|展望|计划")
_AHEAD = re.compile(
    "今后|下一步|下一年|来年|明年|新一年|新的一年|未来|展望|打算|(?:工作|任务|年)[^,。]{0,4}安排|工作思路|主要任务|工作任务|工作的?建议|工作要点"
)
_TERM = re.compile(
    r"(?:过去|这|本届|近|届内|任期)?[^,。\n]{0,4}(?:五年|5年|四年|4年|三年|3年|本届)(?:来|以来|的|主要|工作|回顾)|本届[^,。\n]{0,8}(?:工作|回顾)"
)
_PAST_YEAR = re.compile("(?:过去|一)[的]?一?年[来的]?|去年|上年|回顾")
_TERM_SAID = re.compile(
    "五年来|5年来|过去五年|过去5年|四年来|三年来|本届[^,。]{0,8}以来|届内|任期内|换届以来|五年间|届期内"
)
_YEAR_SAID = re.compile("全年|今年|去年|一年来|年内|本年度|年度")
_PLANNED = re.compile(
    r"(?<![虚模])拟(?=安排|听取|开展|召开|审议|组织|举办|新|建|制定|作出|选)|计划(?:安排|召开|开展|听取|组织|审议)|力争|预计|将(?:听取|召开|开展|组织|审议|安排|举办|新建|建成)"
)
_STANDING = either("""
站 点 室 家 小组 支部 工委 委员会 专委会 队 队伍 基地 平台 题库 中心 界别 社会组织 联系点 联络站 联络点 之家 专班 党委
党组织 机构 街道 办事处 社区 公众号 窗口 网点 活动组 代表团 试点 网格 库
""")
_STANDS = re.compile(
    r"(?:建立|设立|组建|建成|建有|设有|下设|现有|共有|拥有|打造|成立|形成|配备|建好|建起|编入|编为|细分|划分|上线)[^。;\n]{0,60}$"
)
_STANDS_ANYHOW = re.compile(
    r"(?:现有|拥有|建有|设有|下设|增至|增加到|提高到|累计建成|固定联系|标准为|保有|总数)[^,。;\n]{0,14}$|每年(?:不低于|不少于)?$|由每年$"
)
_STANDS_AFTER = re.compile(r"[^,。;\n]{0,12}(?:的作用|作用|的标准|之一|编入)")
_STANDING_MEASURES = ("个", "家", "处", "支", "座", "所", "名", "人")
_COMPOSED = re.compile(
    r"(?:学历|职称|妇女|女性|党外|少数民族|平均年龄|基层一线)[^,。;\n]{0,8}$|(?:代表|委员|组成人员)共(?:有)?$"
)
_CHAINED = re.compile(r"[+]")
_STANDING_AFTER = re.compile(rf"[^,。;、\n]{{0,12}}?{_STANDING}")
_STANDING_BEFORE = re.compile(rf"{_STANDING}[^,。;、\n]{{0,3}}$")
_NEW = re.compile("(?:新建|新增|新设|增设)[^,。;、\n]{0,12}$")
_STOP = re.compile(r"[。;\n!?]")


@dataclass(frozen=True)
class Sections:
    """Where each part of a report begins, and over what time it reaches."""

    starts: list[int]
    scopes: list[Scope]

    def at(self, place: int) -> Scope:
        """What the part around a place speaks of; a report begins with its year."""
        number = bisect_right(self.starts, place) - 1
        return self.scopes[number] if number >= 0 else "year"


def sections(text: str) -> Sections:
    """The parts of a report by their headings."""
    found = list(_headings(text))
    return Sections([place for place, _scope in found], [scope for _place, scope in found])


def _headings(text: str) -> Iterator[tuple[int, Scope]]:
    first = 0
    for heading in _HEADING.finditer(text):
        line = heading[1]
        if line[-1] in "。;,、:" or not _WORK.search(line):
            continue
        year = int(found[1]) if (found := _YEAR.search(line)) else 0
        first = first or year
        scope = _of_heading(line, year, first)
        if scope:
            yield heading.start(), scope


def _of_heading(line: str, year: int, first: int) -> Scope | None:
    if _AHEAD.search(line) or (year and year > first):
        return "plan" if not _PAST_YEAR.match(line) else "year"
    if _TERM.search(line):
        return "term"
    return "year" if year or _PAST_YEAR.search(line) else None


def scope_of(text: str, token: Token, parts: Sections) -> Scope:
    """Over what time the figure reaches, by its sentence first and by its part of the report else."""
    begin = max(
        (stop.end() for stop in _STOP.finditer(text, max(0, token.start - 120), token.start)),
        default=max(0, token.start - 120),
    )
    said = text[begin : token.start]
    part = parts.at(token.start)
    if part == "plan" or _PLANNED.search(said):
        return "plan"
    if _stands(text, token, said):
        return "asof"
    if _TERM_SAID.search(said):
        return "term"
    return "year" if part == "term" and (_YEAR_SAID.search(said) or "每年" in said.rsplit(",", 1)[-1]) else part


def _stands(text: str, token: Token, said: str) -> bool:
    """Whether it tells what there is on the day: so many stations, groups, an amount that is paid each year."""
    kind = kind_of(token.unit)
    if kind == "percent":
        return bool(_COMPOSED.search(said))
    if kind in ("person_times", "duration") or _NEW.search(said):
        return False
    if _STANDS_ANYHOW.search(said) or _CHAINED.match(text, token.end) or _CHAINED.match(text, token.start - 1):
        return True
    if kind == "amount":
        return False
    if _STANDS_AFTER.match(text, token.tail):
        return True
    if token.unit not in _STANDING_MEASURES:
        return bool(_COMPOSED.search(said))
    after = _STANDING_AFTER.match(text, token.tail)
    return bool(_STANDS.search(said) and (after or _STANDING_BEFORE.search(said)))
