"""Suggestions and proposals: which measure of their room a sentence speaks of."""

from __future__ import annotations

import re
from dataclasses import replace

from yishi.readings.figures.expression import Count, Window
from yishi.readings.report.express.clauses import Spot
from yishi.readings.report.express.lexicon import Lexicon
from yishi.readings.report.express.numerals import whole
from yishi.readings.report.express.phrases import last_is_above, speaks_above
from yishi.readings.report.express.reading import Memory, Reading, narrowed, with_facet
from yishi.rooms.suggestions.measures import BY_ID, WORDS, Measure

LINE = "suggestions"
SAID = (
    ("promise_failed", r"(?:未能?|不能|没有)兑现"),
    ("promise_kept", r"兑现"),
    ("promise_carried", r"转入.{0,4}承诺"),
    ("promised", r"承诺事项"),
    ("look_back", r"回头看"),
    ("meetings", r"督办(?:座谈|协商|协调|推进)?会|推进会|调度会"),
    ("on_site", r"现场办理|现场督办"),
    ("television", r"电视问政"),
    ("checks", r"抽查"),
    ("oversight", r"督办活动"),
    ("split", r"分案"),
    ("carried", r"转入|结转"),
    ("good_handling", r"优秀办理|办理先进|优秀承办"),
    ("key", r"重点督办|领衔督办|牵头督办|挂牌督办|包案督办|专项督办|(?:领导|成员|主任|主席)[^，#]{0,4}督办|(?:确定|列)为[^，#]{0,16}督办"),
    ("key", r"重点建议|重点提案|重点办理|领办"),
    ("merged", r"并案|合并"),
    ("turned_away", r"不予立案|退回|未立案|作为意见(?!建议案)|作为(?:委员)?来信|转[为作](?:社情|信息|来信|意见|委员来信|参考)|不予受理|转信息|作为意见建议"),
    ("withdrawn", r"撤回|撤案"),
    ("good", r"优秀|好提案|好建议|评选|高质量"),
    ("from_messages", r"转化为|转化成|转为|形成"),
    ("from_motion", r"议案转来|由议案转"),
    ("filed", r"立案|登记受理|受理|确定"),
    ("late", r"逾期"),
    ("published", r"公开"),
    ("answered", r"办结|办复|答复|办理完毕|办理完成|全部办理|办毕|回复|落实|解决|采纳|列入计划|处理完毕|办理"),
    ("handed", r"交办|转交|分办|移交|转办|承办|交由"),
    ("overseen", r"督办"),
    ("between", r"闭会期间|闭会|平时"),
    ("session", r"会议期间|大会期间|全会期间|大会上|全会上"),
)  # fmt: skip
"""What a sentence says of them -> the measure; the first that it says."""
OVERSEEN = {"npc": "handed", "cppcc": "key"}
"""督办 without more: a congress urges all that it has handed over, a CPPCC those that it has chosen."""
TIMES = (
    ("again", r"重新办理|再次办理|二次办理"),
    ("handed_back", r"退回|改交"),
    ("late", r"逾期"),
    ("answers", r"答复|办复|办结"),
    ("parts", r"承办|交办|办理|转办|分办"),
)
"""The same where the counting word is 件次."""
SATISFIED = re.compile(r"满意(?!度|率)")
SOLVED = re.compile(r"已?(?:得到|经)?(?:解决|采纳)")
PUT_FORWARD = re.compile(r"提交|提出|报送|上报")
SESSION = re.compile(
    r"(?<!召开)(?<!举行)(?<!常委会)(?<!常委会第)(?<!主席团)(?<!主席团第)(?<![一二三四五六七八九十])"
    r"([一二三四五六七八九十]+)次(?:全体)?会议(?:(?:召开|开幕)?(以来))?"
)
"""A session of a congress by its number, and whether all since then is meant."""
BETWEEN = re.compile(r"闭会期间|闭会后|休会期间|闭会(?:代表|委员)?(?:建议|提案)|^(?:其中)?(?:大)?会后")
ALWAYS = re.compile(r"(?:大会|会议)期间(?:以?及|和|与|、)(?:大会)?闭会期间")
"""At the session and between sessions: whenever they were put forward."""
BESIDES = frozenset({"answered", "handed", "filed", "received", "from_messages", "from_motion"})
"""Measures that may keep to what was put forward between sessions."""
BECAME = frozenset(
    {"filed", "merged", "turned_away", "withdrawn", "split", "handed", "parts", "answered", "answers", "published"}
)
"""Measures that tell what became of those of which the sentence told before."""
ELSEWHEN = re.compile(r"全年|今年|年内|五年|本届|累计|上年|平时")
"""Words by which a number tells of others than those before."""
WAYS = (
    (
        r"集体提案|界别组?提案|党派提案|团体提案|工商联提案|专(?:门)?委(?:员)?会提案|(?:党派|工商联|团体|专门委员会|专委会|界别|小组)提出",
        ("group",),
    ),
    (r"个人[、和及与或]联名|联名[、和及与或]个人|委员[和及与、](?:委员)?联名", ("joint", "one")),
    (r"联名", ("joint",)),
    (r"代表团提出|全团建议|以代表团名义", ("delegation",)),
    (r"委员提案|个人提案", ("one",)),
)
"""What a sentence says of how they were put forward -> their outcome."""
MAKERS = (
    (r"全团|代表团(?:集体)?名义|团体?建议", ("delegation",)),
    (r"个人", ("joint", "one")),
    (r"联名", ("joint",)),
)
"""How those put forward at a higher congress are told apart: what deputies put forward, alone or jointly, is none of the
delegation's."""
LEFT = re.compile(r"转为|转作|作为|退回|不予立案|未立案|并案|撤案|撤回|合并")
UNITS = ("政府", "党委", "法院", "检察院", "监委", "群团", "区委部门", "市委部门", "县委部门", "党群")


