"""Suggestions told apart: by what they are about, by how they were answered, and the units that they were given to."""

from __future__ import annotations

import re
from dataclasses import replace

from yishi.readings.figures.expression import Compound, Count
from yishi.readings.report.express import suggestions
from yishi.readings.report.express.clauses import FILLER, Spot
from yishi.readings.report.express.lexicon import Lexicon
from yishi.readings.report.express.reading import Memory, Reading, count, narrowed, with_facet
from yishi.readings.report.express.themes import cleaned
from yishi.rooms.suggestions.measures import BY_ID

SURE = 44
"""What stands in one of these shapes is meant more surely than whatever its words name."""
ABOUT = {"npc": re.compile(r"建议|议案"), "cppcc": re.compile(r"提案")}
OPINIONS = re.compile(r"意见建议|意见和建议|对策建议|审查建议|检察建议|司法建议")
SUBJECT = re.compile(
    r"(?:^|[是在为])(?:其中|围绕|涉及|关于|有关|聚焦|反映|属于)?([一-鿿]{2,8}(?:[、和与及][一-鿿]{2,8})*)(?:方面|领域|类)"
    r"(?:的)?(?:提出|提交)?(?:人大|政协|代表|委员)?(?:提案|建议)?的?$"
)
"""What they are about: 经济发展方面提案, 属于城乡建设类的."""
NO_SUBJECT = re.compile(
    r"^(?:各个?|多个?|几个?|哪个?|等|这|以下|[一二三四五六七八九十两]+个?)$|代表|委员|集体|个人|联名|团体|党派"
)
PUT = re.compile(r"以(?:政协)?(?:提案|代表建议|建议)的?(?:形式|方式)(?:提出|反映|提交)")
TOLD = {
    profile: re.compile(rf"(?:{word})[^。]{{0,14}}\d+[余多]?件|\d+[余多]?件[^。]{{0,12}}(?:{word})")
    for profile, word in (("npc", "建议|议案"), ("cppcc", "提案"))
}
"""A sentence that tells how many suggestions there were."""
BACK = 3
"""Of so many sentences before it a sentence may go on."""
COURSE = re.compile(
    r"^(?:其中)?经?(?:初步)?(?:审查|审核|审定)?(?:共|已|均)?(?:予以|确定)?(?:立案|并案|撤案|合并|撤回|不予立案)(?:处理|办理)?$"
)
"""What only suggestions undergo."""
BY = re.compile(r"(?:个人|联名|党派|工商联|团体|专门委员会|专委会|界别|小组)[^，]{0,8}提出$")
CHOSEN = re.compile(r"^[^，]{0,8}督办件")
URGED = re.compile(r"督办(?:了)?#[^，]{0,8}(?:提案|建议)$")
"""督办8项重点提案: a 项 of them is one."""
MIDST = re.compile(r"(?:提案|建议)(?:当)?中$")
"""Of those named in a clause before: 在立案的提案中."""
_CLASS = re.compile(r"(?:共|有|为|达到?|计|、)+$|（[A-Da-d]类?）$")
_AWARDED = re.compile(r"先进|优秀|表彰|满意")
_STATE = r"(?:的|[^，]{0,14}的)$"
_LEFT_OPEN = r"暂缓解决|(?:留作|留待|仅供)参考|解释说明|不可行|不具备条件|(?:难以|不能|无法)(?:马上|立即)?解决"
_UNDER_WAY = r"正在(?:研究|逐步|着手|推进|抓紧)?解决|(?:列入|纳入)[^，]{0,4}(?:计划|规划)|(?:计划|逐步|拟)(?:解决|落实)"
_DONE = r"(?:已经?|得到|基本|全部|问题)(?:得到)?(?:基本|全部)?(?:解决|采纳|落实)"
_UNDER_WAY_FIRST = re.compile(rf"(?:代表|提案|建议)*(?:{_UNDER_WAY})")
CLASSES = (
    (re.compile(rf"(?:{_LEFT_OPEN})[^，]{{0,10}}{_STATE}"), ("reference", "not_possible")),
    (re.compile(rf"(?:{_UNDER_WAY}){_STATE}"), ("solving", "planned")),
    (re.compile(rf"{_DONE}{_STATE}|问题(?:已经?|得到)(?:基本)?(?:解决|采纳)(?:或者?[^，]{{2,8}})?$"), ()),
)
"""How they were answered, as a clause ends that says so of those it counts -> the classes of answers; none: solved."""
SOLVED = count("times", kind="solved", line=suggestions.LINE)
GIVEN_TO = re.compile(
    r"(?:交由|交给|交付|交|分送|分解到|分别由|涉及|由)[^，、#]{0,10}#"
    r"[^，]{0,10}?(?:部门|单位)(?:和(?:部门|单位))?[^，]{0,4}(?:承办|办理|主办|研办)?(?:$|，)"
    r"|(?:承办|办理|主办|会办)(?:单位|部门)#|#[^，]{0,4}(?:承办|办理|主办|会办)(?:单位|部门)"
)
_NAMED = re.compile(r"建议|提案")
LEADS = re.compile(r"主办(?:单位|部门)#|#[^，]{0,4}主办(?:单位|部门)")
_LEAD = re.compile(r"(?:系统|法院|检察院|部门)主办$")
BY_WHOM = re.compile(r"([一-鿿]{2,8}?)(?:系统|口|部门)?(主办|会办|承办|办理)(?:的|了)?$")


