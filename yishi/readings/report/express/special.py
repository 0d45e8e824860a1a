"""Numbers that are read by the shape in which they stand."""

from __future__ import annotations

import re
from dataclasses import replace

from django.utils.translation import gettext as _

from yishi.readings.figures.expression import Compound, Count
from yishi.readings.report.express.around import happenings
from yishi.readings.report.express.clauses import Spot
from yishi.readings.report.express.counts import source_of
from yishi.readings.report.express.lexicon import Hit, Lexicon
from yishi.readings.report.express.phrases import ORDER
from yishi.readings.report.express.reading import Memory, Reading, count

TIERS = re.compile(r"\d+(?:\+(?:\d+|[NnXx]))+")
LOOKED_AT = re.compile(r"查看|察看|走访|检查|视察|调研|踏看|抽查|暗访|实地")
CHANGED = re.compile(r"(?:比|较|与)(?:上年|去年|上一年|前一年|同期|上年同期|去年同期)|同比")
LAID_DOWN = re.compile(
    r"(?:明确|要求|规定|确保|保证|每[个家处支])([^，]{2,16}?)(?:应当?|须|必须|要)?每年(?:应当?|须|必须|要|至少|都)?"
    r"(?:完成|开展|组织|举办|召开|收集|提出|报送|不少于|至少)"
)
"""What each of some bodies is to do in a year, which of them being told."""
OF_WHAT = re.compile(r"(?:围绕|就|针对|聚焦|从|在)[^，]*$")
LEVELS = re.compile(r"((?:自治区|[省市州区县旗乡镇]|街道|、)+)[两三四]级(?:人大(?!代表)|政协(?!委员))")
SURE_SHAPE = 60
"""Nothing else stands in this shape."""
STATIONS = ("station_main", "station", "station_point")


def read(spot: Spot, lexicon: Lexicon, memory: Memory) -> list[Reading]:
    """Readings by shape; nothing where the number stands in none."""
    return (
        _change(spot, memory)
        or _motion(spot, lexicon, memory)
        or _tier(spot, lexicon)
        or _aspect(spot, lexicon, memory)
        or _places(spot, lexicon, memory)
    )


def each_of(reading: Reading, spot: Spot, lexicon: Lexicon) -> Reading:
    """明确每个工作室每年完成活动六项: a mean over the bodies of which so much is asked of each."""
    asked, expression = LAID_DOWN.search(spot.before), reading.expression
    if asked is None or not isinstance(expression, Count) or expression.what not in ("times", "sum"):
        return reading
    who = asked.group(1)
    bodies = _stocks(who, lexicon) or [
        hit for clause in spot.earlier for hit in _stocks(clause, lexicon) if hit.word.endswith(who)
    ]
    if not bodies:
        return reading
    mean = Compound("mean", (expression, count("stock", kind=bodies[-1].code)))
    return replace(reading, expression=mean, name=_("%(name)s（平均每个）") % {"name": reading.name})


def _stocks(words: str, lexicon: Lexicon) -> list[Hit]:
    """Kinds in being that the words name, the last and longest name last."""
    found = [hit for hit in lexicon.find(words) if hit.what == "kind"]
    stocks = [hit for hit in found if lexicon.catalogue.kind(hit.code).form == "stock"]
    return sorted(stocks, key=lambda hit: (hit.end, len(hit.word)))


def of_all_levels(reading: Reading, spot: Spot, level: int) -> Reading:
    """区、镇两级人大设立站点: in being at the organ and at those below it."""
    expression = reading.expression
    found = LEVELS.findall(spot.sentence[: spot.token.end])
    if not isinstance(expression, Count) or expression.what != "stock" or not found:
        return reading
    named = re.sub("自治区|^区(?=市)", "自", found[-1])
    own = named[0] in ORDER and ORDER[named[0]] == level
    return replace(reading, expression=replace(expression, tree=True)) if own else reading


def _change(spot: Spot, memory: Memory) -> list[Reading]:
    """比上年增加 so many: the change of what was told last; in percent of a count it is the growth."""
    if memory.last is None or not CHANGED.search(spot.before):
        return []
    told = memory.last.expression
    rate = isinstance(told, Compound) and told.how in ("rate", "coverage")
    how = "growth" if spot.token.percent and not rate else "change"
    name = _("%(name)s（比上年）") % {"name": memory.last.name}
    return [Reading(Compound(how, (told,)), name, SURE_SHAPE, memory.kind)]


