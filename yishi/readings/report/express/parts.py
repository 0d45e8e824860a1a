"""Names that mean only some of a kind: 初任培训 of 培训, 部门决算 of 决算, and what a sort of it is called (离退休党支部).

Which names those are the catalogue says (`Kind.parts`); other aliases mean the whole kind and narrow nothing. What stands right
before the noun says more: 法院听证员.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from yishi.readings.figures.expression import Count
from yishi.readings.report.express import carried
from yishi.readings.report.express.clauses import Spot
from yishi.readings.report.express.lexicon import Lexicon
from yishi.readings.report.express.plain import bare
from yishi.readings.report.express.reading import Reading
from yishi.readings.report.express.scene import Scene
from yishi.readings.report.express.themes import FILLED, LONGEST, cleaned, verb_before
from yishi.rooms.activities.catalogue.kinds import Kind

POSTS = re.compile(r"(?:担任|兼任|聘为|受聘为|任)$")
"""After it stands as what they serve, be there a number between: 选派9名委员担任4个部门的监督员."""
PERSONS = frozenset({"名", "人", "人次", "位"})
_BESIDE = re.compile(r"、|和|及|与")
_OTHERS = re.compile(r"[，（）各类级]|现有|共有|实有|新[建增设]|多种|若干|一批|标准化|规范化|高标准|新型|精品|实体|\d")
"""No sort of it: what only praises or counts."""
_CUT = re.compile(r"[的等、和及与]|担任|兼任|聘为")
"""Before it stands what belongs to something else."""
_PUT_INTO = re.compile(
    r"(?:编入|派驻|入驻|进驻|安排到|分配到)[\d一二三四五六七八九十余多]*[个家支]?([^，。；、\d]{2,8}?)(?=[，。；、]|开展|参加|$)"
)
"""Where those who were assigned were put."""


def told(scene: Scene, index: int, reading: Reading) -> Iterator[str]:
    """The part of which the sentence tells: of the kind itself, or of that which something came of."""
    expression, spot, lexicon = reading.expression, scene.spot(index), scene.lexicon
    if not isinstance(expression, Count):
        return
    facets = expression.facets
    codes = facets.get("source", ()) if reading.output else facets.get("kind", ())
    if len(codes) != 1 or codes[0] not in lexicon.catalogue.kind_by_code:
        return
    kind = lexicon.catalogue.kind(codes[0])
    if kind.code == "deputy_posted" and (found := _PUT_INTO.search(f"{spot.before}{spot.after}{spot.rest}")):
        yield found.group(1)
    if not kind.parts:
        return
    counted = not reading.output and expression.what in ("times", "stock", "streak")
    before = () if counted and kind.measure not in PERSONS else carried.clauses(scene, index, reading)
    for words in (*_near(spot), *before):
        name = _named(words, kind, lexicon)
        if name:
            yield name
        if name or (name is not None and (kind.form == "stock" or not counted)):
            return


def _near(spot: Spot) -> Iterator[str]:
    """The words of its clause on each side, its noun first."""
    yield spot.after[: found.end()] if (found := re.match(r"[^，]*", spot.after)) else spot.after
    yield spot.bare_near
    if POSTS.search(spot.after):
        yield re.split(r"[，。；]", spot.rest)[0]


def _named(words: str, kind: Kind, lexicon: Lexicon) -> str | None:
    """How the words call the part; "" where they call the kind by a name of all of it, None where not at all."""
    parts = {bare(part) for part in kind.parts}
    hits = [(hit.start, hit.end) for hit in lexicon.find(words) if hit.code == kind.code]
    hits += [(found.start(), found.end()) for part in parts for found in re.finditer(re.escape(part), words)]
    if not hits:
        return None
    start, end = max(hits, key=lambda hit: (hit[1], hit[1] - hit[0]))
    inside = [hit for hit in hits if words[hit[0] : hit[1]] in parts and hit[1] > start]
    start, end = max(inside, key=lambda hit: (hit[1], hit[1] - hit[0]), default=(start, end))
    listed = any(_BESIDE.fullmatch(words[hit[1] : start]) for hit in hits)
    if listed or _BESIDE.match(words[end:]):
        return ""
    name, sort = words[start:end], _sort(words[:start], lexicon) if kind.form == "stock" else ""
    if name in parts:
        return f"{sort}{name}" if 2 <= len(sort) <= LONGEST - len(name) else name
    return cleaned(sort) or (f"{sort}{name}" if 2 <= len(sort) <= LONGEST - len(name) else "")


def _sort(words: str, lexicon: Lexicon) -> str:
    """What stands right before the noun and says which sort it is."""
    words = _CUT.split(words)[-1]
    said = verb_before(words, lexicon)
    behind = words[words.rfind(said) + len(said) :] if said else words
    behind = FILLED.sub("", behind)
    return "" if _OTHERS.search(behind) else behind
