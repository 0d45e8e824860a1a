"""Counts of a kind, of what came of it, and of what is in being, as expressions."""

from __future__ import annotations

import re

from yishi.readings.report.express import phrases
from yishi.readings.report.express.around import (
    ANY,
    STATIONED,
    TWOFOLD,
    context,
    happenings,
    levels,
    listed_kinds,
    named_within,
    result,
    topic,
)
from yishi.readings.report.express.clauses import Spot
from yishi.readings.report.express.hits import Weighed, fit, sort_of
from yishi.readings.report.express.lexicon import Hit, Lexicon
from yishi.readings.report.express.phrases import speaks_above
from yishi.readings.report.express.reading import Memory, Reading, count
from yishi.readings.report.express.sources import may_give, told_with
from yishi.readings.report.express.words import WITHOUT_OUTCOME
from yishi.rooms.activities.catalogue.kinds import Kind, Output

ENOUGH = 17.0
"""From here on a word is taken for what the number counts."""

BODIES = {"户": "households", "家": "enterprises"}
"""Counting words of what an activity reached: 走访企业20家 counts enterprises, not visits."""

SET_UP = re.compile(r"(?:设立|建立|成立|建成|组建|挂牌|打造)([^，。]{2,16})")
CHOSEN = re.compile(r"遴选|选取|选定|选择|挑选")
"""选取几个村打造议事厅: of what was set up in those chosen."""
TRIED = re.compile(
    r"(?:全覆盖|全面|率先|先行|同步|开展)*(?:试点|试行|推行|实施)(?:人大|政协)?([^，、。；]{1,14}(?:制度|机制|制|办法|改革))"
)
"""几个镇试点某制度: of the places where it is tried."""
PLACED = frozenset({"streets", "villages", "regions"})
VISITED = re.compile(r"^(?:[^，]{0,6}(?:深入|走进|入户|上门|敲开|登门)(?:走访|看望|到)?)$")
HEARD = re.compile(r"听取|审议")
REPORTS = re.compile(r"报告|汇报")
HELD_SO_OFTEN = re.compile(r"[^，。；]{1,6}?[次场期项个]次?([^，。；]{2,20})")
GOES_ON = re.compile(r"(?:分别|共|累计|先后)*(?:开展|举办|组织|召开|举行)了?$")

SPEECHES = frozenset({"speech", "exchange_speech", "reading_posts"})
ELSEWHERE = re.compile(r"(?:在|参加|出席)[^，]*会")
"""在市政协协商会上发言: where."""
HELD_THERE = re.compile(r"(?:进行|开展|组织|接受)了?([^，。]{2,14})")

GROUPED = re.compile(r"编入|编组|划分(?:为|到|至)|分到")
"""代表分别编入几个街道: of the groups."""
MEMBERS = re.compile(r"#(?:工委)?(?:组成人员|班子成员|成员|委员)|(?:^|命|免)(?:工委)?(?:组成人员|班子成员|成员|委员)#")
"""Persons of a body that is named elsewhere."""
LETTERS = {"review_opinion_item": "review_opinion"}
"""Outputs that are written down in a letter, which is recorded by itself."""
LISTS = re.compile(f"、|{TWOFOLD.pattern}")
"""In a name: it is itself of several deeds (配合上级调研视察)."""
NEW = re.compile(r"新建|新增|新设|增设|新成立|新打造|新建成|新挂牌|新创建|新聘|新组建")


OF_LAWS = frozenset({"law_inspection"})
LAWS = re.compile(r"(?:的)?(?:地方性)?(?:法律|法规|条例)")
"""对几部法律法规开展执法检查: of the laws, several of which one inspection may be about."""


OF_WHICH = {
    "party_instruction": re.compile(r"(党委|[省市区县]委)(?:第[一二三四五六七八九十]+次)?((?:人大|政协)工作会议)"),
    "motion_meeting": re.compile(
        r"关于(?:[^；]*，)?(?:大力|进一步|切实|全面|加快|推动|推进|促进|加强)*([^，；]{2,16}?)(?:工作)?(?:的)?(?:议)?案，"
    ),
    "joins_activity": re.compile(r"(?:支持|推动|督促|协助|配合)(一府(?:一委)?两院)[^；]*邀请"),
}
"""By what such happenings are told apart, over the sentence up to the number."""


