"""The start from nothing: names of classes and the words of `kinds.toml`, as short messages of theirs. Numpy alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from yishi.readings.sorting.model import Head, Model
from yishi.readings.sorting.units import kinds
from yishi.readings.sorting.vocabulary import CUTTERS, Cuts, Vocabulary
from yishi.rooms.voice.catalogue.topics import by_name, topics

ELSE = "其他"
"""The name of a class that says nothing."""


@dataclass(frozen=True)
class Taught:
    """A message with what was decided of it; what was not is empty. `topic` is a name, `unit` the code of a kind."""

    subject: str
    text: str
    topic: str = ""
    unit: str = ""


def hints_of(classes: Sequence[tuple[str, ...]]) -> Iterator[Taught]:
    """Names as short messages: of the kinds of units their words, of classes their names and those of the classes below."""
    for kind in kinds():
        yield Taught("", " ".join((kind.name, *kind.words)), unit=kind.code)
    named = {names[0]: by_name().get(names[0]) for names in classes}
    known = named if classes else {topic.name: topic for topic in topics()}
    for name, topic in known.items():
        words = [word for kind in kinds() if topic and topic.code in kind.topics for word in kind.words]
        yield Taught("", " ".join((name, *(topic.aliases if topic else ()), *words)), topic=name)
    for names in classes:
        yield Taught("", " ".join(name for name in names if name != ELSE), topic=names[0])


@cache
def cold() -> Model:
    """What there is to go by before anything was decided: a message is held against those names and words."""
    hints = list(hints_of(()))
    named = Cuts.of([(hint.subject, hint.text) for hint in hints])
    vocabularies = tuple(Vocabulary.of(way, [named], named) for way in CUTTERS)
    empty = Model(vocabularies, {})
    return Model(vocabularies, {name: _held_against(empty, hints, named, name) for name in ("topic", "unit")})


def _held_against(empty: Model, hints: Sequence[Taught], named: Cuts, head: str) -> Head:
    said = [getattr(hint, head) for hint in hints]
    answers = tuple(sorted({each for each in said if each}))
    weights = np.zeros((empty.size, len(answers)), np.float32)
    for row, column, weight in zip(*empty.entries(named), strict=True):
        if said[row]:
            weights[column, answers.index(said[row])] += weight
    return Head(answers, weights, np.zeros(len(answers), np.float32))
