"""Numbers that name nothing of their own: parts of those before, and deeds whose noun the catalogue does not know."""

from __future__ import annotations

import re
from dataclasses import replace

from yishi.readings.figures.expression import Count
from yishi.readings.report.express import apart, suggestions
from yishi.readings.report.express.around import (
    result,
    verb_in,
)
from yishi.readings.report.express.clauses import FILLER, Spot
from yishi.readings.report.express.counts import ENOUGH, NEW, measured, of_kind, of_output, source_of
from yishi.readings.report.express.hits import Weighed, fit, sort_of
from yishi.readings.report.express.lexicon import FAMILIES, Hit, Lexicon
from yishi.readings.report.express.reading import Memory, Reading, count, with_facet
from yishi.rooms.activities.catalogue.kinds import Kind, Output

ADOPTED = re.compile(r"(?:其中)?(?:有)?(?:被|获|得到|转送|转交)")

PUT_RIGHT = re.compile(r"、(?:已|均已|督促)?(?:完成)?整改")
"""交办几件、整改几件: what is put right was a problem."""

RESULTS = (
    (r"解决|化解", ("solved", "done")),
    (r"办结|办理|完成", ("done", "solved", "answered", "handed")),
    (r"答复|回应|反馈|回复", ("answered", "done")),
    (r"交办|转办|转交|移交|转送", ("handed", "forwarded")),
)
"""A verb that stands alone -> the results of a kind that it may tell, the likeliest first."""


def part_of(spot: Spot, lexicon: Lexicon, memory: Memory, last: Reading) -> Reading | None:
    """其中3条得到批示, 5条转送部门: those before, with what became of them."""
    if last.suggestion:
        return None
    words = f"{spot.bare_near}#{spot.after}"
    for code in reversed(memory.kinds) if spot.token.unit != "次" else ():
        kind = lexicon.catalogue.kind(code)
        if outcome := result(kind, words, lexicon.catalogue):
            named = "、".join(dict(kind.results)[each] for each in outcome)
            same = (
                with_facet(last.expression, "outcome", *outcome)
                if last.kind == (code,) and not last.output
                else count("times", kind=code, outcome=outcome)
            )
            return Reading(
                same, f"{kind.name_in(lexicon.profile)}：{named}", 40, (code,), (("结果", named),), verb=last.verb
            )
    if last.output and (family := _family(last.output)):
        rows = [lexicon.catalogue.output_by_code[code] for code in family if code not in FAMILIES]
        best = max(rows, key=lambda row: max((len(verb) for verb in row.verbs if verb in spot.after), default=0))
        if any(verb in spot.after for verb in best.verbs):
            same = with_facet(last.expression, "kind", best.code)
            return Reading(same, best.name, 40, last.kind, output=best.code, verb=last.verb)
    return None


def _by_result(spot: Spot, lexicon: Lexicon, last: Reading, said: str) -> Reading | None:
    """收集民意1560条, 办理1480条: those of which this became."""
    if len(last.kind) != 1 or last.output or not said or FILLER.sub("", spot.bare_near.rpartition(said)[2]):
        return None
    results = dict(lexicon.catalogue.kind(last.kind[0]).results)
    for pattern, codes in RESULTS:
        found = next((code for code in codes if code in results), "") if re.search(pattern, spot.near) else ""
        if found:
            same = with_facet(last.expression, "outcome", found)
            return Reading(
                same,
                f"{last.name}：{results[found]}",
                ENOUGH + 2,
                last.kind,
                (("结果", results[found]),),
                verb=last.verb,
            )
    return None


def _sibling(spot: Spot, lexicon: Lexicon, last: Reading, said: str) -> Reading | None:
    """收到文件31件, 纠正3件: a kind of the same line of which only this verb tells."""
    if len(last.kind) != 1 or last.output or not said or FILLER.sub("", spot.bare_near.rpartition(said)[2]):
        return None
    mine = lexicon.catalogue.kind(last.kind[0])
    for kind in lexicon.catalogue.of_profile(lexicon.profile):
        if (
            kind.line == mine.line
            and kind.name.startswith(said)
            and said not in mine.verbs
            and fit(kind, spot.token.unit) > 0
        ):
            return Reading(
                count("times", kind=kind.code),
                f"{kind.name}（{spot.token.unit}数）",
                ENOUGH + 2,
                (kind.code,),
                verb=said,
            )
    return None


def _named_result(kind: Kind, words: str) -> str:
    for code, name in kind.results:
        if len(words) > 1 and (name in words or words in name):
            return code
    return ""


def _family(code: str) -> tuple[str, ...]:
    for family in FAMILIES.values():
        if code in family:
            return family
    return ()


def _by_verb(spot: Spot, lexicon: Lexicon, memory: Memory, family: tuple[str, ...], said: str) -> Reading:
    rows = [
        lexicon.catalogue.output_by_code[code]
        for code in dict.fromkeys((*family, *(code for each in FAMILIES.values() for code in each)))
    ]
    words = f"{said}{spot.near}"
    best = max(
        rows,
        key=lambda row: (
            max((len(verb) for verb in row.verbs if verb in words), default=0) + (0.5 if row.code in family else 0)
        ),
    )
    expression = count("sum", kind=best.code, source=source_of(spot, lexicon, memory, ""))
    return Reading(
        expression, f"{best.name}（{measured(spot, best)}数）", ENOUGH, memory.kind, output=best.code, verb=said
    )


