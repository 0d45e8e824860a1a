"""Turns of speech in which the words of a kind do not stand together: 补选两名区人大代表, 配合市人大开展执法检查.

Each is general language of such reports: a pattern over the clause with the number as #, the counting words that it takes, the
kind, and with which weight it is meant.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from yishi.readings.report.express.clauses import Spot
from yishi.readings.report.express.lexicon import Lexicon
from yishi.readings.report.express.units import PEOPLE, PERSON_TIMES

PERSONS = PEOPLE | PERSON_TIMES
ORDER = {"国": 0, "全": 0, "省": 1, "自": 1, "市": 2, "州": 2, "区": 3, "县": 3, "旗": 3, "镇": 4, "乡": 4, "街": 4}
"""First characters of levels, from above."""
_OWN = re.compile(r"(自治区党委|省委|市委|区委|县委|旗委|镇党委|乡党委)")
_SESSION = re.compile(
    r"(自治区|省|市|区|县|旗)(?=第?[一二三四五六七八九十]{1,3}届(?:人大|政协)|政协第?[一二三四五六七八九十]{1,3}届)[^，。]{0,12}会议(?:大会)?(?:以来|期间)"
)
_LOWER = {
    2: re.compile(r"(?<!自治)[区县旗](?:委|政协|人大|人代会|政府)"),
    1: re.compile(r"(?<!自治)[市区县旗](?:委|政协|人大|人代会|政府)"),
}
"""Bodies of a lower level: where they are named, a session of a higher one is none of the organ's own."""
_ABOVE = re.compile(
    r"(全国|自治区|省|市|区|县)(?=第?[一二三四五六七八九十]{0,3}届?[^，。]{0,4}(?:人大|人代会|政协|代表|委员|两会|会议))"
)


@dataclass(frozen=True)
class Phrase:
    """A turn of speech; see `phrases.toml`."""

    pattern: re.Pattern[str]
    code: str
    weight: float
    persons: bool = False
    higher: bool | None = None
    wide: bool = False
    units: frozenset[str] = frozenset()


def _phrase(row: dict[str, Any]) -> Phrase:
    return Phrase(**row | {"pattern": re.compile(row["pattern"]), "units": frozenset(row.get("units", ()))})


PHRASES = tuple(
    map(_phrase, tomllib.loads((Path(__file__).parent / "phrases.toml").read_text(encoding="utf-8"))["phrase"])
)


def own_level(text: str) -> int:
    """The organ's own level in `ORDER`: that of the Party committee of which the report speaks most, else that of the session
    since which it tells; 3 where of none."""
    seen: dict[str, int] = {}
    for found in _OWN.findall(text):
        seen[found] = seen.get(found, 0) + 1
    if not seen:
        return _of_session(text)
    return ORDER[max(seen, key=lambda word: seen[word])[0]]


def _of_session(text: str) -> int:
    named = [ORDER[found[0]] for found in _SESSION.findall(text)]
    own = max(named, default=3)
    return 3 if own in _LOWER and _LOWER[own].search(text) else own


def speaks_above(words: str, own: int) -> bool:
    """Do the words name a congress, a committee or deputies of a higher level?"""
    return "上级" in words or any(ORDER[found[0]] < own for found in _ABOVE.findall(words))


def last_is_above(words: str, own: int) -> bool:
    """Is the last congress or committee that the words name one of a higher level: 区人大代表在市八届人大二次会议上?"""
    found = _ABOVE.findall(words)
    return bool(found) and ORDER[found[-1][0]] < own


def read(spot: Spot, lexicon: Lexicon, own: int) -> Iterator[tuple[str, float]]:
    """Kinds of which a turn of speech speaks, with their weights."""
    goes_on = spot.adverbial or spot.rest[:1] in ("、", "和", "及", "与") or spot.after.endswith(("担任", "任"))
    long = f"{spot.before}#{spot.after}{spot.rest[:60] if goes_on else ''}"
    whole = f"{spot.sentence[: spot.token.start]}#{spot.after}"
    person = spot.token.unit in PERSONS
    kinds = {kind.code for kind in lexicon.catalogue.of_profile(lexicon.profile)} | set(
        lexicon.catalogue.output_by_code
    )
    for phrase in PHRASES:
        if (
            phrase.persons != person
            or (phrase.units and spot.token.unit not in phrase.units)
            or phrase.code not in kinds
        ):
            continue
        if (found := phrase.pattern.search(whole if phrase.wide else long)) and (
            phrase.higher is None or phrase.higher == speaks_above(found.group(0), own)
        ):
            yield phrase.code, phrase.weight