def read(spot: Spot, lexicon: Lexicon, memory: Memory, score: float, verb: str) -> Reading:
    """A number of suggestions."""
    own = f"{spot.near}#{spot.after}"
    if closed := CLOSED.match(spot.rest):
        own += closed.group(0)
    measure = BY_ID[_measure(spot, lexicon, memory, own, verb)]
    expression, facets = _those_of(_counted(measure, own), measure, spot, memory)
    if measure.by_unit and (unit := unit_in(spot.bare_near)):
        expression = narrowed(expression, "unit", (unit,))
        facets.append(("承办单位", unit))
    name = str(measure.name).format(**_words(lexicon.profile))
    return Reading(expression, name, score, facets=tuple(facets), suggestion=True, verb=verb)


def _counted(measure: Measure, own: str) -> Count:
    """What the measure counts, of those of which the words tell."""
    if SATISFIED.search(own):
        return graded(own)
    if measure.id in MADE:
        return _made(expression_of(measure), measure.id, own)
    if SOLVED.search(own) and measure.id == "answered":
        return Count("times", (("kind", ("solved",)), ("line", (LINE,))))
    return expression_of(measure)


def _those_of(counted: Count, measure: Measure, spot: Spot, memory: Memory) -> tuple[Count, list[tuple[str, str]]]:
    """The same of those put forward between sessions, at a session or since one, or of those told before."""
    if "evaluated" in counted.facets["kind"]:  # sealed, and cut by no such thing
        return counted, []
    if ((BETWEEN.search(spot.near) and not ALWAYS.search(spot.near)) or _opens_between(spot)) and measure.id in BESIDES:
        return narrowed(counted, "source", ("between",)), [("时间", "闭会期间")]
    if session := _session(spot, memory, measure):
        return _of_session(counted, session), [("批次", session.group(0))]
    if memory.cohort and goes_on(spot, memory) and measure.id in BECAME:
        return replace(counted, cohort=memory.cohort.cohort, window=memory.cohort.window), []
    return counted, []


def _opens_between(spot: Spot) -> bool:
    """闭会期间, and a comma: said in the clause before."""
    return spot.earlier[-1:] in (("闭会期间",), ("大会闭会期间",), ("休会期间",))


def _session(spot: Spot, memory: Memory, measure: Measure) -> re.Match[str] | None:
    """The session of the organ's own congress of whose suggestions the number tells; one of a higher congress is none."""
    before = spot.earlier[-1:] if measure.id == "answered" else ()
    opening = [clause for clause in spot.earlier if clause.endswith(("以来", "会议期间", "会议大会期间"))]
    clauses = (spot.before + spot.after, *before, *opening)
    for clause in clauses if measure.id != "higher" else ():
        if (found := SESSION.search(clause)) and whole(found.group(1)):
            above = last_is_above(clause[: found.end()][-NEAR:], memory.level)
            return None if above else found
    return None


NEAR = 24
"""So many characters back a session's congress is named."""


def _of_session(expression: Count, session: re.Match[str]) -> Count:
    """Those put forward there; 以来 also those since then, whenever what is told of them took place."""
    number = whole(session.group(1)) or 0
    if session.group(2):
        return replace(expression, window=Window("asof"), cohort=("since_session", number))
    return replace(expression, cohort=("session", number))


def goes_on(spot: Spot, memory: Memory) -> bool:
    """Does the number go on about the suggestions of the session that was told before it?"""
    return memory.cohort is not None and not ELSEWHEN.search(spot.before)


MADE = {"higher": MAKERS, "received": WAYS}


def _made(expression: Count, id: str, own: str) -> Count:
    """Those put forward in the way of which the words tell."""
    ways = next((codes for pattern, codes in MADE[id] if re.search(pattern, own)), ())
    return narrowed(expression, "outcome", ways) if ways else expression


def unit_in(words: str) -> str:
    """The unit, or the sort of units, that the words name."""
    return next((unit for unit in UNITS if unit in words), "")


def _units(spot: Spot) -> tuple[str, ...]:
    """All that are named since the number before: 党委部门和群团几件."""
    words = re.split(r"\d", spot.before)[-1]
    return tuple(unit for unit in UNITS if unit in words)


def taken_over(spot: Spot, lexicon: Lexicon, memory: Memory, last: Reading, score: float, verb: str) -> Reading:
    """A number that names no suggestions after one that did: another measure where its verb says so, else a part of them."""
    own = f"{spot.near}#{spot.after}"
    if first_said(own) or first_said(verb) or SATISFIED.search(own) or BETWEEN.search(spot.near):
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
    if spot.token.unit in ("件次", "件（次）") and (said := first_said(own, TIMES)):
        return said
    at_session = "session" if re.search(r"次(?:全体)?会议(?!(?:召开|开幕)?以来)", spot.before) else "received"
    own, before = ALWAYS.sub("", own), ALWAYS.sub("", spot.before)
    said = first_said(own) or first_said(verb) or first_said(before) or at_session
    return OVERSEEN[lexicon.profile] if said == "overseen" else said


def first_said(words: str, table: tuple[tuple[str, str], ...] = SAID) -> str:
    """The measure of which the words speak first; "" where of none."""
    return next((name for name, pattern in table if re.search(pattern, words)), "")
