"""What narrows a number: the theme, the programme, the series of which the sentence says that it was.

A topic is told by a name in quotation marks that belongs to the activity, by 就/围绕/关于/聚焦 one theme, or by the words right
before the noun. Where a sentence but gives examples (就甲、乙等议题开展协商多次), or tells a total, there is none. What is
found is the theme's own words, as an office would type them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from yishi.readings.figures.expression import Compound, Count, Expression
from yishi.readings.report.express import carried, parts, quoted
from yishi.readings.report.express.around import roles
from yishi.readings.report.express.clauses import Spot
from yishi.readings.report.express.lexicon import Lexicon
from yishi.readings.report.express.plain import bare
from yishi.readings.report.express.reading import Reading
from yishi.readings.report.express.scene import Scene
from yishi.readings.report.express.themes import FILLED, LONGEST, cleaned, of_law, of_whom, verb_before

_ABOUT = re.compile(
    r"(?:围绕|聚焦|针对(?!性)|关于|(?<![成造迁])就(?!业|是|近|医|学|餐|地|诊|读|职|座|此|绪))([^，。；#]{2,24})"
)
_THEME = re.compile(r"以([^，。；#]{2,40})为(?:主题|题|主线|重点)")
_OBJECT = re.compile(
    r"(?:汇报|报告|请示|听取|审议|研究|视察|调研|检查|督查)了?(?:关于)?([^，、；#]{3,24}?)(?:(?:执法检查)?整改)?(?:情况|的?报告|$)"
)
"""What is done so many times: 两次专题汇报某项工作筹备情况."""
_OF = re.compile(r"(?:助力|助推|关于|涉及|事关|有关|服务|围绕|聚焦)([^，。；#等和及与的]{4,40})的$")
"""What the noun behind is about; several where nothing says that they are but examples."""
_DEED = re.compile(r"(?:开展|组织|召开|举办|进行|提出|举行|形成|深入|开|向|先后|专题[^，]{0,4}(?:协商|调研|视察)|的)")
_WHOSE = re.compile(
    r"(?:[乡镇区县市省]{1,2}(?:人大)?(?:代表|委员)|常委会(?:委员|组成人员|副?主任))$|一府(?:一委)?两院$"
)
_OPEN = re.compile(r"(?:工作)?(?:中|过程中)?(?:存在|面临|遇到|反映|突出)的.*$")
"""The rest of a theme that only says that it has its problems."""
_LISTED = re.compile(r"等|、|和|(?<![涉普])及(?!时)|(?<!参)与")
_VAGUE = re.compile(r"大局|中心工作|重点|目标|年度|部署|战略|选题|中心任务|短板|热点|难点|实效|质效|主责|要求")
_ACTS = re.compile(
    r"传达|贯彻|决定|作为|列为|编写|选送|细化|协助|转发|深入|下沉|担任|出席|遴选|指导|来区|临危|备案|报备|强化|优化|创新|提升|加强|促进|发布|拟|获|向|对|将|把|由|被|从|于|使|让|所|其|该|符合|按|很|多|的|(?<!居)会$|人大|政协|党委|政府|代表|委员|领导|带头|常委会"
)
"""Words that are no theme's own: deeds, bodies, particles."""
_SYSTEM = re.compile(r"(?:人大|政协)(?=系统$)")
"""All organs of the sort, of which something is told apart from the organ's own."""
_WHO = re.compile(r"代表|委员|常委会|人大|政协|党委|政府|法院|检察院|把|将|其|使|让")
NARROWED = frozenset({"times", "stock", "sum", "people", "person_times", "streak", "days"})
MODIFIED = frozenset({"times", "stock", "streak"})
"""What is counted of which the words before the noun are the theme: outputs have that of their activity."""


def topic(scene: Scene, index: int, reading: Reading) -> str:
    """The theme that narrows what is counted, or "" where nothing does; several beside each other with 、."""
    if isinstance(reading.expression, Compound):
        return ""
    if reading.suggestion:
        return "".join(reading.expression.facets.get("topic", ()))
    if reading.expression.what not in NARROWED:
        return ""
    if reading.expression.facets.get("topic"):
        held = reading.expression.facets["topic"][0]
        return held if _WHOSE.match(held) else cleaned(held)
    spot, lexicon = scene.spot(index), scene.lexicon
    own = _words(reading, lexicon)
    if name := _first(quoted.told(scene, index, reading, own, own_only=True), own):
        return name
    if part := next(parts.told(scene, index, reading), ""):
        return part
    told = (
        *quoted.told(scene, index, reading, own, own_only=False),
        *_objects(spot),
        *_named(spot, own),
        *_modifiers(spot, reading, lexicon),
        *_of_source(spot, reading, lexicon),
        *carried.called(scene, index, reading),
        *carried.occasion(scene, spot, reading),
        *_before(scene, index, reading, own),
    )
    return _first(told, own)


def _first(told: Iterable[str], own: frozenset[str]) -> str:
    return next(filter(None, (cleaned(found, own) for found in told)), "")


def _before(scene: Scene, index: int, reading: Reading, own: frozenset[str]) -> Iterator[str]:
    """The theme of the happening that earlier clauses tell, of which this came."""
    if not isinstance(reading.expression, Count):
        return
    if "supervision_group" in reading.kind:
        yield carried.head(scene, scene.spot(index))
    if reading.expression.what not in carried.CAME_OF:
        return
    for clause in carried.clauses(scene, index, reading):
        yield from _themes(clause, own)
        yield from carried.objects(clause)
    yield carried.head(scene, scene.spot(index))


