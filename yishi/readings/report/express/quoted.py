"""Names and themes in quotation marks of which the words around say that they are of the activity."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yishi.readings.figures.expression import Count
from yishi.readings.report.express import carried
from yishi.readings.report.express.around import MEANS
from yishi.readings.report.express.plain import bare
from yishi.readings.report.express.reading import Reading
from yishi.readings.report.express.scene import Scene, facets_of
from yishi.readings.report.express.themes import called, shortened

QUOTES = re.compile(r"[“「]([^“”「」。；;#\n]{2,44})[”」]")
_BESIDE = re.compile(r"[“”「」、和及等]")
"""What stands beside a name that is one of several."""
_CALLED = re.compile(
    r"[^，。；#、等]{0,10}?(?:活动|行动|模式|计划|品牌|工程|主题|专题|教育|大赛|比赛|协商|监督|视察|调研|征文|宣讲|问政|论坛|沙龙|工作法|系列|大讨论|实践)"
)
"""What a name in quotation marks is the name of."""
_LEADS = re.compile(r"(?:围绕|聚焦|针对|关于|就|以)$")
_BESIDES = re.compile(r"(?:结合|按照|对照|根据|落实|响应|依托)$")
"""Before the name of something else, to which the activity is only related."""
_CALLS_ITSELF = re.compile(r"(?:月|周|日|计划|行动|工程|活动|大赛|论坛)$")
MEANWHILE = re.compile(r"活动(?:期间|中|开展以来)|期间")
"""With what a sentence goes on about the activity of the one before."""
CATCH_ALL = frozenset(
    {"deputy_activity", "meeting", "supervision_activity", "joins_activity", "forum", "case_sent", "work_measure"}
)
"""Kinds that say little by themselves: a programme named earlier in the sentence narrows them."""


def told(scene: Scene, index: int, reading: Reading, own: frozenset[str], own_only: bool) -> Iterator[str]:
    """Of its own clause, or of earlier ones as far as `_from` says and of the activity itself where they name it; the
    nearest first."""
    spot, text = scene.spot(index), scene.said.plain.text
    if MEANWHILE.match(text) and own_only:
        names = (bare(name) for name in reversed(QUOTES.findall(scene.before)))
        yield from (called(name, own) for name in names if _CALLS_ITSELF.search(name))
    end = spot.token.end + len(spot.after)
    own_clause, first = spot.token.start - len(spot.before), _from(scene, index, reading)
    far, raw = carried.reach(scene, index, reading), scene.raw
    means = [found.span() for found in MEANS.finditer(text)]
    found = [(scene.said.plain.at(mark.start(1) + scene.said.start), mark) for mark in QUOTES.finditer(raw)]
    for place, mark in reversed(found):
        name = bare(mark.group(1))
        behind = text[place + len(name) : end]
        one = not _BESIDE.match(raw[mark.end() : mark.end() + 1] or " ")
        one = one and not _BESIDE.match(raw[mark.start() - 1 : mark.start()] or " ")
        about = _LEADS.search(text[:place])
        if _BESIDES.search(text[:place]) or (name.endswith("年") and place < own_clause):
            continue
        itself = place >= far and any(hit.code in reading.kind for hit in scene.lexicon.find(name))
        if not one or not (first <= place or itself) or any(start <= place < stop for start, stop in means):
            continue
        if place >= end or (place < own_clause) is own_only:
            continue
        if about:
            yield shortened(name, own) or name
        elif _CALLED.match(behind) or _CALLS_ITSELF.search(name):
            yield called(name, own)


def _from(scene: Scene, index: int, reading: Reading) -> int:
    """From where on a name may narrow: its own clause; the one before too, where no number and no total stands between;
    the whole sentence where what is counted says little by itself; for what came of a happening, as far as its theme goes."""
    if _says_little(reading):
        return 0
    spot = scene.spot(index)
    start = spot.token.start - len(spot.before)
    if isinstance(reading.expression, Count) and reading.expression.what == "stock":
        return start
    if isinstance(reading.expression, Count) and reading.expression.what in carried.CAME_OF:
        return carried.reach(scene, index, reading)
    before = "".join(spot.earlier[-1:])
    near = before and not re.search(r"\d", before + spot.before) and not carried.TOTAL.search(spot.before)
    return start - (len(before) + 1 if near else 0)


def _says_little(reading: Reading) -> bool:
    facets = facets_of(reading)
    kinds = set(facets.get("source", ())) or ({*facets.get("kind", ())} if not reading.output else set())
    return not kinds - CATCH_ALL
