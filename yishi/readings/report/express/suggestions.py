"""Suggestions and proposals: which measure of their room a sentence speaks of."""

from __future__ import annotations

import re

from yishi.readings.figures.expression import Count
from yishi.readings.report.express.clauses import Spot
from yishi.readings.report.express.lexicon import Lexicon
from yishi.readings.report.express.numerals import whole
from yishi.readings.report.express.phrases import speaks_above
from yishi.readings.report.express.reading import Memory, Reading, narrowed, with_facet
from yishi.rooms.suggestions.measures import BY_ID, WORDS, Measure

LINE = "suggestions"
SAID = (
    ("promise_failed", r"(?:未能?|不能|没有)兑现"),
    ("promise_kept", r"兑现"),
    ("promise_carried", r"转入.{0,4}承诺"),
    ("promised", r"承诺事项"),
    ("look_back", r"回头看"),
    ("meetings", r"督办会|推进会|调度会"),
    ("on_site", r"现场办理|现场督办"),
    ("television", r"电视问政"),
    ("checks", r"抽查"),
    ("oversight", r"督办活动"),
    ("split", r"分案"),
    ("carried", r"转入|结转"),
    ("good_handling", r"优秀办理|办理先进|优秀承办"),
    ("key", r"重点督办|领衔督办|督办|重点建议|重点提案|重点办理|领办"),
    ("merged", r"并案|合并"),
    ("turned_away", r"不予立案|退回|未立案|转[为作](?:社情|信息|来信|意见|委员来信|参考)|不予受理|转信息|作为意见建议"),
    ("withdrawn", r"撤回|撤案"),
    ("good", r"优秀|好提案|好建议|评选|高质量"),
    ("from_messages", r"转化为|转化成|转为|形成"),
    ("from_motion", r"议案转"),
    ("filed", r"立案|登记受理|受理|确定"),
    ("late", r"逾期"),
    ("published", r"公开"),
    ("answered", r"办结|办复|答复|办理完毕|办理完成|全部办理|办毕|回复|落实|解决|采纳|列入计划|处理完毕|办理"),
    ("handed", r"交办|转交|分办|移交|转办|承办|交由"),
    ("between", r"闭会期间|闭会|平时"),
    ("session", r"会议期间|大会期间|全会期间|大会上|全会上"),
)  # fmt: skip
"""What a sentence says of them -> the measure; the first that it says."""
TIMES = (
    ("again", r"重新办理|再次办理|二次办理"),
    ("handed_back", r"退回|改交"),
    ("late", r"逾期"),
    ("answers", r"答复|办复|办结"),
    ("parts", r"承办|交办|办理|转办|分办"),
)
"""The same where the counting word is 件次."""
SATISFIED = re.compile(r"满意")
SOLVED = re.compile(r"已?(?:得到|经)?(?:解决|采纳)")
PUT_FORWARD = re.compile(r"提交|提出|报送|上报")
SESSION = re.compile(r"([一二三四五六七八九十]+)次(?:全体)?会议")
BETWEEN = re.compile(r"闭会期间|闭会后|休会期间")
BESIDES = frozenset({"answered", "handed", "filed", "received"})
"""Measures that may keep to what was put forward between sessions."""
WAYS = (
    (r"集体提案|界别提案|党派提案|团体提案", "group"),
    (r"联名", "joint"),
    (r"代表团提出|全团建议|以代表团名义", "delegation"),
    (r"委员提案|个人提案", "one"),
)
"""What a sentence says of how they were put forward -> their outcome."""
MAKERS = ((r"代表团|全团", "全团建议"), (r"个人", "个人建议"))
"""How those put forward at a higher congress are told apart, of which the room keeps no more than that they were."""
LEFT = re.compile(r"转为|转作|作为|退回|不予立案|未立案|并案|撤案|撤回|合并")
UNITS = ("政府", "党委", "法院", "检察院", "监委", "群团", "区委部门", "市委部门", "县委部门", "党群")


