"""Numbers that one sentence tells beside each other: kinds that hold narrower ones (之家几个、联络站几个、联系点几个), and
several of one kind (主席会议学习几次、委员学习座谈会几次)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from yishi.readings.figures.expression import Compound, Count
from yishi.readings.report.express.around import LIGHT
from yishi.readings.report.express.clauses import Sentence, Spot
from yishi.readings.report.express.reading import Reading, count
from yishi.readings.report.express.themes import cleaned
from yishi.rooms.activities.catalogue.kinds import Catalogue

LONG = 8
DEED = re.compile(
    r"以$|补选|通过|表扬|评选|联系|设立|选举|选出|聘请|编报|收集|征集|审议|听取|审查|决定|作为|列为|督促|纠正|修改|发现|报告中|计划|实际|年初|上年|去年|目标|今年|传达|选派|编写|制定|明确|推行|完成|推荐|汇编|修订|规范|形成|建立|提出|收到|任免|表彰|其中|增至|另|还|再|有|对|为|的|等"
)
"""Words before a number that are no name of what it counts; what stands behind it is then."""
TOTAL = re.compile(r"共|累计|总|各类|各种|等")
EVERY = re.compile(r"各类|各项|各种")
"""Before the total of the others."""
ELSE = re.compile(r"为|作为|进行|开展")
"""Behind a number: what is done with them, no name."""
BODIES = re.compile(r"街道|乡镇|镇街|社区|办事处|园区|村")
"""Where something is, by which two numbers of it are told apart though no theme is: 11个街道和3个办事处."""
Readings = Sequence[Sequence[Reading]]
"""Those of every number of a sentence, each likeliest first."""


def own_alone(said: Sentence, every: Readings, catalogue: Catalogue) -> Reading:
    """What is in being or was done of a kind, without the narrower kinds that the sentence tells beside it."""
    reading = every[said.asked][0]
    expression = reading.expression
    if (
        not isinstance(expression, Count)
        or expression.what not in ("stock", "times")
        or len(expression.facets.get("kind", ())) != 1
    ):
        return reading
    narrower = _narrower(expression.facets["kind"][0], catalogue)
    told = _stocks(said.asked, every) if expression.what == "stock" else _happenings(said, every)
    listed = tuple(sorted({code for code in told if code in narrower}))
    if not listed or len(expression.of) != 1:
        return reading
    return Reading(
        Compound("minus", (expression, count(expression.what, kind=listed))), reading.name, reading.score, reading.kind,
        reading.facets, reading.missing, verb=reading.verb,
    )  # fmt: skip


def apart(said: Sentence, every: Readings) -> str:
    """The words before the number, where the sentence tells another number of the same kind: they tell the two apart."""
    expression = every[said.asked][0].expression
    if (
        not isinstance(expression, Count)
        or expression.what not in ("times", "stock")
        or every[said.asked][0].suggestion
    ):
        return ""
    others = [
        _label(said.spots[index])
        for index, found in enumerate(every)
        if index != said.asked and found and found[0].expression == expression
    ]
    own = "" if EVERY.search(said.spots[said.asked].near) else _label(said.spots[said.asked])
    return own if others and own not in others else ""


def _label(spot: Spot) -> str:
    words = spot.bare_near
    while lead := LIGHT.match(words):
        words = words[lead.end() :]
    if DEED.search(words):
        words = ""
    behind = spot.after if len(spot.after) <= LONG and not ELSE.search(spot.after) else ""
    return cleaned(words) or cleaned(behind) or (behind if BODIES.fullmatch(behind) else "")


def _narrower(code: str, catalogue: Catalogue) -> frozenset[str]:
    made = {kind.code for kind in catalogue.kinds if kind.broader == code}
    return frozenset(made.union(*(_narrower(each, catalogue) for each in made)))


def _happenings(said: Sentence, every: Readings) -> set[str]:
    """The kinds of happening told before it in its part of the sentence. Those told behind may be parts of it (任免几人次，任命
    几人次), and so may those before where it is the total of them."""
    made: set[str] = set()
    spot = said.spots[said.asked]
    for index in range(said.asked if not TOTAL.search(spot.near) else 0):
        told = every[index][0].expression if every[index] else None
        between = said.plain.text[said.spots[index].token.end : spot.token.start]
        if isinstance(told, Count) and told.what == "times" and len(told.of) == 1 and "；" not in between:
            made.update(told.facets["kind"])
    return made


def _stocks(asked: int, every: Readings) -> set[str]:
    """The kinds of which the sentence's other numbers tell."""
    made: set[str] = set()
    for index, found in enumerate(every):
        told = found[0].expression if found and index != asked else None
        if isinstance(told, Count) and told.what in ("stock", "times"):
            made.update(told.facets.get("kind", ()))
    return made
