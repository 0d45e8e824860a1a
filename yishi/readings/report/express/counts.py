"""Counts of a kind, of what came of it, and of what is in being, as expressions."""

from __future__ import annotations

import re

from yishi.readings.report.express import phrases
from yishi.readings.report.express.around import (
    ANY,
    STATIONED,
    context,
    happenings,
    levels,
    listed_kinds,
    named_within,
    result,
    topic,
)
from yishi.readings.report.express.clauses import Spot
from yishi.readings.report.express.hits import Weighed, sort_of
from yishi.readings.report.express.lexicon import Hit, Lexicon
from yishi.readings.report.express.reading import Memory, Reading, count
from yishi.readings.report.express.words import WITHOUT_OUTCOME
from yishi.rooms.activities.catalogue.kinds import Kind, Output

ENOUGH = 17.0
"""From here on a word is taken for what the number counts."""

BODIES = {"户": "households", "家": "enterprises"}
"""Counting words of what an activity reached: 走访企业20家 counts enterprises, not visits."""

SET_UP = re.compile(r"(?:设立|建立|成立|建成|组建|挂牌)([^，。]{2,16})")

HELD_THERE = re.compile(r"(?:进行|开展|组织|接受)了?([^，。]{2,14})")

GROUPED = re.compile(r"编入|编组|划分(?:为|到|至)|分到")
"""代表分别编入几个街道: of the groups."""
MEMBERS = re.compile(r"#(?:工委)?(?:组成人员|班子成员|成员|委员)|(?:^|命|免)(?:工委)?(?:组成人员|班子成员|成员|委员)#")
"""Persons of a body that is named elsewhere."""
NEW = re.compile(r"新建|新增|新设|增设|新成立|新打造|新建成|新挂牌|新创建|新聘|新组建")


def spoken(spot: Spot, lexicon: Lexicon, memory: Memory) -> list[Weighed]:
    """Kinds of which a turn of speech speaks."""
    found = phrases.read(spot, lexicon, memory.level)
    outputs = lexicon.catalogue.output_by_code
    return [
        Weighed(Hit(0, 0, "output" if code in outputs else "kind", code, "#"), "clause", score) for code, score in found
    ]


def of_kind(kind: Kind, each: Weighed, spot: Spot, lexicon: Lexicon, verb: str) -> Reading:
    """How many of a kind; of a stock how many are in being, or were begun where the sentence says so."""
    codes: tuple[str, ...] = (kind.code,)
    if each.where == "near" and kind.form == "event" and sort_of(kind.measure) == "count" and "、" not in each.hit.word:
        codes = listed_kinds(spot.bare_near, lexicon) or codes
    what = "stock" if kind.form == "stock" and not NEW.search(verb + spot.own) else "times"
    called = kind.name_in(lexicon.profile)
    tells = any(
        name in each.hit.word and name not in called and not each.hit.word.endswith(name)
        for _code, name in kind.results
    )
    words = spot.own.replace(kind.name if kind.form == "stock" or tells else each.hit.word, "#")
    words = words if verb in words or not spot.listed else f"{verb}{words}"
    outcome = result(kind, words, lexicon.catalogue) if len(codes) == 1 else ()
    outcome = outcome or _of_body(kind, spot, lexicon)
    about = topic(_words_before(each, spot), lexicon)
    facets = [("主题", about)] if about else []
    if outcome:
        facets.append(("结果", "、".join(dict(kind.results)[code] for code in outcome)))
    expression = count(
        what,
        kind=codes,
        outcome=outcome,
        topic=about if kind.code in ANY and len(about) > 2 and codes == (kind.code,) else "",
    )
    names = "、".join(lexicon.catalogue.kind(code).name_in(lexicon.profile) for code in codes)
    return Reading(expression, f"{names}（{measured(spot, kind)}数）", each.score, codes, tuple(facets), verb=verb)


def _of_body(kind: Kind, spot: Spot, lexicon: Lexicon) -> tuple[str, ...]:
    """健全街道工委机构，任命9名组成人员: of the body of which the clauses before tell, where the persons are but called so."""
    if kind.line != "appointments" or not (kind.results and MEMBERS.search(spot.own)):
        return ()
    told = (result(kind, clause, lexicon.catalogue) for clause in reversed(spot.earlier))
    return next(filter(None, told), ())


