"""`yishi report express TEXT CLAIMS.jsonl --json`: what each marked claim of a text counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from yishi.readings.report.express.expressing import express
from yishi.rooms.activities.catalogue import kinds


def run_lines(text: str, claims: Iterable[Mapping[str, Any]], profile: str = "") -> Iterator[dict[str, Any]]:
    """A line for each claim, in their order: its number, its place and what it means (`Meant.data`).

    Of a claim only `start` and `end` are read. `profile` is "npc" or "cppcc"; where it is not given, the text says whose
    report it is."""
    places = [(int(claim["start"]), int(claim["end"])) for claim in claims]
    whose, catalogue = profile or profile_of(text), kinds.load()
    for start, end in places:
        yield {"number": text[start:end]} | express(text, start, end, whose, catalogue, places).data()


def profile_of(text: str) -> str:
    """Whose report it is: a congress speaks of 人大 and 代表, a CPPCC of 政协 and 委员."""
    congress, consultative = (sum(map(text.count, words)) for words in (("人大", "代表"), ("政协", "提案")))
    return "cppcc" if consultative > congress else "npc"