MOTIONS = (
    (
        re.compile(
            r"(?:转[作为]|作为|改[作为])(?:代表)?(?:意见)?建议(?:、批评和意见|批评意见)?(?:来)?(?:办理|处理|交办)?的?#"
        ),
        ("suggestion",),
    ),
    (re.compile(r"#[^，；]{0,6}(?:转[作为]|作为|改[作为])(?:代表)?(?:意见)?建议"), ("suggestion",)),
    (re.compile(r"(?:作为|列为)(?:代表|大会)?议案(?:来)?(?:处理|审议|办理|交付审议)?的?#"), ("agenda", "committee")),
)
"""What the presidium made of motions: whether it took them as such, or had them handled as suggestions."""


def _motion(spot: Spot, lexicon: Lexicon, memory: Memory) -> list[Reading]:
    """主席团决定作为议案处理3件，转为建议办理12件."""
    kind = lexicon.catalogue.kind_by_code["motion"]
    if lexicon.profile not in kind.profiles or spot.token.same not in ("件", "项", "个") or "议案" not in spot.sentence:
        return []
    if re.search(r"由议案转|议案转来", spot.before):
        return []
    outcome = next((codes for pattern, codes in MOTIONS if pattern.search(f"{spot.near}#{spot.after}")), ())
    if not outcome:
        return []
    named = "、".join(dict(kind.results)[code] for code in outcome)
    found = count("times", kind=kind.code, outcome=outcome)
    return [Reading(found, f"{kind.name}：{named}", SURE_SHAPE, (kind.code,), ((_("结果"), named),))]


def _aspect(spot: Spot, lexicon: Lexicon, memory: Memory) -> list[Reading]:
    """八个方面: parts of what is told."""
    if spot.token.unit not in ("方面", "个方面") and not spot.after.startswith("方面"):
        return []
    output = lexicon.catalogue.output_by_code["aspect"]
    source = _of_next(spot, lexicon) or source_of(spot, lexicon, memory, spot.bare_near)
    return [
        Reading(
            count("sum", kind=output.code, source=source),
            f"{output.name}（个数）",
            30,
            source or memory.kind,
            output=output.code,
        )
    ]


def _of_next(spot: Spot, lexicon: Lexicon) -> tuple[str, ...]:
    """制定六个方面20项举措; 围绕十个方面，开展督查: what stands behind tells of what they are aspects."""
    behind = re.match(r"(?:方面)?(?:共)?[\d一二三四五六七八九十余多]+[个项条]", f"{spot.after}{spot.rest}")
    words = f"{spot.after}{spot.rest}"[behind.end() :] if behind else spot.rest
    limit = 8 if behind else 24 if OF_WHAT.search(spot.before) else 0
    told = (
        [hit for hit in lexicon.find(words[:limit]) if hit.what == "kind"]
        if behind
        else happenings(words[:limit], lexicon)
    )
    best = max(
        told, key=lambda hit: (hit.end, len(hit.word)) if not behind else (-hit.start, len(hit.word)), default=None
    )
    return (best.code,) if best else ()


def _places(spot: Spot, lexicon: Lexicon, memory: Memory) -> list[Reading]:
    """查看某几处…: places, whatever they are."""
    if spot.token.unit != "处" or not LOOKED_AT.search(spot.before):
        return []
    source = source_of(spot, lexicon, memory, spot.bare_near)
    return [Reading(count("sum", kind="places", source=source), "点位（处数）", 30, memory.kind, output="places")]


def _tier(spot: Spot, lexicon: Lexicon) -> list[Reading]:
    """1+8+40: of stations as many tiers, the general one first."""
    for found in TIERS.finditer(spot.sentence):
        if found.start() <= spot.token.start < found.end() and re.search(r"站|家|阵地|点|工作室", spot.sentence):
            place = spot.sentence[found.start() : spot.token.start].count("+")
            code = STATIONS[min(place, len(STATIONS) - 1)]
            kind = lexicon.catalogue.kind_by_code[code]
            if lexicon.profile in kind.profiles:
                return [Reading(count("stock", kind=code), f"{kind.name_in(lexicon.profile)}（个数）", 24, (code,))]
    return []