def of_output(
    output: Output, each: Weighed, spot: Spot, lexicon: Lexicon, memory: Memory, verb: str, source: tuple[str, ...] = ()
) -> Reading:
    """How much came of an activity, or of all of them where the sentence names none."""
    if output.of == "bodies" and (found := _set_up(each, spot, lexicon, verb)):
        return found
    before = _words_before(each, spot) if each.where == "near" and output.of != "bodies" else spot.bare_near
    told = (code,) if (code := named_within(spot.bare_near, lexicon)) else _of_what_follows(output, each, spot, lexicon)
    if output.of == "bodies" and GROUPED.search(spot.bare_near):
        source = ("deputy_group",)
    if (
        output.code == "enterprises"
        and not named_within(spot.bare_near, lexicon)
        and re.search(r"走访|入企|服务企业", spot.own)
    ):
        source = ("enterprise_service",)
    told = () if source == ("enterprise_service",) else told
    source = told or source or source_of(spot, lexicon, memory, before, output.code)
    source = tuple(dict.fromkeys(STATIONED.get(code, code) for code in source if code != "deputy_group")) or source
    outcome = levels(spot.own, lexicon.catalogue) if output.levels else ()
    expression = count("sum", kind=output.code, source=source, outcome=outcome)
    facets = (
        [("来自", "、".join(lexicon.catalogue.kind(code).name_in(lexicon.profile) for code in source))]
        if source
        else []
    )
    if outcome:
        facets.append(("层级", "、".join(level.name for level in lexicon.catalogue.levels if level.code in outcome)))
    name = f"{output.name}（{measured(spot, output)}数）"
    return Reading(expression, name, each.score, source, tuple(facets), output=output.code, verb=verb)


def _of_what_follows(output: Output, each: Weighed, spot: Spot, lexicon: Lexicon) -> tuple[str, ...]:
    """对4个部门开展评议, 到两个城市学习考察: what was done there stands behind."""
    if output.of != "bodies" or each.where != "after":
        return ()
    rest = spot.after[each.hit.end :]
    behind = [
        hit.code
        for hit in happenings(rest, lexicon)
        if hit.code not in WITHOUT_OUTCOME and lexicon.catalogue.kind(hit.code).form == "event"
    ]
    if not behind and (said := HELD_THERE.search(rest)):
        found = [hit for hit in lexicon.find(said.group(1)) if hit.what == "kind" and hit.code not in WITHOUT_OUTCOME]
        behind = [max(found, key=lambda hit: (len(hit.word), hit.start)).code] if found else []
    if (
        not behind
        and spot.rest[:1] in ("、", "和", "及", "与")
        and (said := HELD_THERE.search(re.split(r"[，；]", spot.rest)[0]))
    ):
        behind = [hit.code for hit in happenings(f"开展{said.group(1)}", lexicon) if hit.code not in WITHOUT_OUTCOME]
    return tuple(behind[:1])


def _set_up(each: Weighed, spot: Spot, lexicon: Lexicon, verb: str) -> Reading | None:
    """在某些街道设立工委: what was set up there is counted."""
    said = (
        SET_UP.search(f"{spot.after}{spot.rest[:30]}")
        if each.where == "after" and re.search(r"在|于", spot.before)
        else None
    )
    stocks = (
        [
            hit
            for hit in lexicon.find(said.group(1))
            if hit.what == "kind" and lexicon.catalogue.kind(hit.code).form == "stock"
        ]
        if said
        else []
    )
    if not stocks:
        return None
    best = max(stocks, key=lambda hit: len(hit.word))
    kind = lexicon.catalogue.kind(best.code)
    return Reading(
        count("stock", kind=best.code),
        f"{kind.name_in(lexicon.profile)}（个数）",
        each.score + 4,
        (best.code,),
        verb=verb,
    )


def source_of(spot: Spot, lexicon: Lexicon, memory: Memory, before: str, output: str = "") -> tuple[str, ...]:
    """The activity that something came of."""
    if within := named_within(before, lexicon):
        return (within,)
    return tuple(
        code
        for code in context(spot, lexicon, memory, before)
        if code not in WITHOUT_OUTCOME or output in lexicon.catalogue.kind(code).outputs
    )


def _words_before(each: Weighed, spot: Spot) -> str:
    if each.where == "near":
        return spot.bare_near[: each.hit.start]
    return spot.after[: each.hit.start] if each.where == "after" else ""


def measured(spot: Spot, row: Kind | Output) -> str:
    """The counting word of the sentence, or the usual one."""
    return spot.token.unit or row.measure