def taken_over(spot: Spot, lexicon: Lexicon, memory: Memory) -> list[Reading]:
    """A number without a noun of its own counts what the one before counted, in the way its verb says."""
    last = apart.last_counted(memory)
    if last is None or _another_sort(last, spot, lexicon):
        return []
    said = verb_in(spot.near, lexicon) or spot.bare_near
    if last.suggestion and spot.bare_near.endswith("事项"):
        return []
    if last.suggestion:
        return [suggestions.taken_over(spot, lexicon, memory, last, ENOUGH, said)]
    if last.output and (family := _family(last.output)):
        family = FAMILIES["problem_found"] if PUT_RIGHT.match(spot.rest) else family
        return [_by_verb(spot, lexicon, memory, family, said)]
    about = re.sub(r"^其中", "", spot.bare_near)
    told = (
        _by_result(spot, lexicon, last, said)
        or _sibling(spot, lexicon, last, said)
        or _named(lexicon, memory, last, about, said)
    )
    if told:
        return [told]
    if told := _of_stock(last, spot, lexicon):
        return [told]
    same = with_facet(last.expression, "topic", about) if 2 <= len(about) <= 12 else last.expression
    return [Reading(same, last.name, ENOUGH - 3, last.kind, (("主题", about),) if about else (), verb=last.verb)]


LONG = 6
"""So many characters name something of their own."""
THINGS = frozenset({"件", "条", "篇", "份", "户"})
"""Counting words of what is never a person nor an occasion."""


def _another_sort(last: Reading, spot: Spot, lexicon: Lexicon) -> bool:
    """投入资金30万元完成12个站点改造: what the money was is not what is counted next."""
    if isinstance(last.expression, Count) and last.expression.what in ("people", "person_times"):
        return spot.token.unit in THINGS or (spot.token.unit in ("次", "场", "期") and len(spot.bare_near) >= LONG)
    row = lexicon.catalogue.output_by_code.get(last.output)
    return row is not None and row.of == "amount" and sort_of(spot.token.unit) != sort_of(row.measure)


ALL_TOLD = re.compile(r"总数|总量|现有|共有|累计达|合计达")


def _of_stock(last: Reading, spot: Spot, lexicon: Lexicon) -> Reading | None:
    """新增4个，总数达16个; 现有46家，其中新增2家: what was begun, and what is in being."""
    if len(last.kind) != 1 or last.output or not isinstance(last.expression, Count):
        return None
    if lexicon.catalogue.kind(last.kind[0]).form != "stock":
        return None
    what = "times" if NEW.search(spot.near) else "stock" if ALL_TOLD.search(spot.near) else ""
    return replace(last, expression=replace(last.expression, what=what), score=ENOUGH + 2) if what else None


def _named(lexicon: Lexicon, memory: Memory, last: Reading, about: str, said: str) -> Reading | None:
    """Those before of which the words name a result: 省政协采用45篇, 其中政府30人次."""
    lines = {lexicon.catalogue.kind(code).line for code in last.kind}
    beside = (code for code in reversed(memory.kinds) if lexicon.catalogue.kind(code).line in lines)
    for code in dict.fromkeys((*last.kind, *beside)):
        kind = lexicon.catalogue.kind(code)
        outcome = result(kind, about, lexicon.catalogue) if last.verb != said or "采用" in about else ()
        outcome = outcome or tuple(filter(None, [_named_result(kind, about)]))
        if outcome:
            of = last.expression if code in last.kind else count("times", kind=code)
            same = with_facet(of, "outcome", *outcome)
            return Reading(
                same,
                f"{last.name}：{about}",
                ENOUGH + 1,
                (code,) if code not in last.kind else last.kind,
                (("结果", about),),
                verb=last.verb,
            )
    return None


DEEDS = (
    (r"解决|化解|整改|办成|办结", "output", "problem_solved", "件 个 项 条 起 桩"),
    (r"发现|查找|梳理出|查出", "output", "problem_found", "个 项 条 处"),
    (r"提出|收集|征集|反映|建言", "output", "opinion", "条 件 项 个"),
    (r"刊发|刊登|发表|刊稿|发稿|刊载|报道|播发|见报", "kind", "media_article", "篇 条 次 篇次 件"),
    (r"刊发|编发|编报|编写|编印|编辑|出版|印发", "kind", "bulletin", "期"),
    (r"发放|赠送|派发", "output", "copies", "份 册 本 张"),
    (r"资助|救助|慰问|看望|走访|联系|入户|帮扶|结对|惠及|覆盖|服务", "output", "households", "户"),
    (
        r"(?:开展|组织|举办|举行)[^，]{0,6}(?:送[医药教法戏文科粮]|下乡|义[诊卖剪演]|助[学残困医老农])",
        "kind",
        "public_benefit",
        "次 场 场次 期",
    ),
    (r"开展|组织|举办|举行|服务", "kind", "deputy_activity", "次 场 场次 期"),
)
"""A deed whose noun the catalogue does not know -> what it is counted as, and by which counting words."""


def by_deed(spot: Spot, lexicon: Lexicon, memory: Memory) -> list[Reading]:
    """By its verb alone, where there is something that the verb was done to."""
    words = spot.bare_near
    for pattern, sort, code, units in DEEDS:
        if (
            (said := re.search(pattern, words))
            and spot.token.unit in units.split()
            and (sort == "kind" or len(words) - said.end() >= 2)
        ):
            hit = Weighed(Hit(0, 0, "kind" if sort == "kind" else "output", code, said.group(0)), "near", ENOUGH + 1)
            row = lexicon.row(hit.hit)
            if isinstance(row, Kind):
                return [
                    of_kind(
                        row,
                        replace(hit, hit=replace(hit.hit, start=len(words), end=len(words))),
                        spot,
                        lexicon,
                        said.group(0),
                    )
                ]
            if isinstance(row, Output):
                return [of_output(row, hit, spot, lexicon, memory, said.group(0))]
    return []