def read(spot: Spot, lexicon: Lexicon, memory: Memory) -> Reading | None:
    """The number as one of those told apart; nothing where it is none."""
    if spot.token.same == "件" and _LEAD.search(spot.near):
        return _handled_by(spot.near, spot, memory)
    if not _speaks(spot, lexicon, memory):
        return None
    if spot.token.same in ("个", "家"):
        return _units(spot, memory)
    urged = spot.token.unit == "项" and URGED.search(f"{spot.near}#{spot.after}")
    if spot.token.same != "件" and not urged:
        return None
    near = _CLASS.sub("", _CLASS.sub("", spot.near))
    if PUT.search(spot.before) or urged or (memory.goes_on and _of_course(near)):
        return suggestions.read(spot, lexicon, memory, SURE, "提出" if PUT.search(spot.before) else "")
    return (
        _behind(near, spot, memory)
        or _answered(near, memory)
        or _handled_by(near, spot, memory)
        or _about(spot, memory)
    )


def _of_course(near: str) -> bool:
    """Is it said of the number what only suggestions undergo, or who put them forward?"""
    return bool(COURSE.match(near) or BY.search(near)) or suggestions.first_said(near) == "turned_away"


def _behind(near: str, spot: Spot, memory: Memory) -> Reading | None:
    """What stands behind the number tells which they are: 9件建议代表不满意, 6件主任督办件, 30件提案正在解决."""
    if suggestions.SATISFIED.search(spot.after) and _NAMED.search(f"{spot.near}{spot.after}"):
        return Reading(suggestions.graded(spot.after), "评价", SURE, suggestion=True)
    if CHOSEN.match(spot.after):
        return Reading(suggestions.expression_of(BY_ID["key"]), "重点督办", SURE, suggestion=True)
    return _answered("列入计划解决的", memory) if not near and _UNDER_WAY_FIRST.match(spot.after) else None


def told_before(text: str, start: int, profile: str) -> str:
    """The measure of which the sentences before a place in its paragraph tell how many suggestions there were: those that
    came, or those of them that were filed, where the last sentence says so and this one goes on with 其中; "" where none."""
    paragraph = text[text.rfind("\n", 0, start) + 1 : start]
    sentences = [each for each in re.split(r"[。！？]", paragraph) if each.strip()][-BACK:]
    if not any(TOLD[profile].search(OPINIONS.sub("", re.sub(r"\s", "", each))) for each in sentences):
        return ""
    among = text[start : start + 2] == "其中" and re.search(r"立案 ?\d", sentences[-1])
    return "filed" if among else "received"


def last_counted(memory: Memory) -> Reading | None:
    """The last number told that is no share."""
    told = (reading for _number, reading in reversed(memory.told) if not isinstance(reading.expression, Compound))
    return next(told, memory.last)


