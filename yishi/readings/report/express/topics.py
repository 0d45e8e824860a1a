"""What narrows a number: the theme, the programme, the series of which the sentence says that it was.

A topic is told by a name in quotation marks that belongs to the activity, by 就/围绕/关于/聚焦 one theme, or by the words right
before the noun. Where a sentence but gives examples (就甲、乙等议题开展协商多次), or tells a total, there is none. What is
found is the theme's own words, as an office would type them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from yishi.readings.figures.expression import Compound, Count, Expression
from yishi.readings.report.express.around import verb_in
from yishi.readings.report.express.clauses import Sentence, Spot
from yishi.readings.report.express.lexicon import Lexicon
from yishi.readings.report.express.plain import bare
from yishi.readings.report.express.reading import Reading
from yishi.readings.report.express.words import EMPTY

LONGEST, SHORTEST = 16, 2
QUOTES = re.compile(r"[“「]([^“”「」，。；、,;]{2,20})[”」]")
_BESIDE = re.compile(r"[“”「」、和及等]")
"""What stands beside a name that is one of several."""
_CALLED = re.compile(
    r"[^，。；#、]{0,6}?(?:活动|行动|模式|计划|品牌|工程|主题|专题|教育|大赛|比赛|协商|监督|视察|调研|征文|宣讲|问政|论坛|沙龙|工作法|系列|大讨论|实践)"
)
"""What a name in quotation marks is the name of."""
_LEADS = re.compile(r"(?:围绕|聚焦|针对|关于|就)$")
_BESIDES = re.compile(r"(?:结合|按照|对照|根据|落实|响应|依托)$")
"""Before the name of something else, to which the activity is only related."""
_CALLS_ITSELF = re.compile(r"(?:月|周|日|计划|行动|工程|活动|大赛|论坛)$")
_ABOUT = re.compile(
    r"(?:围绕|聚焦|针对(?!性)|关于|(?<![成造迁])就(?!业|是|近|医|学|餐|地|诊|读|职|座|此|绪))([^，。；#]{2,24})"
)
_THEME = re.compile(r"以([^，。；#]{2,20})为(?:主题|题|主线|重点)")
_OBJECT = re.compile(
    r"(?:汇报|报告|请示|听取|审议|研究|视察|调研|检查|督查)了?(?:关于)?([^，、；#]{3,24}?)(?:(?:执法检查)?整改)?(?:情况|的?报告|$)"
)
"""What is done so many times: 两次专题汇报某项工作筹备情况."""
_DEED = re.compile(r"(?:开展|组织|召开|举办|进行|提出|举行|形成|深入|开|向|先后|专题[^，]{0,4}(?:协商|调研|视察)|的)")
_WHOSE = re.compile(
    r"(?:[乡镇区县市省]{1,2}(?:人大)?(?:代表|委员)|常委会(?:委员|组成人员|副?主任))$|一府(?:一委)?两院$"
)
_OPEN = re.compile(r"(?:工作)?(?:中|过程中)?(?:存在|面临|遇到|反映|突出)的.*$")
"""The rest of a theme that only says that it has its problems."""
_LISTED = re.compile(r"等|、|和|(?<![涉普])及(?!时)|(?<!参)与")
_VAGUE = re.compile(r"大局|中心工作|重点|目标|年度|部署|战略|选题|中心任务|短板|热点|难点|实效|质效|主责|要求")
_FILLED = re.compile(
    r"^(?:另外|另有|另|还有|还|再次|再|又|共有|已|奋力|全力|大力|全年|年内|共|先后|累计|各类|各种|各级|各|全区|全市|全县|全省|本区|本市|区级|市级|县级|省级|有关|相关|等|的|以|一年来|五年来|其中|每年|和|及|与|、|一批|一系列|多种|多次|分别|深入|积极|扎实|认真|持续|精心|主要|重要|重点|优秀|高质量|专题|专项|集中|联合|主题|定期|常态化|全面|系统|广泛|充分|首次|开展|推进|推动|加强|落实|做好)+"
)
_TRAILS = re.compile(
    r"(?:等|的|各类|多种形式|方面|工作|专题|专项|主题|系列|相关|有关|专门|集中|重点|议题|题|问题|情况|事项|内容|课题|领域|推进|落实|进行|开展|组织|召开|举办|深入|先后|分别|共)+$"
)
_BROKEN = re.compile(
    r"[，。；：！？、（）#\d%+]|等|^[了的地得着和与及或]|[了的地得着和与及或性]$|一府|两院|^构建|^打造|^建立|担任$|^在|以上|级$|不|们|我[区市县省镇]"
)
_ACTS = re.compile(
    r"传达|贯彻|编写|选送|细化|协助|转发|深入|下沉|担任|出席|遴选|指导|来区|临危|备案|报备|强化|优化|创新|提升|加强|促进|发布|拟|获|向|对|将|把|由|被|从|于|使|让|所|其|该|符合|按|很|多|的|(?<!居)会$|人大|政协|党委|政府|代表|委员"
)
"""Words that are no theme's own: deeds, bodies, particles."""
MEANWHILE = re.compile(r"活动(?:期间|中|开展以来)|期间")
"""With what a sentence goes on about the activity of the one before."""
_WHO = re.compile(r"代表|委员|常委会|人大|政协|党委|政府|法院|检察院|把|将|其|使|让")
_TOTAL = re.compile(r"各类|各项|各种|全年|累计|总计|合计|一年来|五年来")
CATCH_ALL = frozenset(
    {"deputy_activity", "meeting", "supervision_activity", "joins_activity", "forum", "case_sent", "work_measure"}
)
"""Kinds that say little by themselves: a programme named earlier in the sentence narrows them."""
NARROWED = frozenset({"times", "stock", "sum", "people", "person_times", "streak", "days"})
MODIFIED = frozenset({"times", "stock", "streak"})
"""What is counted of which the words before the noun are the theme: outputs have that of their activity."""


