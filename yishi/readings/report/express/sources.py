"""Of which activities something came besides the nearest: of all that a sentence tells one after the other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yishi.readings.report.express.clauses import Spot
from yishi.readings.report.express.lexicon import FAMILIES, Lexicon
from yishi.readings.report.express.reading import Memory

HOLDS = {"station_activity": frozenset({"contact_visit", "deputy_reception", "voice_message"})}
"""Activities in which others are done, where the sentence sets out with them."""
LIKE = {"review_opinion_item": "opinion"}
"""Outcomes of whatever may have the other: opinions are written into letters too."""
STANDS = re.compile(r"[站室家]")
"""What their words hold (规定动作 may be of anything)."""


def told_with(near: tuple[str, ...], spot: Spot, lexicon: Lexicon, memory: Memory, output: str) -> Iterator[str]:
    """The other activities that it came of too: all of a run (开展视察几次、座谈几场，提出意见几条) that may have such an
    outcome, and the one in which the nearest was done (进站履职，联系群众，收集意见几条)."""
    row = lexicon.catalogue.output_by_code.get(output)
    if row is None or row.of != "count":
        return
    part = spot.sentence[: spot.token.start].rpartition("；")[2]
    for wide, within in HOLDS.items():
        if set(near) & within and any(hit.code == wide and STANDS.search(hit.word) for hit in lexicon.find(part)):
            yield wide
    if near == memory.kind and memory.run[-len(near) :] == list(near):
        yield from (code for code in memory.run if code in near or may_give(code, output, lexicon))


def may_give(code: str, output: str, lexicon: Lexicon) -> bool:
    """Is the outcome, or the one of its family that comes first, one of the kind's or of the broader kind's?"""
    wanted = {output, LIKE.get(output, output), *(first for first, family in FAMILIES.items() if output in family)}
    while code:
        kind = lexicon.catalogue.kind(code)
        if wanted & set(kind.outputs):
            return True
        code = kind.broader
    return False
