"""Numbers of things: happenings, outcomes, what is in being."""

from __future__ import annotations

from yishi.readings.report.express import apart, suggestions, taken
from yishi.readings.report.express.around import (
    ANY,
    STATIONED,
    happenings,
    levels,
    verb_in,
)
from yishi.readings.report.express.clauses import Spot
from yishi.readings.report.express.counts import BODIES, ENOUGH, of_kind, of_output, spoken
from yishi.readings.report.express.hits import Weighed, weighed
from yishi.readings.report.express.lexicon import Lexicon
from yishi.readings.report.express.reading import Memory, Reading
from yishi.rooms.activities.catalogue.kinds import Kind, Output


def read(spot: Spot, lexicon: Lexicon, memory: Memory) -> list[Reading]:
    """Every reading of a number of things, likeliest first."""
    if told := apart.read(spot, lexicon, memory):
        return [told]
    verb = memory.last.verb if memory.last and spot.listed else ""
    made = [
        _reading(each, spot, lexicon, memory, verb)
        for each in (*spoken(spot, lexicon, memory), *weighed(spot, lexicon, verb))
        if each.hit.what != "role"
    ]
    found = sorted((each for each in made if each is not None), key=lambda each: -each.score)
    last = memory.last
    if last and last.suggestion and spot.token.same == "件" and suggestions.LEFT.search(spot.near):
        return [suggestions.read(spot, lexicon, memory, 40, verb_in(spot.near, lexicon))]
    if (
        not _instructed(spot, lexicon)
        and (spot.tells_part or taken.ADOPTED.match(spot.bare_near))
        and last
        and (part := taken.part_of(spot, lexicon, memory, last))
    ):
        return [part, *found]
    if not found or found[0].score < ENOUGH:
        found = [*taken.by_deed(spot, lexicon, memory), *taken.taken_over(spot, lexicon, memory), *found]
    return found


def _instructed(spot: Spot, lexicon: Lexicon) -> bool:
    """得到省领导批示4篇: the level is known of instructions alone, not of what they were written on."""
    return "批示" in spot.own and bool(levels(spot.own, lexicon.catalogue))


def _reading(each: Weighed, spot: Spot, lexicon: Lexicon, memory: Memory, verb: str) -> Reading | None:
    said = verb_in(spot.near, lexicon) or verb
    if each.hit.what == "suggestion":
        return suggestions.read(spot, lexicon, memory, each.score, said)
    row = lexicon.row(each.hit)
    if isinstance(row, Kind):
        bodies = BODIES.get(spot.token.same)
        if bodies and spot.token.same != row.measure and row.form == "event":
            return of_output(lexicon.catalogue.output_by_code[bodies], each, spot, lexicon, memory, said, (row.code,))
        if row.code == "deputy_activity" and "活动" in each.hit.word:
            row = _of_whom(row, spot, lexicon, memory)
        return of_kind(row, each, spot, lexicon, said)
    if isinstance(row, Output) and row.of not in ("amount", "length"):
        return of_output(row, each, spot, lexicon, memory, said)
    return None


def _of_whom(kind: Kind, spot: Spot, lexicon: Lexicon, memory: Memory) -> Kind:
    """代表小组开展活动: activities of a group, a station, a studio are kinds of their own."""
    named = [hit.code for hit in happenings(spot.bare_near, lexicon)]
    special = [
        code
        for code in named
        if code not in ANY and code not in STATIONED and lexicon.catalogue.kind(code).form == "event"
    ]
    if special and "等" not in spot.bare_near:
        return lexicon.catalogue.kind(special[-1])
    near = [code for code in named if code in STATIONED]
    codes = [STATIONED[code] for code in (*near, *memory.kind) if code in STATIONED]
    found = [lexicon.catalogue.kind(code) for code in codes if lexicon.catalogue.kind(code).form == "event"]
    return next((each for each in found if lexicon.profile in each.profiles), kind)