def whole_of(part: Count, of_all: bool = False) -> Count | None:
    """All suggestions of which the part is told as a share, where they are of another sort than the part, or where the
    sentence says that it is a share `of_all` that were put forward."""
    if part.facets.get("line") != (suggestions.LINE,):
        return None
    kind = part.facets["kind"][0]
    if kind == "solved":
        return _like(suggestions.expression_of(BY_ID["answered"]), part)
    every = of_all or kind in LEFT
    return _like(suggestions.expression_of(BY_ID["received"]), part) if every else None


LEFT = frozenset({"turned_away", "merged", "withdrawn"})


def _like(whole: Count, part: Count) -> Count:
    return replace(whole, cohort=part.cohort, window=part.window)


def _speaks(spot: Spot, lexicon: Lexicon, memory: Memory) -> bool:
    """Is the sentence about suggestions, and not about what else is collected and put right?"""
    last = last_counted(memory)
    if last and memory.last and not (memory.last.suggestion or last.suggestion or last.output == "units_heard"):
        return bool(PUT.search(spot.before))
    said = OPINIONS.sub("", spot.sentence)
    if "建议" in said and GIVEN_TO.search(f"{spot.bare_near}#{spot.after}"):
        return True
    return (
        bool(memory.goes_on)
        or bool(memory.last and memory.last.suggestion)
        or bool(ABOUT[lexicon.profile].search(said))
    )


def _answered(near: str, memory: Memory) -> Reading | None:
    for pattern, classes in CLASSES:
        if pattern.search(near):
            told = count("matters", kind="answered", line=suggestions.LINE, outcome=classes) if classes else SOLVED
            return Reading(_of_cohort(told, memory), "答复类别" if classes else "已解决", SURE, suggestion=True)
    return None


def _of_cohort(told: Count, memory: Memory) -> Count:
    last = memory.cohort
    return replace(told, cohort=last.cohort, window=last.window) if last else told


def _units(spot: Spot, memory: Memory) -> Reading | None:
    own = f"{spot.bare_near}#{spot.after}"
    if not GIVEN_TO.search(own) or _AWARDED.search(own):
        return None
    told = count("units", kind="handed", line=suggestions.LINE, outcome="lead" if LEADS.search(own) else "")
    return Reading(_of_cohort(told, memory), "承办单位", SURE, suggestion=True)


def _handled_by(near: str, spot: Spot, memory: Memory) -> Reading | None:
    """政府系统主办420件: of those handed over, by the unit."""
    found = BY_WHOM.search(re.sub(r"^其中", "", near))
    unit = suggestions.unit_in(found.group(1)) if found else ""
    if not found or not unit or _NAMED.search(spot.after):
        return None
    told = narrowed(suggestions.expression_of(BY_ID["handed"]), "unit", (unit,))
    told = narrowed(told, "outcome", ("lead",)) if found.group(2) == "主办" else told
    return Reading(_of_cohort(told, memory), "交办", SURE, facets=(("承办单位", unit),), suggestion=True)


def _about(spot: Spot, memory: Memory) -> Reading | None:
    """经济方面多少件: those told before, or named in a clause before, on this subject."""
    subject = subject_in(spot.near) or _listed_by(spot)
    if not subject:
        return None
    last, named = last_counted(memory), next((clause for clause in spot.earlier if MIDST.search(clause)), "")
    told = last.expression if last and last.suggestion else None
    if not isinstance(told, Count):
        measure = suggestions.first_said(named) or memory.goes_on or "received"
        told = suggestions.expression_of(BY_ID[measure])
    told = with_facet(told, "topic", subject)
    return Reading(told, subject, SURE, facets=(("主题", subject),), suggestion=True)


def _listed_by(spot: Spot) -> str:
    """城乡建设20件，占15%: of each, how many and what share of all."""
    near = FILLER.sub("", spot.near)
    if not re.match(r"[、，]占\d", spot.rest) or not re.fullmatch(r"[一-鿿、]{3,14}", near):
        return ""
    return "" if suggestions.first_said(near) or NO_SUBJECT.search(near) or _NAMED.search(near) else cleaned(near)


def subject_in(near: str) -> str:
    """What the words before a number say that suggestions are about; "" where they say nothing of it."""
    found = SUBJECT.search(re.sub(r"^[一二三四五六七八九十]+是", "", FILLER.sub("", near)))
    return cleaned(found.group(1)) if found and not NO_SUBJECT.search(found.group(1)) else ""