def spoken(spot: Spot, lexicon: Lexicon, memory: Memory) -> list[Weighed]:
    """Kinds of which a turn of speech speaks."""
    found = phrases.read(spot, lexicon, memory.level)
    outputs = lexicon.catalogue.output_by_code
    return [
        Weighed(Hit(0, 0, "output" if code in outputs else "kind", code, "#"), "clause", score) for code, score in found
    ]


def of_kind(kind: Kind, each: Weighed, spot: Spot, lexicon: Lexicon, verb: str) -> Reading:
    """How many of a kind; of a stock how many are in being, or were begun where the sentence says so."""
    if kind.form == "stock" and each.where == "after" and LOOKED_AT.search(spot.bare_near):
        return _visited(kind, each, spot, lexicon, verb)
    codes: tuple[str, ...] = (kind.code,)
    if (
        each.where == "near"
        and kind.form == "event"
        and sort_of(kind.measure) == "count"
        and not LISTS.search(each.hit.word)
    ):
        codes = listed_kinds(spot.bare_near, lexicon) or codes
    what = "stock" if kind.form == "stock" and not NEW.search(verb + spot.own) else "times"
    what = "names" if kind.code in OF_LAWS and spot.token.same in ("部", "件") and LAWS.match(spot.after) else what
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
        topic=_of_which(kind, spot) or (about if kind.code in ANY and len(about) > 2 and codes == (kind.code,) else ""),
    )
    names = "、".join(lexicon.catalogue.kind(code).name_in(lexicon.profile) for code in codes)
    return Reading(expression, f"{names}（{measured(spot, kind)}数）", each.score, codes, tuple(facets), verb=verb)


LOOKED_AT = re.compile(
    r"(?:实地|现场)?(?:查看|察看|观摩|视察|走访|走进|参观|检查|暗访|前往|深入)了?$|^(?:[^，]{0,10}先后|分别)?(?:对|到|赴)$"
)
"""到9个联络站, 走访5个工作室: where somebody went, of however many there are."""


def _visited(kind: Kind, each: Weighed, spot: Spot, lexicon: Lexicon, verb: str) -> Reading:
    """So many stations were gone to."""
    output = lexicon.catalogue.output_by_code["places"]
    source = _of_what_follows(output, each, spot, lexicon) or ("visit",)
    found = count("sum", kind=output.code, source=source, topic=kind.name_in(lexicon.profile))
    return Reading(found, f"{output.name}（个数）", each.score, source, output=output.code, verb=verb)


def _of_body(kind: Kind, spot: Spot, lexicon: Lexicon) -> tuple[str, ...]:
    """健全街道工委机构，任命9名组成人员: of the body of which the clauses before tell, where the persons are but called so."""
    if kind.line != "appointments" or not (kind.results and MEMBERS.search(spot.own)):
        return ()
    told = (result(kind, clause, lexicon.catalogue) for clause in reversed(spot.earlier))
    return next(filter(None, told), ())


def _of_which(kind: Kind, spot: Spot) -> str:
    """Of which meeting, motion or host the sentence says that it was."""
    pattern = OF_WHICH.get(kind.code)
    found = pattern.search(spot.sentence[: spot.token.start].rpartition("；")[2]) if pattern else None
    return "".join(found.groups()) if found else ""


def of_output(
    output: Output, each: Weighed, spot: Spot, lexicon: Lexicon, memory: Memory, verb: str, source: tuple[str, ...] = ()
) -> Reading:
    """How much came of an activity, or of all of them where the sentence names none."""
    if output.of == "bodies" and (found := _set_up(output, each, spot, lexicon, verb)):
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
    if output.code == "households" and VISITED.search(spot.bare_near) and not named_within(spot.bare_near, lexicon):
        source = ("contact_visit",)
    told = () if source in (("enterprise_service",), ("contact_visit",)) else told
    source = told or source or source_of(spot, lexicon, memory, before, output.code) or _heard(output, spot)
    there = ELSEWHERE.search(spot.bare_near) if output.code in SPEECHES else None
    if there and speaks_above(there.group(0), memory.level):
        source = ("level_joint",)
    output = _closer(output, source, spot, lexicon)
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