def topic(said: Sentence, spot: Spot, reading: Reading, lexicon: Lexicon, raw: str, before: str = "") -> str:
    """The theme that narrows what is counted, or "" where nothing does. `raw` is the sentence as it is written, `before` the
    one before it."""
    if reading.suggestion or isinstance(reading.expression, Compound) or reading.expression.what not in NARROWED:
        return ""
    if reading.expression.facets.get("topic"):
        held = reading.expression.facets["topic"][0]
        return held if _WHOSE.match(held) else cleaned(held)
    own = _words(reading, lexicon)
    told = (
        *_quoted(said, spot, reading, raw, before),
        *_objects(spot),
        *_named(spot, own),
        *_modifiers(spot, reading, lexicon),
        *_of_source(spot, reading, lexicon),
    )
    for found in told:
        if clean := cleaned(found, own):
            return clean
    return ""


def cleaned(words: str, own: frozenset[str] = frozenset()) -> str:
    """The theme's own words; "" where they are none: fillers, half phrases, what the kind itself is called."""
    words = _TRAILS.sub("", _FILLED.sub("", words))
    if not SHORTEST <= len(words) <= LONGEST or _BROKEN.search(words) or EMPTY.fullmatch(words):
        return ""
    return "" if any(words in name for name in own) else words


def _words(reading: Reading, lexicon: Lexicon) -> frozenset[str]:
    """How its kinds and its output are called."""
    facets = reading.expression.facets if isinstance(reading.expression, Count) else {}
    made: set[str] = set()
    for code in (*facets.get("kind", ()), *facets.get("source", ())):
        row = lexicon.catalogue.kind_by_code.get(code) or lexicon.catalogue.output_by_code.get(code)
        if row is not None:
            made |= {bare(word) for word in (row.name, getattr(row, "cppcc", ""), *row.aliases) if word}
    return frozenset(made)


def _quoted(said: Sentence, spot: Spot, reading: Reading, raw: str, before: str) -> Iterator[str]:
    """Names in quotation marks of which the words behind say that they are of an activity, the nearest first: of its own
    clause; of an earlier one too where what is counted says little by itself."""
    if MEANWHILE.match(said.plain.text):
        yield from (bare(name) for name in reversed(QUOTES.findall(_paired(before))) if _CALLS_ITSELF.search(name))
    end = spot.token.end + len(spot.after)
    own, first = spot.token.start - len(spot.before), _from(spot, reading)
    raw = _paired(raw)
    found = [(said.plain.at(mark.start(1) + said.start), mark) for mark in QUOTES.finditer(raw)]
    for place, mark in reversed(found):
        name = bare(mark.group(1))
        behind = said.plain.text[place + len(name) : end]
        one = not _BESIDE.match(raw[mark.end() : mark.end() + 1]) and not _BESIDE.match(
            raw[mark.start() - 1 : mark.start()]
        )
        about = _LEADS.search(said.plain.text[:place])
        if _BESIDES.search(said.plain.text[:place]) or (name.endswith("年") and place < own):
            continue
        if first <= place < end and one and (about or _CALLED.match(behind) or _CALLS_ITSELF.search(name)):
            yield name


