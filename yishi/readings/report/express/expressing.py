"""From the place of a number to what it counts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from django.utils.translation import gettext as _

from yishi.readings.figures.expression import Count, Window
from yishi.readings.report.express import (
    amounts,
    apart,
    carried,
    outside,
    people,
    phrases,
    quoted,
    rates,
    siblings,
    special,
    things,
    topics,
    whose,
)
from yishi.readings.report.express.clauses import Sentence, Spot, bounds, cut
from yishi.readings.report.express.lexicon import Lexicon, lexicon
from yishi.readings.report.express.meant import Candidate, Meant, figure_id
from yishi.readings.report.express.reading import Memory, Reading, with_window
from yishi.readings.report.express.scene import Scene
from yishi.readings.report.express.units import LENGTHS, MONEY, PEOPLE, PERSON_TIMES, SPANS
from yishi.readings.report.express.windows import window
from yishi.rooms.activities.catalogue import kinds
from yishi.rooms.activities.catalogue.kinds import Catalogue

KEPT = 4
"""How many other readings are told."""
SURE = 40.0


def express(
    text: str,
    start: int,
    end: int,
    profile: str,
    catalogue: Catalogue | None = None,
    places: Sequence[tuple[int, int]] = (),
) -> Meant:
    """What the number at `text[start:end]` counts. `profile` is "npc" or "cppcc"; `places` are those of the report's other
    claims, where they are known: numbers are then told apart from names more surely."""
    known = catalogue or kinds.load()
    words = lexicon(known, profile)
    first_at, last_at = bounds(text, start, end)
    here = tuple(sorted({(start, end), *(place for place in places if first_at <= place[0] and place[1] <= last_at)}))
    said, every = _read_through(text, first_at, last_at, here, known, profile)
    at = said.plain.at(start)
    place = next((index for index, spot in enumerate(said.spots) if spot.token.start == at), None)
    if place is None:  # it overlaps another, which was taken
        said, every = _read_through(text, first_at, last_at, ((start, end), *here), known, profile)
    else:
        said = replace(said, asked=place)
    asked, found = said.spots[said.asked], every[said.asked]
    if found:
        scene = Scene(text, said, every, words)
        alone = siblings.own_alone(said, every, words.catalogue)
        first = special.of_all_levels(alone, asked, _own_level(text))
        found = _narrowed(scene, [first, *found[1:]], siblings.apart(said, every))
        first = whose.without_received(found[0], said, every)
        found = [special.each_of(first, asked, words), *found[1:]]
    return _meant(text, start, end, asked, found, words)


@lru_cache(maxsize=64)
def _read_through(
    text: str, first: int, last: int, places: Sequence[tuple[int, int]], catalogue: Catalogue, profile: str
) -> tuple[Sentence, list[list[Reading]]]:
    """The sentence `text[first:last]` with all readings of each of its numbers. A sentence is read once for all claims in it."""
    said, words = cut(text, first, last, places), lexicon(catalogue, profile)
    memory = Memory(level=_own_level(text), goes_on=apart.told_before(text, first, profile))
    every: list[list[Reading]] = []
    behind = 0
    for spot in said.spots:
        if "；" in said.plain.text[behind : spot.token.start]:
            memory.part()
        behind = spot.token.end
        every.append(read(spot, words, memory))
        memory.keep(spot.token.number, every[-1][0] if every[-1] else None)
    return said, every


@lru_cache(maxsize=8)
def _own_level(text: str) -> int:
    return phrases.own_level(text)


def _narrowed(scene: Scene, found: list[Reading], name: str) -> list[Reading]:
    """The likeliest reading keeps to the theme that the sentence tells; the same without it comes next."""
    first, said = found[0], scene.said
    theme = topics.topic(scene, said.asked, first) or name or _taken_over(scene) or _of_next(scene)
    others = tuple(each for each in first.facets if each[0] != "主题")
    facets = (*others, ("主题", theme)) if theme else others
    kept = first.expression
    kept = topics.of_the_whole(kept) if theme and quoted.MEANWHILE.match(said.plain.text) else kept
    facets = facets if kept == first.expression else tuple(each for each in facets if each[0] != "来自")
    told = replace(first, expression=topics.with_topic(kept, theme), facets=facets)
    plain = replace(first, expression=topics.with_topic(first.expression, ""), facets=others)
    return [told, plain, *found[1:]]


def _taken_over(scene: Scene) -> str:
    """The theme of the happening told just before, of which the number tells what came of it or who took part."""
    asked, every = scene.said.asked, scene.every
    own = every[asked][0]
    happened = isinstance(own.expression, Count) and own.expression.what in carried.CAME_OF
    since = carried.reach(scene, asked, own)
    for index in range(asked - 1, -1, -1) if happened and own.kind else ():
        told = every[index][:1]
        if scene.spot(index).token.start < since:
            return ""
        if told and told[0].kind == own.kind and isinstance(told[0].expression, Count):
            if told[0].expression.what in TELLS and "topic" not in told[0].expression.facets:
                return topics.topic(scene, index, told[0])
        elif told:
            return ""
    return ""


def _of_next(scene: Scene) -> str:
    """11个镇街开展23场某活动: those who did it are told before it, and by the number behind it is known which it was."""
    asked, every = scene.said.asked, scene.every
    own, after = every[asked][0], scene.spot(asked).after
    told = every[asked + 1][:1] if asked + 1 < len(every) else []
    if not (
        own.output
        and told
        and DOES.search(after)
        and scene.spot(asked + 1).token.start - scene.spot(asked).token.end == len(after)
    ):
        return ""
    same = told[0].kind == own.kind and isinstance(told[0].expression, Count) and told[0].expression.what == "times"
    return topics.topic(scene, asked + 1, told[0]) if same else ""


DOES = re.compile(r"(?:开展|举办|组织|召开|举行)了?$")

TELLS = frozenset({"times", "sum", "people", "person_times", "days"})
"""What is counted of which the theme goes on."""


def read(spot: Spot, words: Lexicon, memory: Memory) -> list[Reading]:
    """Every reading of a number, likeliest first."""
    if outside.daily(spot):
        memory.last = None  # a share of it would be one of nothing that is counted
        return []
    found = special.read(spot, words, memory)
    return found or _reader(spot)(spot, words, memory)


def _reader(spot: Spot):  # type: ignore[no-untyped-def]  # every one has the same shape
    unit = spot.token.unit
    if spot.token.percent:
        return rates.read
    if unit in MONEY:
        return amounts.money
    if unit in LENGTHS:
        return amounts.length
    if unit in SPANS:
        return amounts.span
    return people.read if unit in PEOPLE | PERSON_TIMES else things.read


def _meant(text: str, start: int, end: int, spot: Spot, found: list[Reading], words: Lexicon) -> Meant:
    foreign = outside.why(spot)
    found = [outside.of_others(each, spot) for each in found]
    if not found or (foreign and found[0].score < outside.UNLIKELY):
        nothing = _("目录中没有与“%(words)s”对应的记录") % {"words": f"{spot.bare_near}…{spot.after}"[:30]}
        missing = (outside.facet(spot) or foreign or nothing,)
        return Meant(start, end, None, missing=missing, candidates=_candidates(found))
    when = window(text, start, spot)
    planned = when.name == "plan"
    first = _of_target(found[0]) if planned else whose.of_whom(found[0], spot, words)
    expression = first.expression
    lasts = isinstance(expression, Count) and expression.what in ("stock", "streak", "seats")
    when = Window() if lasts and when.name in WHILE else when
    expression = expression if when == Window() else with_window(expression, when)
    facets = (*first.facets, *((_window_said(when),) if when != Window() else ()))
    return Meant(
        start, end, expression, figure_id(first.expression), first.name, facets, first.missing, _candidates(found[1:]),
        _confidence(found),
    )  # fmt: skip


def _of_target(reading: Reading) -> Reading:
    """Targets are set by the kind and its results alone."""
    facets = tuple(each for each in reading.facets if each[0] != "主题")
    return replace(reading, expression=topics.with_topic(reading.expression, ""), facets=facets)


WHILE = frozenset({"asked", "year", "term"})
"""Windows of which what is in being tells but the end, which is the usual one's too."""


def _window_said(when: Window) -> tuple[str, str]:
    said = {
        "term": _("本届以来"),
        "plan": _("计划"),
        "year": _("每年"),
        "asof": _("截至期末"),
        "last_year": _("上年"),
        "": f"{when.since} - {when.until}",
    }
    return _("时间"), said.get(when.name, when.name)


def _candidates(found: list[Reading]) -> tuple[Candidate, ...]:
    made: list[Candidate] = []
    for each in found:
        if len(made) < KEPT and all(each.expression != row.expression for row in made):
            made.append(Candidate(each.expression, each.name, each.score))
    return tuple(made)


def _confidence(found: list[Reading]) -> float:
    """High where the first reading is heavy and far ahead of the next that means something else."""
    first = found[0]
    others = [each.score for each in found[1:] if each.expression != first.expression]
    ahead = 1.0 if not others else min(1.0, max(0.0, (first.score - others[0]) / 8))
    return round(min(1.0, first.score / SURE) * (0.5 + 0.5 * ahead), 2)


__all__ = ["express", "read", "replace"]