def _words(reading: Reading, lexicon: Lexicon) -> frozenset[str]:
    """How its kinds and its output are called."""
    facets = reading.expression.facets if isinstance(reading.expression, Count) else {}
    made: set[str] = set()
    for code in (*facets.get("kind", ()), *facets.get("source", ())):
        row = lexicon.catalogue.kind_by_code.get(code) or lexicon.catalogue.output_by_code.get(code)
        if row is not None:
            names = {row.name, getattr(row, "cppcc", ""), *row.aliases} - set(getattr(row, "parts", ()))
            made |= {bare(word) for word in names if word}
    return frozenset(made)


def _objects(spot: Spot) -> Iterator[str]:
    """先后两次听取某项工作情况的汇报: what that was about."""
    if spot.adverbial and (found := _OBJECT.search(spot.after)):
        yield re.split(r"[一二两三四]法|[一二两三四]条例", re.sub(r"^.*关于", "", found.group(1)))[0]


def _named(spot: Spot, own: frozenset[str]) -> Iterator[str]:
    """One theme after 就, 围绕, 以…为主题; not one of several, nor an example."""
    before = "".join(spot.earlier[-1:])
    near = not re.search(r"\d", before) and not carried.TOTAL.search(spot.before)
    clauses = (spot.before, *([before] if near else ()), spot.after)
    for clause in clauses:
        yield from _themes(clause, own)


def _themes(clause: str, own: frozenset[str]) -> Iterator[str]:
    for found in _THEME.finditer(clause):
        if "、" in found.group(1) and not re.search(r"等|[和及与]", found.group(1)):
            yield found.group(1)
    for found in (*_THEME.finditer(clause), *_ABOUT.finditer(clause)):
        theme = FILLED.sub("", of_whom(_OPEN.sub("", found.group(1))))
        if cut := _DEED.search(theme):
            theme = theme[: cut.start()]
        theme = next((theme.removesuffix(name) for name in own if theme.endswith(name)), theme)
        if not _LISTED.search(_OPEN.sub("", found.group(1))) and not _VAGUE.search(theme) and not _WHO.search(theme):
            yield theme


def _modifiers(spot: Spot, reading: Reading, lexicon: Lexicon) -> Iterator[str]:
    """The words between the verb and the noun."""
    facets = reading.expression.facets if isinstance(reading.expression, Count) else {}
    codes = facets.get("kind", ())
    if len(codes) != 1 or not isinstance(reading.expression, Count) or reading.expression.what not in MODIFIED:
        return
    for words in (spot.bare_near, spot.after):
        hits = [hit for hit in lexicon.find(words) if hit.code in codes]
        if not hits:
            continue
        best = max(hits, key=lambda hit: (hit.end, len(hit.word)))
        before = words[: best.start]
        if twice := [hit for hit in hits if before[hit.end :] in ("和", "、", "及", "与") and hit.end < best.start]:
            before = before[: min(twice, key=lambda hit: hit.start).start]
        if of := _OF.search(before):
            yield of.group(1)
        told = _behind_verb(before, lexicon, spot.listed) if words is spot.bare_near else before
        told = (
            ""
            if _ACTS.search(_SYSTEM.sub("", told)) or any(verb in told for verb in lexicon.verbs if len(verb) > 1)
            else told
        )
        named = any(told == hit.word for hit in roles(told, lexicon))
        if told and not named and not _LISTED.search(told) and not re.search(r"[，的]", before[-len(told) - 12 :]):
            yield told
        return


def _of_source(spot: Spot, reading: Reading, lexicon: Lexicon) -> Iterator[str]:
    """开展某法执法检查，听取部门汇报几个: the theme of the happening of which the sentence told without a number."""
    source = reading.expression.facets.get("source", ()) if isinstance(reading.expression, Count) else ()
    clauses = spot.earlier[-2:]
    if len(source) != 1 or re.search(r"\d", "".join(clauses)) or carried.TOTAL.search(spot.before):
        return
    for clause in reversed(clauses):
        if hits := [hit for hit in lexicon.find(clause) if hit.code in source]:
            best = max(hits, key=lambda hit: (hit.end, len(hit.word)))
            told = _behind_verb(clause[: best.start], lexicon, listed=True)
            if told and not _LISTED.search(told) and not _ACTS.search(told):
                yield of_law(told)
            return


def _behind_verb(words: str, lexicon: Lexicon, listed: bool) -> str:
    """What stands behind the last verb; nothing where no verb does, or where another one is within."""
    said = verb_before(words, lexicon)
    if said:
        told = words[words.rfind(said) + len(said) :]
    else:
        told = words if len(words) <= (LONGEST if listed else 8) and not _ACTS.search(_SYSTEM.sub("", words)) else ""
    return FILLED.sub("", told)


def of_the_whole(expression: Expression) -> Expression:
    """What came of an activity that held many things came of all of them: 活动期间…，座谈几场，提出意见几条."""
    if not isinstance(expression, Count) or expression.what != "sum":
        return expression
    return replace(expression, of=tuple(each for each in expression.of if each[0] != "source"))


def with_topic(expression: Expression, found: str) -> Expression:
    """The same of those on this theme."""
    if isinstance(expression, Compound):
        return expression
    kept = [each for each in expression.of if each[0] != "topic"]
    return replace(expression, of=tuple(sorted([*kept, ("topic", tuple(found.split("、")))] if found else kept)))


__all__ = ["cleaned", "topic", "with_topic"]
