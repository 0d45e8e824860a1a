"""What the words around a number say besides what it counts: of which activity, at which level, with which result."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from yishi.readings.report.express import media
from yishi.readings.report.express.clauses import Spot
from yishi.readings.report.express.hits import only_named
from yishi.readings.report.express.lexicon import Hit, Lexicon
from yishi.readings.report.express.plain import bare
from yishi.readings.report.express.reading import Memory
from yishi.readings.report.express.words import GENERAL, WITHOUT_OUTCOME
from yishi.rooms.activities.catalogue.kinds import Catalogue, Kind, Output

GENERIC = frozenset(
    {"deputy_activity", "meeting", "supervision_activity", "research", "joins_activity", "report_heard"}
)
"""Kinds that take what no kind of their own is."""
ANY = frozenset({"deputy_activity", "meeting", "supervision_activity", "joins_activity"})
"""Kinds that a list sums up."""
LIGHT = re.compile(r"开展|组织|举办|召开|举行|进行|参加|参与|提出|完成|听取")
MEANS = re.compile(
    r"(?:综合运用|灵活运用|通过|采取|采用|运用|以|利用)[^，。；]{2,90}?(?:等|相结合的?|的)(?:多种|各种)?(?:方式|形式|方法|途径|手段|渠道)"
)
"""Means are named as activities are: 通过走访、座谈、问卷等方式."""
TWOFOLD = re.compile(r"(视察|调研|考察)(视察|调研)")
"""Two deeds in one word."""
DRAFTS = re.compile(r"(?:法规|条例|立法|法律|草案)[^，]{0,12}(?:征求意见|征集意见|征求了?社会意见)(?!稿|表)")
DONE = frozenset(
    {
        "慰问",
        "走访",
        "宣讲",
        "捐款",
        "捐赠",
        "帮扶",
        "考察",
        "视察",
        "培训",
        "调研",
        "协商",
        "评议",
        "测评",
        "检查",
        "监督",
        "询问",
        "座谈",
        "讲座",
        "志愿",
        "会议",
        "学习",
        "讲党课",
        "宣誓",
    }
)
"""Short words that are deeds, where they stand in a list or by themselves."""
DEEDS = frozenset({"慰问", "走访", "宣讲", "捐款", "捐赠", "帮扶", "考察", "视察", "培训"})
"""Short words that are deeds wherever they stand."""
STATIONED = {
    "station": "station_activity",
    "studio": "station_activity",
    "station_home": "station_activity",
    "station_point": "station_activity",
    "talk_hall": "grassroots_talk",
    "deputy_group": "group_activity",
    "trade_group": "group_activity",
    "sector_room": "sector_activity",
    "feeling_officer": "feeling_officer",
    "service_team": "mass_preach",
}
"""Where something stands, its activity."""
_WITHIN = re.compile(r"(?:活动|工作|会议|过程)?(?:中(?!心|共|国|央|小|层|期|介|队|间|级|医)|期间)")
HELD = re.compile(
    r"为主题|主题的|开展|组织|举办|召开|举行|进行|通过|结合|利用|依托|参加|参与|听取|赴|深入|实施|推进|落实|扎实|走进|前往|带队|带领|精心|全年|共"
)
_CONTENT = re.compile(r"(?:提出|围绕|关于|就|针对|聚焦)(?!.*(?:开展|组织|举办|召开|进行)).*$")
_SUMMED = re.compile(r"等[^等]{0,4}(?:履职|监督|代表|委员|主题)活动$")
_EXAMPLES = re.compile(r"、[^，]*等(?:各类|各种)?(?:活动|工作|形式|方式)?$")
"""参与义务巡逻、环境整治等: several of which one or the other is no kind of the catalogue's."""
_LIST = re.compile(r"[、和及与]|以及")


