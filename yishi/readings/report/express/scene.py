"""A sentence of a report with the readings of all its numbers, and the text in which it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from yishi.readings.figures.expression import Count
from yishi.readings.report.express.clauses import Sentence, Spot
from yishi.readings.report.express.lexicon import Lexicon
from yishi.readings.report.express.reading import Reading


@dataclass(frozen=True)
class Scene:
    """`every` holds the readings of each number of the sentence `said`, likeliest first."""

    text: str
    said: Sentence
    every: Sequence[Sequence[Reading]]
    lexicon: Lexicon

    @property
    def raw(self) -> str:
        """The sentence as it is written, and some text behind it."""
        return paired(self.text[self.said.start : self.said.start + len(self.said.plain.text) * 2])

    @property
    def before(self) -> str:
        """The sentence before it."""
        start = self.said.start
        return paired(max(re.split(r"[。！？\n]", self.text[max(0, start - 200) : start])[-2:], key=len))

    @property
    def paragraph(self) -> str:
        """The sentences of its paragraph before it."""
        return self.text[self.text.rfind("\n", 0, self.said.start) + 1 : self.said.start]

    def spot(self, index: int) -> Spot:
        """A number with its surroundings."""
        return self.said.spots[index]


def paired(text: str) -> str:
    """Straight quotation marks as opening and closing ones in turn."""
    parts = text.split('"')
    return "".join(part + ("“”"[index % 2] if index < len(parts) - 1 else "") for index, part in enumerate(parts))


def facets_of(reading: Reading) -> dict[str, tuple[str, ...]]:
    """By what a reading keeps its count; nothing where it is no count."""
    return dict(reading.expression.facets) if isinstance(reading.expression, Count) else {}