def _closer(output: Output, source: tuple[str, ...], spot: Spot, lexicon: Lexicon) -> Output:
    """读书群里发言几条, 集中学习上发言几人次: what speeches are called where the activity has such of its own."""
    if output.code != "speech" or len(source) != 1:
        return output
    own = (lexicon.catalogue.output_by_code[code] for code in lexicon.catalogue.kind(source[0]).outputs)
    return next((each for each in own if each.code in SPEECHES and fit(each, spot.token.unit) > 0), output)


def _of_what_follows(output: Output, each: Weighed, spot: Spot, lexicon: Lexicon) -> tuple[str, ...]:
    """对4个部门开展评议, 到两个城市学习考察: what was done there stands behind."""
    if output.of != "bodies" or each.where != "after":
        return ()
    rest = spot.after[each.hit.end :]
    if GOES_ON.fullmatch(rest) and (said := HELD_SO_OFTEN.match(spot.rest)):
        rest = f"开展{said.group(1)}"
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


def _heard(output: Output, spot: Spot) -> tuple[str, ...]:
    """听取几个部门关于某项工作的报告: by whom reports were given."""
    given = output.code == "units_heard" and HEARD.search(spot.before) and REPORTS.search(spot.after)
    return ("report_heard",) if given else ()


def _set_up(output: Output, each: Weighed, spot: Spot, lexicon: Lexicon, verb: str) -> Reading | None:
    """在某些街道设立工委, 选取几个村打造议事厅, 几个镇试点某制度: what was set up or is tried there is counted."""
    if output.code in PLACED and each.where == "after" and (tried := TRIED.match(spot.after[each.hit.end :])):
        kind = lexicon.catalogue.kind("pilot")
        found = count("stock", kind=kind.code, topic=tried.group(1))
        return Reading(found, f"{kind.name_in(lexicon.profile)}（个数）", each.score + 4, (kind.code,), verb=verb)
    chosen = bool(CHOSEN.search(spot.before))
    said = (
        SET_UP.search(f"{spot.after}{spot.rest[:30]}")
        if chosen or (each.where == "after" and re.search(r"在|于", spot.before))
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
        count("times" if chosen else "stock", kind=best.code, topic=output.name if chosen else ""),
        f"{kind.name_in(lexicon.profile)}（个数）",
        each.score + 4,
        (best.code,),
        verb=verb,
    )


def source_of(spot: Spot, lexicon: Lexicon, memory: Memory, before: str, output: str = "") -> tuple[str, ...]:
    """The activity that something came of."""
    if within := named_within(before, lexicon):
        return (within,)
    if output == "instruction" and memory.last and memory.last.output in REPORTED and memory.last.kind:
        return memory.last.kind
    near = context(spot, lexicon, memory, before)
    near = _behind_letters(near, memory, output, lexicon) or near
    if not any(_may_come_of(code, output, lexicon) for code in near):
        return ()
    every = dict.fromkeys((*told_with(near, spot, lexicon, memory, output), *near))
    made = tuple(code for code in every if _may_come_of(code, output, lexicon))
    return tuple(dict.fromkeys((LETTERS[output], *made))) if len(made) > 1 and output in LETTERS else made


def _behind_letters(near: tuple[str, ...], memory: Memory, output: str, lexicon: Lexicon) -> tuple[str, ...]:
    """开展协商几次，形成建议案几份，提出意见几条: they came of what the letters came of."""
    if near != memory.kind or not set(near) <= WRITTEN:
        return ()
    return tuple(code for code in memory.run if code not in WRITTEN and may_give(code, output, lexicon))


REPORTED = frozenset({"report_written", "report_submitted"})
"""What instructions are written on."""
WRITTEN = frozenset({"talk_letter"})
"""Kinds that are written down after others."""


def _may_come_of(code: str, output: str, lexicon: Lexicon) -> bool:
    return code not in WITHOUT_OUTCOME or output in lexicon.catalogue.kind(code).outputs


def _words_before(each: Weighed, spot: Spot) -> str:
    if each.where == "near":
        return spot.bare_near[: each.hit.start]
    return spot.after[: each.hit.start] if each.where == "after" else ""


def measured(spot: Spot, row: Kind | Output) -> str:
    """The counting word of the sentence, or the usual one."""
    return spot.token.unit or row.measure
