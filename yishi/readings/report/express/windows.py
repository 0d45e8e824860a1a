"""In which window a claim counts: by the words of its sentence, else by the part of the report in which it stands."""

from __future__ import annotations

import datetime as dt
import re

from yishi.readings.figures.expression import Window
from yishi.readings.report.express.clauses import Spot

TERM = re.compile(
    r"[一二三四五六七八九十]届(?:[全省市州区县旗]国?)?(?:人大|政协)(?:常委会)?期间|五年来|过去五年|本届以来|届内|任期内|本届.{0,6}(?:期间|任期)|五年间|四年来|三年来"
)
YEAR = re.compile(r"一年来|全年|今年|去年|过去一年|20\d\d年|年内|一年中|本年度")
OPENS = re.compile(
    r"(?:^|[。；：—])[\s\u3000—]*(?:[（(]?[一二三四五六七八九十]+[）)、是]\w{0,20}[。，])?"
    r"(?:[一二三四五六七八九十]+届[全省市州区县旗]?国?(?:人大|政协)(?:常委会)?期间|过去的?五年|五年来|五年间|本届\w{0,8}以来)"
)
"""A sentence that begins so speaks of the term, and so do those after it."""
HEADS = re.compile(r"(?:过去的?|近|这)五年|五年来|五年工作|五年的|本届")
CHAPTER = re.compile(r"\s*(?:[一二三四五六七八九十]+、|第[一二三四五]部分)")
PLAN = re.compile(
    r"(?<!不)(?:将|拟|计划)(?:依法|重点|继续)?(?:听取|开展|组织|召开|举办|审议|安排|实施|办理|票决|作出)|全年拟|拟安排|拟听取|拟开展|计划安排|计划开展|明年|来年|年初(?:计划|安排|确定)"
)
INTENDED = re.compile(r"(?:拟|(?<!年初)(?<!原)计划|(?<!不)将)(?:安排|听取|开展|召开|组织|举办|审议)")
"""Said in a clause before, all that the sentence goes on to list is intended too."""
DONE = re.compile(r"已|累计|完成了|实际")
EACH = re.compile(r"每年|年均")
AHEAD = re.compile(
    r"工作(?:安排|打算|思路|建议|重点|任务)|主要任务|今后(?:五年|一年|工作)|(?:新的|下)一年|未来五年|今后工作|工作总体要求|任务安排|工作的建议|工作的意见"
)
WAS = re.compile(
    r"[由从](?:(20\d\d)年(?:底|末)?|(?:上年|去年|上一年|原来|原先|此前|年初|每人|人均|每名?(?:代表|委员)|每[年月]))*的?$"
)
BECAME = re.compile(
    r"(?:多|余)?(?:大幅|逐步|统一|全部)?(?:增加|提高|提升|上升|增长|扩大|上调|调整|减少|降低|下降|下调|压缩|缩减|精简|[增升提降减扩])(?:到|至|为)"
)
"""由多少增加到多少: what stands between the two."""
HEADING = re.compile(r"^[ \t\u3000]*(?:[一二三四五六七八九十]+、|第[一二三四五]部分)?[^\n。]{2,45}(?=\n)", re.M)


def window(text: str, start: int, spot: Spot) -> Window:
    """The window of a claim that begins at `start`."""
    own = spot.before + spot.after
    if was := _before_change(spot):
        return was
    if EACH.search(own):
        return Window("year")
    intended = any(map(INTENDED.search, spot.earlier)) and not DONE.search(spot.sentence)
    if PLAN.search(own) or intended or _ahead(text, start):
        return Window("plan")
    if TERM.search(spot.sentence):
        return Window("term")
    if YEAR.search(spot.sentence):
        return Window()
    return Window("term") if _of_the_term(text, start) else Window()


def _before_change(spot: Spot) -> Window | None:
    """由每年多少元增加到多少元: the first is that of the year before, or of the year that is named."""
    found = WAS.search(spot.before) if BECAME.match(spot.after) and not TERM.search(spot.sentence) else None
    if found is None:
        return None
    if year := found.group(1):
        return Window("", dt.date(int(year), 1, 1), dt.date(int(year), 12, 31))
    return Window("last_year")


def _of_the_term(text: str, start: int) -> bool:
    """Does its paragraph, or else its section's heading, speak of the whole term?"""
    paragraph = text[text.rfind("\n", 0, start) + 1 : start]
    told = [(found.start(), True) for found in OPENS.finditer(paragraph)]
    told += [(found.start(), False) for found in YEAR.finditer(paragraph)]
    return max(told)[1] if told else bool(HEADS.search(_section(text, start)))


def _section(text: str, start: int) -> str:
    """The last heading before it that is numbered as a chapter or says of which time it speaks."""
    found = [each.group(0) for each in HEADING.finditer(text, 0, start)]
    of_time = (each for each in reversed(found) if CHAPTER.match(each) or re.search(r"五年|一年|年度|本届", each))
    return next(of_time, "")


def _ahead(text: str, start: int) -> bool:
    """Does the last heading before it speak of what is to come?"""
    last = ""
    for found in HEADING.finditer(text, 0, start):
        if re.match(r"\s*(?:[一二三四五六七八九十]+、|第[一二三四五]部分)", found.group(0)) or AHEAD.search(
            found.group(0)
        ):
            last = found.group(0)
    return bool(AHEAD.search(last)) and not re.search(r"回顾|一年来|过去", last)