def read(spot: Spot, lexicon: Lexicon, memory: Memory, score: float, verb: str) -> Reading:
    """A number of suggestions."""
    own = f"{spot.near}#{spot.after}"
    if closed := CLOSED.match(spot.rest):
        own += closed.group(0)
    measure = BY_ID[_measure(spot, lexicon, memory, own, verb)]
    expression = expression_of(measure)
    facets: list[tuple[str, str]] = []
    if SATISFIED.search(own):
        expression = graded(own)
    elif measure.id in MADE:
        expression = _made(expression, measure.id, own)
    elif SOLVED.search(own) and measure.id == "answered":
        expression = Count("times", (("kind", ("solved",)), ("line", (LINE,))))
    if BETWEEN.search(spot.near) and measure.id in BESIDES:
        expression = narrowed(expression, "source", ("between",))
        facets.append(("时间", "闭会期间"))
    elif (session := SESSION.search(spot.before + spot.after)) or (
        measure.id == "answered" and (session := SESSION.search("，".join(spot.earlier[-1:])))
    ):
        number = whole(session.group(1))
        expression = Count(
            expression.what, expression.of, expression.window, cohort=("session", number) if number else None
        )
        facets.append(("批次", session.group(0)))
    if measure.by_unit and (unit := _unit(spot.bare_near)):
        expression = narrowed(expression, "unit", (unit,))
        facets.append(("承办单位", unit))
    name = str(measure.name).format(**_words(lexicon.profile))
    return Reading(expression, name, score, facets=tuple(facets), suggestion=True, verb=verb)


MADE = {"higher": ("topic", MAKERS), "received": ("outcome", WAYS)}


def _made(expression: Count, id: str, own: str) -> Count:
    """Those put forward in the way of which the words tell."""
    facet, ways = MADE[id]
    way = next((code for pattern, code in ways if re.search(pattern, own)), "")
    return narrowed(expression, facet, (way,)) if way else expression


def _unit(words: str) -> str:
    return next((unit for unit in UNITS if unit in words), "")


def _units(spot: Spot) -> tuple[str, ...]:
    """All that are named since the number before: 党委部门和群团几件."""
    words = re.split(r"\d", spot.before)[-1]
    return tuple(unit for unit in UNITS if unit in words)


def taken_over(spot: Spot, lexicon: Lexicon, memory: Memory, last: Reading, score: float, verb: str) -> Reading:
    """A number that names no suggestions after one that did: another measure where its verb says so, else a part of them."""
    if _first(f"{spot.near}#{spot.after}") or _first(verb):
        return read(spot, lexicon, memory, score, verb)
    if unit := _units(spot):
        return Reading(
            with_facet(last.expression, "unit", *unit),
            last.name,
            score,
            facets=(("承办单位", "、".join(unit)),),
            suggestion=True,
            verb=verb,
        )
    return Reading(last.expression, last.name, score - 3, suggestion=True, verb=verb)


def _words(profile: str) -> dict[str, str]:
    return {name: str(word) for name, word in WORDS[profile].items()}


def expression_of(measure: Measure) -> Count:
    """The expression of one of the room's measures."""
    of = [("kind", measure.kinds), ("line", (LINE,))]
    for name, value in (("source", measure.source), ("outcome", measure.outcome), ("tag", measure.tag)):
        if value:
            of.append((name, (value,)))
    return Count("matters" if measure.matters else "times", tuple(sorted(of)))


def graded(words: str) -> Count:
    """Evaluations by grade. They are sealed: figures count them through the room's own tallies."""
    grade = "unsatisfied" if "不满意" in words else "basically" if "基本满意" in words else "satisfied"
    return Count("times", (("kind", ("evaluated",)), ("line", (LINE,)), ("outcome", (grade,))))


CLOSED = re.compile(r"^，(?:现|目前)?(?:已|均|全部|都)[^，。]{0,10}(?:办结|答复|办理|办复|办毕)")


def _measure(spot: Spot, lexicon: Lexicon, memory: Memory, own: str, verb: str) -> str:
    around = "，".join((*spot.earlier[-2:], f"{spot.before}#{spot.after}"))
    if PUT_FORWARD.search(spot.before) and speaks_above(around, memory.level):
        return "higher"
    if spot.token.unit in ("件次", "件（次）") and (said := _first(own, TIMES)):
        return said
    said = _first(own)
    if said:
        return said
    return (
        _first(verb)
        or _first(spot.before)
        or ("session" if re.search(r"次会议|次全体会议", spot.before) else "received")
    )


def _first(words: str, table: tuple[tuple[str, str], ...] = SAID) -> str:
    return next((name for name, pattern in table if re.search(pattern, words)), "")
