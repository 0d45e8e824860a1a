"""Numbers that tell a part of the people whom the number before them counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from yishi.readings.figures.expression import Compound, Count, Expression
from yishi.readings.report.express.clauses import Spot
from yishi.readings.report.express.counts import ENOUGH
from yishi.readings.report.express.hits import sort_of
from yishi.readings.report.express.lexicon import Lexicon
from yishi.readings.report.express.numerals import whole
from yishi.readings.report.express.reading import Memory, Reading, count, with_facet

LEFT = 42
"""What is left of a whole is meant more surely than whatever its words name."""
SORTS = frozenset({"person_times", "people"})
ATTRIBUTES = (
    (r"基层|一线|工人|农民", "person.grass_roots", "yes", "基层一线"),
    (r"党外|非中共|非党", "person.non_party", "yes", "非中共"),
    (r"妇女|女性|女", "person.sex", "f", "女"),
    (r"连任", "person.re_elected", "yes", "连任"),
)


REST = re.compile(r"(?:其余|其他|其它|剩余|余下)(?:的|有|为)?$")


def read(spot: Spot, lexicon: Lexicon, memory: Memory) -> Iterator[Reading]:
    """A part of those whom the number before counts: 其中女代表3名."""
    last = memory.last
    if last is None:
        return
    if rest := _rest(spot, memory):
        yield rest
    near = spot.bare_near.rpartition("其中")[2].lstrip("（")
    people = _people_of(last.expression, last, lexicon)
    if told := (people and _by_attribute(people, near, last)) or _by_result(near, last, lexicon):
        yield told
    elif "其中" in spot.before or not near or spot.listed:
        same = with_facet(last.expression, "topic", near[:12]) if len(near) >= 2 else last.expression
        score = ENOUGH + 12 if "其中" in spot.before and people else ENOUGH
        yield Reading(same, last.name, score, last.kind, (("主题", near[:12]),) if near else (), role=last.role)


def _by_attribute(people: Expression, near: str, last: Reading) -> Reading | None:
    for pattern, name, value, label in ATTRIBUTES:
        if re.search(pattern, near) and len(near) <= 8:
            same, called = with_facet(people, name, value), f"{last.name}：{label}"
            return Reading(same, called, 40, last.kind, (("属性", label),), role=last.role)
    return None


def _by_result(near: str, last: Reading, lexicon: Lexicon) -> Reading | None:
    for code in last.kind:
        for outcome, word in lexicon.catalogue.kind(code).results:
            if near and len(near) <= 10 and (word in near or near in word):
                same, called = with_facet(last.expression, "outcome", outcome), f"{last.name}：{word}"
                score = 38 if len(near) <= len(word) + 2 else 20
                return Reading(same, called, score, last.kind, (("结果", word),), role=last.role)
    return None


def _rest(spot: Spot, memory: Memory) -> Reading | None:
    """Those who are left of a whole after the part told before: 其余20名, or 选举23名，其中上级提名3名，我区的20名."""
    if len(memory.told) < 2:
        return None
    (all_of, told), (some, part) = memory.told[-2:]
    if not (isinstance(told.expression, Count) and isinstance(part.expression, Count)):
        return None
    if told.kind != part.kind or not set(told.expression.of) < set(part.expression.of):
        return None
    counted = whole(all_of) - whole(some) == whole(spot.token.number) > 0 < whole(some)
    if not (counted or REST.search(spot.near)) or "其中" in spot.before:
        return None
    expression = Compound("minus", (told.expression, part.expression))
    return Reading(expression, told.name, LEFT, told.kind, role=told.role)


def _people_of(expression: Expression, last: Reading, lexicon: Lexicon) -> Expression | None:
    """Those whom a reading counts, by no attribute; nothing where it counts no people."""
    if isinstance(expression, Compound):
        parts = [_people_of(part, last, lexicon) for part in expression.parts]
        if expression.how != "minus" or None in parts:
            return None
        topics = [part.facets.get("topic") if isinstance(part, Count) else None for part in expression.parts]
        kept = (
            with_facet(part, "topic", *topic) if topic else part
            for part, topic in zip(parts, topics, strict=True)
            if part is not None
        )
        return Compound("minus", tuple(kept))
    of = tuple(
        each
        for each in expression.of
        if each[0] != "topic" and (not each[0].startswith("person.") or each[0] == "person.kind")
    )
    if expression.what in ("people", "person_times", "seats"):
        return replace(expression, of=of)
    if last.kind and all(sort_of(lexicon.catalogue.kind(code).measure) in SORTS for code in last.kind):
        return count("people", kind=last.kind)
    return None