def _from(spot: Spot, reading: Reading) -> int:
    """From where on a name may narrow: its own clause; the one before too, where no number and no total stands between;
    the whole sentence where what is counted says little by itself."""
    if _says_little(reading):
        return 0
    before = "".join(spot.earlier[-1:])
    if (reading.output or _of_people(reading)) and not re.search(r"\d", "".join(spot.earlier[-3:]) + spot.before):
        return max(0, spot.token.start - len(spot.before) - sum(len(each) + 1 for each in spot.earlier[-3:]))
    near = before and not re.search(r"\d", before + spot.before) and not _TOTAL.search(spot.before)
    return spot.token.start - len(spot.before) - (len(before) + 1 if near else 0)


def _of_people(reading: Reading) -> bool:
    return isinstance(reading.expression, Count) and reading.expression.what in ("people", "person_times")


def _paired(text: str) -> str:
    """Straight quotation marks as opening and closing ones in turn."""
    parts = text.split('"')
    return "".join(part + ("“”"[index % 2] if index < len(parts) - 1 else "") for index, part in enumerate(parts))


def _says_little(reading: Reading) -> bool:
    facets = reading.expression.facets if isinstance(reading.expression, Count) else {}
    told = set(facets.get("source", ())) or ({*facets.get("kind", ())} if not reading.output else set())
    return not told - CATCH_ALL


def _objects(spot: Spot) -> Iterator[str]:
    """先后两次听取某项工作情况的汇报: what that was about."""
    if spot.adverbial and (found := _OBJECT.search(spot.after)):
        yield re.split(r"[一二两三四]法|[一二两三四]条例", re.sub(r"^.*关于", "", found.group(1)))[0]


def _named(spot: Spot, own: frozenset[str]) -> Iterator[str]:
    """One theme after 就, 围绕, 以…为主题; not one of several, nor an example."""
    before = spot.earlier[-1:]
    clauses = (spot.before, *(before if not re.search(r"\d", "".join(before)) else ()), spot.after)
    for clause in clauses:
        for found in (*_THEME.finditer(clause), *_ABOUT.finditer(clause)):
            theme = _FILLED.sub("", _OPEN.sub("", found.group(1)))
            if cut := _DEED.search(theme):
                theme = theme[: cut.start()]
            theme = next((theme.removesuffix(name) for name in own if theme.endswith(name)), theme)
            if (
                not _LISTED.search(_OPEN.sub("", found.group(1)))
                and not _VAGUE.search(theme)
                and not _WHO.search(theme)
            ):
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
        told = _behind_verb(before, lexicon, spot.listed) if words is spot.bare_near else before
        told = "" if _ACTS.search(told) or any(verb in told for verb in lexicon.verbs if len(verb) > 1) else told
        if told and not _LISTED.search(told) and not re.search(r"[，的]", before[-len(told) - 12 :]):
            yield told
        return


def _of_source(spot: Spot, reading: Reading, lexicon: Lexicon) -> Iterator[str]:
    """开展某法执法检查，听取部门汇报几个: the theme of the happening of which the sentence told without a number."""
    source = reading.expression.facets.get("source", ()) if isinstance(reading.expression, Count) else ()
    clauses = spot.earlier[-2:]
    if len(source) != 1 or re.search(r"\d", "".join(clauses)):
        return
    for clause in reversed(clauses):
        if hits := [hit for hit in lexicon.find(clause) if hit.code in source]:
            best = max(hits, key=lambda hit: (hit.end, len(hit.word)))
            told = _behind_verb(clause[: best.start], lexicon, listed=True)
            if told and not _LISTED.search(told) and not _ACTS.search(told):
                yield told
            return


def _behind_verb(words: str, lexicon: Lexicon, listed: bool) -> str:
    """What stands behind the last verb; nothing where no verb does, or where another one is within."""
    said = verb_in(words, lexicon)
    if said:
        told = words[words.rfind(said) + len(said) :]
    else:
        told = words if len(words) <= (LONGEST if listed else 8) and not _ACTS.search(words) else ""
    return _FILLED.sub("", told)


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
    return replace(expression, of=tuple(sorted([*kept, ("topic", (found,))] if found else kept)))


__all__ = ["cleaned", "topic", "with_topic"]