def verb_in(words: str, lexicon: Lexicon) -> str:
    """The last verb of the catalogue in these words; of two that end alike the longer."""
    for end in range(len(words), 0, -1):
        for start in range(max(0, end - 6), end - 1):
            if words[start:end] in lexicon.verbs:
                return words[start:end]
    return ""


def happenings(words: str, lexicon: Lexicon) -> list[Hit]:
    """Kinds of activity named in the words, one for each place, the longest names; in order."""
    hits = [
        hit
        for hit in lexicon.find(words)
        if hit.what in ("kind", "role")
        and (hit.word not in GENERAL or hit.word in DEEDS or (hit.word in DONE and LIGHT.search(words[: hit.start])))
    ]
    longest: list[Hit] = []
    for hit in sorted(hits, key=lambda each: (each.start - each.end, each.start)):
        if not any(kept.start < hit.end and hit.start < kept.end for kept in longest):
            longest.append(hit)
    kinds = [hit for hit in longest if hit.what == "kind" and not only_named(hit, words, lexicon)]
    return sorted(kinds, key=lambda each: each.start)


def listed_kinds(words: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The kinds of a list such as 座谈、走访、宣讲等活动; nothing where it is none, or where the list but explains the
    kind behind it (视察、调研等重点履职任务)."""
    words = words[max((found.end() for found in LIGHT.finditer(words)), default=0) :]
    parts = [part for part in _LIST.split(_apart(words, lexicon)) if part]
    found: list[str] = []
    for index, part in enumerate(parts):
        code = _kind_at_end(part, lexicon, index == len(parts) - 1)
        if not code:
            return ()
        found.append(code)
    if (
        len(parts) < 2
        or _SUMMED.search(parts[-1])
        or ("等" in parts[-1] and found[-1] not in GENERIC and not parts[-1].endswith("等") and not _of_list(parts[-1]))
    ):
        return ()
    last = len(found) - 1
    kept = [code for at, code in enumerate(found) if code not in ANY or (code == "meeting" and at < last)]
    made = tuple(dict.fromkeys(kept)) if len(set(found)) > 1 else tuple(dict.fromkeys(found))
    return made if len(made) > 1 else ()


def listed_deeds(words: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The kinds of a list of deeds, each with its own verb: 列席常委会会议、参加座谈和视察; nothing where it is none."""
    lights = [found for found in LIGHT.finditer(words) if _LIST.search(words[: found.start()][-2:])]
    if not lights:
        return ()
    last = lights[-1]
    behind = listed_kinds(words[last.end() :], lexicon) or tuple(
        filter(None, [_kind_at_end(words[last.end() :], lexicon, last=True)])
    )
    before: list[str] = []
    for part in reversed([part for part in _LIST.split(words[: last.start()]) if part]):
        if not (code := _kind_at_end(part, lexicon, last=False)):
            break
        before.insert(0, code)
    return tuple(dict.fromkeys((*before, *behind))) if before and behind else ()


def _apart(words: str, lexicon: Lexicon) -> str:
    """Two deeds in one word, that is no kind's name, as a list of two."""

    def two(found: re.Match[str]) -> str:
        return found.group(0) if found.group(0) in lexicon.words else f"{found.group(1)}、{found.group(2)}"

    return TWOFOLD.sub(two, words)


def _of_list(part: str) -> bool:
    """Does what stands behind 等 only sum up: 评议等活动?"""
    return bool(re.search(r"等(?:各类|各种|相关)?(?:履职|监督|主题)?(?:活动|工作|形式)?$", part))


def _kind_at_end(part: str, lexicon: Lexicon, last: bool) -> str:
    """The kind with which a part of a list ends; of the last part before 等活动."""
    hits = [
        hit for hit in lexicon.find(part) if hit.what == "kind" and lexicon.catalogue.kind(hit.code).form == "event"
    ]
    hits = [
        hit
        for hit in hits
        if len(part) - hit.end <= (5 if last else 0) and (hit.word not in GENERAL or hit.word in DONE)
    ]
    best = max(hits, key=lambda each: (each.code not in ANY, len(each.word), each.end), default=None)
    return best.code if best else ""


def context(spot: Spot, lexicon: Lexicon, memory: Memory, before: str) -> tuple[str, ...]:
    """Of which activity the sentence speaks where the number stands: named in its own words before it, since the number
    before it, with that number, or in the clauses before."""
    if within := named_within(before, lexicon):
        return (within,)
    own = _activities(before, lexicon)
    if own:
        return own[-1:]
    if memory.kind and not _said_since(spot, lexicon):
        return memory.kind
    for clause in reversed(spot.earlier[-4:]):
        if found := _activities(clause, lexicon):
            listed = listed_kinds(clause, lexicon)
            return tuple(dict.fromkeys((*listed, *found))) if listed or _EXAMPLES.search(clause) else found[-1:]
    return memory.kind


def _told(words: str) -> str:
    """The words without what they only speak about (提出优化招商环境等) and the means by which something was done."""
    words = MEANS.sub("#", words)
    return words if re.search(r"为主题|主题的|活动月|活动周|活动日", words) else _CONTENT.sub("", words)


def named_within(words: str, lexicon: Lexicon) -> str:
    """视察中, 主任接待日活动上: the kind that the words put what follows into."""
    inside = [hit for hit in lexicon.find(words) if hit.what == "kind" and _WITHIN.match(words, hit.end)]
    return max(inside, key=lambda hit: (hit.end, len(hit.word))).code if inside else ""


def _said_since(spot: Spot, lexicon: Lexicon) -> bool:
    """Has another activity been named since the last number?"""
    clauses = [clause for clause in spot.earlier if not re.search(r"\d", clause)]
    last = spot.earlier[-1:] or ("",)
    return bool(clauses and last[0] == clauses[-1] and _activities(last[0], lexicon))


def _activities(words: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Activities that the words tell were held: named after a verb that says so, or at their beginning."""
    found = []
    for hit in happenings(_told(words), lexicon):
        if hit.start > 3 and not HELD.search(_told(words)[: hit.start]) and len(hit.word) < 5:
            continue
        kind = lexicon.catalogue.kind(hit.code)
        code = STATIONED.get(hit.code, hit.code)
        if (
            (kind.form == "event" or code != hit.code)
            and code not in WITHOUT_OUTCOME
            and (hit.word not in GENERAL or hit.word in DEEDS)
        ):
            found.append(code)
    if DRAFTS.search(words) and "law_comment" not in found and not found:
        found.append("law_comment")
    return tuple(found)


def levels(words: str, catalogue: Catalogue) -> tuple[str, ...]:
    """市级以上 → the city and all above it; 省级 → the province; 省、市人大 → both."""
    found = re.search(r"([国省市区县镇]|自治区|中央|全国|国家)(?:级)?(?:及)?以上", words)
    if found:
        return catalogue.above(_level(found.group(1), catalogue))
    runs = re.findall(r"((?:中央|全国|国家|自治区|[省市区县]|、)+)(?=级|人大|政协|媒体|主流|以上|领导)", words)
    named = [name for run in runs for name in re.findall(r"中央|全国|国家|自治区|[省市区县]", run)]
    order = [level.code for level in catalogue.levels]
    return tuple(sorted({_level(name, catalogue) for name in named}, key=order.index))


def _level(word: str, catalogue: Catalogue) -> str:
    for level in catalogue.levels:
        if word in level.aliases or word == level.name or word in level.name:
            return level.code
    return catalogue.levels[-1].code


SAID = {
    "获奖": r"荣获|获奖|获.{0,6}等奖",
    "采用": r"采用|录用",
    "录用": r"采用|录用",
    "推广": r"推广|推介",
    "修改": r"修改|修正|修订",
    "继续审议": r"(?:继续|正在|尚在)审议|待审议",
    "已整改": r"^[^#]*整改|#[^#]*(?:已|全部|均|得到)[^#]*整改",
    "办结": r"办结|办理完毕|办毕",
    "解决": r"解决|办结|化解",
    "人大街道工委": r"街道(?:人大)?工委|人大(?:街道)?工委",
    "修订": r"(?<!制定)(?<!制定[、和或及与])修订(?!完善)",
}
"""Other words for a result."""


def result(kind: Kind, words: str, catalogue: Catalogue) -> tuple[str, ...]:
    """Which results of a kind the words name."""
    known = dict(kind.results)
    said = re.sub(r"满意(?=度|率|测评)", "", words)
    by_length = sorted(kind.results, key=lambda each: -len(each[1]))
    named = [
        code for code, name in by_length if len(name) > 1 and re.search(SAID.get(name, re.escape(bare(name))), said)
    ]
    if kind.line == "filing" and _BODIES.search(said):
        return ()
    if kind.line in SEVERAL and len(named) > 1:
        several = _side_by_side(kind, said)
        return several or (() if _EXAMPLE.search(said) else tuple(named[:1]))
    if {"province", "city"} <= set(known) and (found := levels(words, catalogue) or _of_media(kind, words)):
        return tuple(code for code in found if code in known) or tuple(named[:1])
    return tuple(named[:1])


SEVERAL = frozenset({"appointments", "legislation"})
"""Lines of work of whose kinds several results are told by one number: 制定修改法规, 任免政府、法院工作人员."""
_EXAMPLE = re.compile(r"、[^，#]*等")
_JOINED = re.compile(r"[^，。；#]{0,5}[、和及与或]?[^，。；#]{0,5}")
_BODIES = re.compile(r"(?:政府|人大|法院|检察院|监委)[^，#]{0,6}[、和及与][^，#]{0,8}(?:政府|人大|法院|检察院|监委)")
"""Several who send in documents: none of them is the one."""


def _side_by_side(kind: Kind, said: str) -> tuple[str, ...]:
    """The results that stand beside each other; none where there are not several, or where they are but examples
    (政府、法院、检察院等)."""
    found = sorted(
        (match.start(), -match.end(), code)
        for code, name in kind.results
        for match in [re.search(SAID.get(name, re.escape(bare(name))), said)]
        if match and len(name) > 1
    )
    run: list[str] = []
    end = -1
    for start, stop, code in found:
        if start < end:
            continue
        if run and not _JOINED.fullmatch(said[end:start]):
            break
        run.append(code)
        end = -stop
    return tuple(run) if len(run) > 1 and not re.match(r"[^，#、]{0,2}等", said[end:]) else ()


def _of_media(kind: Kind, words: str) -> tuple[str, ...]:
    """The levels of the media that the words name; what is reported and honoured elsewhere is told by no newspaper."""
    return media.levels(words) if kind.code == "media_article" else ()


def topic(words: str, lexicon: Lexicon) -> str:
    """What the words before a noun say it is about: 开展生态环境保护执法检查 → 生态环境保护."""
    verb = verb_in(words, lexicon)
    rest = words[words.rfind(verb) + len(verb) :] if verb else words
    rest = re.sub(
        r"^(?:全年|年内|共|先后|累计|各类|各级|区|市|县|省|政协|人大|常委会|有关|相关|等|了|的|以|就|对|在|一年来|五年来|其中|每年|和|及|与|、)+|(?:等|的|各类|多种形式)+$",
        "",
        rest,
    )
    return rest if 2 <= len(rest) <= 16 and "#" not in rest else ""


def measures_of(row: Kind | Output) -> Iterable[str]:
    """By which words it is counted, the usual one first."""
    return (row.measure, *row.measures)


def roles(words: str, lexicon: Lexicon) -> Iterator[Hit]:
    """Words for those who take part."""
    return (hit for hit in lexicon.find(words) if hit.what == "role")
