"""Shares, and what grew: each as its two parts."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from yishi.readings.figures.expression import Compound, Count, Expression
from yishi.readings.report.express import apart, counts, outside, quotas, suggestions, things
from yishi.readings.report.express.around import context
from yishi.readings.report.express.clauses import Spot
from yishi.readings.report.express.lexicon import Lexicon
from yishi.readings.report.express.reading import Memory, Reading, count, of_cohort
from yishi.rooms.suggestions.measures import BY_ID

BECAME = "became:"
"""Before a tag: what became of the matter by the end of the window (figures' engine)."""


def _of(what: str, kind: str, **facets: str | tuple[str, ...]) -> Count:
    return count(what, kind=kind, line=suggestions.LINE, **facets)


GOOD = ("basically", "satisfied")
ON_TIME = Compound(
    "rate",
    (
        _of("times", "answered", tag="on_time"),
        Compound("plus", (_of("times", "answered", tag="on_time"), _of("times", "answered", tag="late"))),
    ),
)
SOLVED = Compound("rate", (_of("matters", "answered", tag=f"{BECAME}solved"), _of("matters", "answered")))
KEPT = Compound("rate", (_of("times", "promised", tag=f"{BECAME}promise_kept"), _of("times", "promised")))
HANDLED = Compound("rate", (_of("matters", "answered"), _of("matters", "handed")))
RETURNED = Compound(
    "rate",
    (
        _of("times", "evaluated", tag="answer/answer"),
        Compound("plus", (_of("times", "evaluated", tag="answer/answer"), _of("times", "unevaluated"))),
    ),
)
SATISFACTION = Compound("rate", (_of("times", "evaluated", outcome=GOOD), _of("times", "evaluated")))
BASICALLY = Compound("rate", (_of("times", "evaluated", outcome=GOOD[0]), _of("times", "evaluated")))
"""The rates of suggestions. Evaluations are sealed: figures answer the last by the room's own tallies."""

QUESTIONS = (
    (r"承诺", "promise/promise"),
    (r"态度|过程", "answer/attitude"),
    (r"结果|成效|落实", "answer/result"),
    (r"答复|回执", "answer/answer"),
)
"""What a satisfaction was asked about -> the tag of the question."""


def satisfaction(question: str) -> Compound:
    """The rate of one question, as the figures of the room of suggestions have it."""
    whole = _of("times", "evaluated", tag=question)
    return Compound("rate", (_of("times", "evaluated", tag=question, outcome=("satisfied", "basically")), whole))


GROWN = re.compile(r"(?:同比|比上年|较上年|比去年|环比)?(?:增长|增加|上升|提高|提升|下降|减少)了?$")
RAISED = re.compile(r"(?:增长|增加|上升|提高|提升|下降|降低|减少|增至|升至|降至)(?:到|至)?$")
SHARE = re.compile(r"[^，、（）]{0,12}?(?:率|满意度|比例|比重|占比|覆盖面|覆盖)")
ABOUT = {"npc": re.compile(r"建议"), "cppcc": re.compile(r"提案")}


def read(spot: Spot, lexicon: Lexicon, memory: Memory) -> list[Reading]:
    """Every reading of a share."""
    near = re.sub(
        r"(?:均|都|分别|达到|达|为|至|到|保持|保持在|高达|超过|首次突破|突破|在|实现|升至|约|了|的)+$", "", spot.near
    )
    if RAISED.search(spot.near) and memory.last and isinstance(memory.last.expression, Compound):
        return [memory.last]
    if GROWN.search(near):
        return _grown(spot, lexicon, memory, near)
    if several := _several(spot, lexicon, memory):
        return several
    said = _name(near, spot, memory)
    own = f"{near}#{spot.after}"
    for words in (said, own):
        if made := _made(spot, lexicon, memory, words, said or own):
            return [made]
    if quota := quotas.read(spot) or _who_behind(spot, lexicon, memory):
        return [quota]
    if re.search(r"占|比例", spot.before) and memory.last and not isinstance(memory.last.expression, Compound):
        return [_share_of(memory.last, OF_ALL.search(spot.before) is not None)]
    return []


def _made(spot: Spot, lexicon: Lexicon, memory: Memory, words: str, name: str) -> Reading | None:
    """The rate that is called so in the words."""
    if outside.UNKEPT.search(spot.before):
        return None
    made = (make(spot, lexicon, memory, name) for pattern, make in RATES if re.search(pattern, words))
    return next((each for each in made if each), None)


ALIKE = re.compile(
    r"((?:[^，、（）\d]{1,12}?(?:率|满意度)[、和及与])+[^，、（）\d]{0,12}?(?:率|满意度))(?:均|都|全部|皆)?(?:为|达到|达|保持|实现)*$"
)
"""Several that one number tells: 答复率、满意率均为100%."""


def _several(spot: Spot, lexicon: Lexicon, memory: Memory) -> list[Reading]:
    """Of several rates told by one number the first; the others are told as other readings."""
    found = ALIKE.search(spot.before)
    names = [each.group(0) for each in SHARE.finditer(re.sub(r"[和及与]", "、", found.group(1)))] if found else []
    return [made for name in names if (made := _made(spot, lexicon, memory, name, name))]


def _who_behind(spot: Spot, lexicon: Lexicon, memory: Memory) -> Reading | None:
    """98%的代表参加了活动, 95%以上的委员提交了提案: how many of all seats did it."""
    said = WHO.match(spot.after)
    if said is None:
        return None
    role = "member" if said.group(1) == "委员" else "deputy"
    if re.search(r"提案|建议", said.group(2)):
        part = count("people", line=suggestions.LINE, kind="submitted")
        return Reading(Compound("coverage", (part, Count("seats"))), "提出者占比", 26, suggestion=True, role=role)
    return _took_part(spot, lexicon, memory, "")


WHO = re.compile(r"(?:以上|左右)?的?(代表|委员)([^，]{0,16})")


def _name(near: str, spot: Spot, memory: Memory) -> str:
    found = [*SHARE.finditer(near)]
    if not found and "分别" in spot.before:
        named = [each.group(0) for each in SHARE.finditer(re.sub(r"[、和及与]", "、", spot.before))]
        place = len(re.findall(r"\d+(?:\.\d+)?%", spot.before))
        return named[place] if place < len(named) else ""
    if found:
        return found[-1].group(0)
    behind = SHARE.search(spot.after)
    return behind.group(0) if behind else ""


def _of_suggestions(spot: Spot, lexicon: Lexicon, memory: Memory, words: str) -> bool:
    about = ABOUT[lexicon.profile]
    if memory.last and memory.last.suggestion:
        return True
    if memory.last and memory.last.output:
        return False
    if memory.goes_on and not memory.kinds and "群众" not in words:
        return True
    said = re.sub(r"意见建议|对策建议|审查建议|检察建议", "", spot.sentence)
    if FED_BACK.search(f"{spot.sentence[: spot.token.start]}#"):
        return True
    return bool(about.search(said)) and not re.search(r"测评|审计|规范性文件|民生实事", spot.before)


FED_BACK = re.compile(
    r"(?:委员|代表)(?:的)?(?:反馈|评价|满意)[^。；]*#|办(?:复|结|理)[^。；]{0,24}(?:委员|代表)[^。；#]{0,6}满意[^。；]*#"
)
"""Who tells whether they are satisfied: those who had put them forward."""


def _satisfied(spot: Spot, lexicon: Lexicon, memory: Memory, words: str) -> Reading | None:
    if _of_suggestions(spot, lexicon, memory, words):
        if words == "基本满意率":
            return Reading(BASICALLY, words, 30, suggestion=True)
        asked = next((tag for pattern, tag in QUESTIONS if re.search(pattern, words)), "")
        return Reading(satisfaction(asked) if asked else SATISFACTION, "办理满意率", 30, suggestion=True)
    around = context(spot, lexicon, memory, spot.before)
    kinds = tuple(code for code in around if lexicon.catalogue.kind(code).results) or ("satisfaction_test",)
    told = any(lexicon.catalogue.kind(code).line == "livelihood" for code in memory.kinds)
    if (told or re.search(r"民生", spot.before + "".join(spot.earlier[-2:]))) and "livelihood_test" in {
        kind.code for kind in lexicon.catalogue.of_profile(lexicon.profile)
    }:
        kinds = ("livelihood_test",)
    return _outcome_rate(kinds, GOOD, "满意率")


def _outcome_rate(kinds: tuple[str, ...], outcome: tuple[str, ...], name: str) -> Reading:
    return Reading(
        Compound("rate", (count("times", kind=kinds, outcome=outcome), count("times", kind=kinds))), name, 26, kinds
    )


def _handled(spot: Spot, lexicon: Lexicon, memory: Memory, words: str) -> Reading | None:
    if _of_suggestions(spot, lexicon, memory, words):
        return Reading(_of_those(HANDLED, spot, memory), "办结率", 30, suggestion=True)
    source = context(spot, lexicon, memory, spot.before)
    if source and source[0] in ("petition", "voice_message"):
        return _outcome_rate(source, ("solved",), "办结率")
    handed = memory.last is not None and memory.last.output == "opinion_handed"
    return _outputs_rate("opinion_answered", "opinion_handed" if handed else "opinion", source, "答复率")


def _of_those(found: Compound, spot: Spot, memory: Memory) -> Expression:
    """The rate of the suggestions of which the sentence told before."""
    return of_cohort(found, memory.cohort) if memory.cohort and suggestions.goes_on(spot, memory) else found


def _returned(spot: Spot, lexicon: Lexicon, memory: Memory, words: str) -> Reading | None:
    """How many of the answers were evaluated by those who had asked."""
    if not _of_suggestions(spot, lexicon, memory, words):
        return None
    return Reading(RETURNED, "评价回执率", 30, suggestion=True)


def _on_time(spot: Spot, lexicon: Lexicon, memory: Memory, words: str) -> Reading | None:
    if not _of_suggestions(spot, lexicon, memory, words):
        return None
    return Reading(_of_those(ON_TIME, spot, memory), "按期答复率", 31, suggestion=True)


def _outputs_rate(part: str, whole: str, source: tuple[str, ...], name: str) -> Reading:
    return Reading(
        Compound("rate", (count("sum", kind=part, source=source), count("sum", kind=whole, source=source))),
        name,
        26,
        source,
        output=part,
    )


def _solved(spot: Spot, lexicon: Lexicon, memory: Memory, words: str) -> Reading | None:
    if _of_suggestions(spot, lexicon, memory, words):
        return Reading(_of_those(SOLVED, spot, memory), "解决率", 30, suggestion=True)
    return _outputs_rate("problem_solved", "problem_found", context(spot, lexicon, memory, spot.before), "解决率")


def _kept(spot: Spot, lexicon: Lexicon, memory: Memory, words: str) -> Reading | None:
    return Reading(KEPT, "承诺兑现率", 30, suggestion=True)


def _filed(spot: Spot, lexicon: Lexicon, memory: Memory, words: str) -> Reading | None:
    if not _of_suggestions(spot, lexicon, memory, words):
        return None
    filed, received = (suggestions.expression_of(BY_ID[id]) for id in ("filed", "received"))
    return Reading(_of_those(Compound("rate", (filed, received)), spot, memory), "立案率", 30, suggestion=True)


def _of_groups(spot: Spot, lexicon: Lexicon, memory: Memory, words: str) -> Reading | None:
    """集体提案占比: those put forward by groups among all."""
    told = _of("times", "submitted", outcome="group")
    return Reading(
        _of_those(Compound("rate", (told, _of("times", "submitted"))), spot, memory),
        "集体提案占比",
        30,
        suggestion=True,
    )


def _voted(spot: Spot, lexicon: Lexicon, memory: Memory, words: str) -> Reading | None:
    parts = (count("times", kind="voters_voted"), count("times", kind="voters_registered"))
    return Reading(Compound("rate", parts), "投票率", 30, ("voters_voted",))


def _reported(spot: Spot, lexicon: Lexicon, memory: Memory, words: str) -> Reading | None:
    if "审查率" in words and "document_own" not in memory.kind:
        examined = (count("times", kind="document_review"), count("times", kind="document_received"))
        return Reading(Compound("rate", examined), "审查率", 26, ("document_received",))
    if memory.kind == ("document_own",) or re.search(r"向.{0,8}(?:报|备)|上级|报送", spot.before):
        return _outcome_rate(("document_own",), ("on_time",), "报备率")
    parts = (count("times", kind="document_received", tag="on_time"), count("times", kind="document_received"))
    return Reading(Compound("rate", parts), "报备率", 26, ("document_received",))


def _audited(spot: Spot, lexicon: Lexicon, memory: Memory, words: str) -> Reading | None:
    return _outcome_rate(("audit_followed",), ("solved",), "审计整改率") if "审计" in spot.sentence else None


def _adopted(spot: Spot, lexicon: Lexicon, memory: Memory, words: str) -> Reading | None:
    return _outputs_rate("opinion_adopted", "opinion", context(spot, lexicon, memory, spot.before), "采纳率")


def _took_part(spot: Spot, lexicon: Lexicon, memory: Memory, words: str) -> Reading | None:
    seats = "member" if lexicon.profile == "cppcc" else "deputy"
    kinds = context(spot, lexicon, memory, spot.before)
    parts = (count("people", kind=kinds, role=seats), Count("seats"))
    return Reading(Compound("coverage", parts), "参与率", 22, kinds, role=seats)


RATES: tuple[tuple[str, Callable[[Spot, Lexicon, Memory, str], Reading | None]], ...] = (
    (r"投票率|参选率", _voted),
    (r"集体提案[^，]{0,6}(?:比重|占比|比例|占)", _of_groups),
    (r"报备率|备案率|审查率", _reported),
    (r"立案率", _filed),
    (r"兑现率|承诺.{0,6}率", _kept),
    (r"满意", _satisfied),
    (r"回执率|评价率|测评率", _returned),
    (r"按时|按期", _on_time),
    (r"整改率|整改完成率", _audited),
    (r"解决率|办成率|办成|落实率|解决和采纳|整改率|化解率|整改", _solved),
    (r"解决.{0,14}占", _solved),
    (r"采纳率|采纳.{0,6}占", _adopted),
    (r"(?:参与|参加|参会|履职)[^，]{0,14}(?:委员|代表)(?:的)?(?:达|占|#)", _took_part),
    (
        r"办结率|办复率|答复率|回执率|回复率|办理率|反馈率|交办率|走访率|沟通率|见面率|回应率|(?:办结|答复)(?![^，#]*率)",
        _handled,
    ),
    (r"参与率|参会率|出席率|参加率|参训率|覆盖率|覆盖面|覆盖|出勤率|履职率|到会率", _took_part),
)
"""What a share is called -> how it is counted."""


def _grown(spot: Spot, lexicon: Lexicon, memory: Memory, near: str) -> list[Reading]:
    """Growth of what the number before counts, or of what the clause names."""
    how = "change" if spot.token.unit == "个百分点" else "growth"
    name = GROWN.sub("", near)
    if name:
        found = things.read(replace(spot, near=name, token=replace(spot.token, number="1", unit="")), lexicon, memory)
        if found and found[0].score >= counts.ENOUGH:
            return [_compared(how, found[0])]
    return [_compared(how, memory.last)] if memory.last else []


def _compared(how: str, reading: Reading) -> Reading:
    inner: Expression = reading.expression
    return replace(reading, expression=Compound(how, (inner,)), name=f"{reading.name}同比", score=22)


OF_ALL = re.compile(r"占[^，]{0,4}(?:提案|建议)总(?:数|量)")


def _share_of(last: Reading, of_all: bool = False) -> Reading:
    """The number before as a part of all of its sort: of all seats where it counts deputies or members."""
    if isinstance(last.expression, Count) and last.expression.what in ("people", "person_times", "seats"):
        return Reading(
            Compound("coverage", (last.expression, Count("seats"))), f"{last.name}占比", 20, last.kind, role=last.role
        )
    told = last.expression
    whole = (apart.whole_of(told, of_all) if isinstance(told, Count) else None) or (
        replace(last.expression, of=tuple(each for each in last.expression.of if each[0] in ("kind", "line")))
        if isinstance(last.expression, Count)
        else last.expression
    )
    return Reading(Compound("rate", (last.expression, whole)), f"{last.name}占比", 18, last.kind)
