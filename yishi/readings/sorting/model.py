"""What was learned: weights of grams and words for each class and each kind of unit. Numpy alone, and only arrays are kept.

A model is linear, so that what a word adds to a suggestion can be told exactly (`reasons.py`), and it is kept as plain
arrays with `allow_pickle=False`: a file that somebody else wrote can be wrong but cannot run anything.
"""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from zipfile import BadZipFile

import numpy as np

from yishi.readings.sorting.grams import Array
from yishi.readings.sorting.vocabulary import CUTTERS, Cuts, Message, Vocabulary

VERSION = 1


class NotAModel(ValueError):
    """The bytes are no model, or one of another version."""


@dataclass(frozen=True)
class Head:
    """One question that the model answers: its possible answers, and the weights (things known x answers) for them."""

    answers: tuple[str, ...]
    weights: Array
    base: Array


@dataclass(frozen=True)
class Model:
    """Vocabularies and heads ("topic", "unit"). `learned` counts the messages each head was learned from."""

    vocabularies: tuple[Vocabulary, ...]
    heads: dict[str, Head]
    learned: dict[str, int] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """Things known, over all vocabularies."""
        return sum(map(len, self.vocabularies))

    def entries(self, cuts: Cuts) -> tuple[Array, Array, Array]:
        """Message, column over all vocabularies and weight of what is known, unsorted; the same column may come twice."""
        parts: list[tuple[Array, Array, Array]] = []
        first = 0
        for vocabulary in self.vocabularies:
            for side in cuts.sides[vocabulary.way]:
                text, column, weight = vocabulary.vectors(side, cuts.count)
                parts.append((text, column + first, weight))
            first += len(vocabulary)
        rows, columns, weights = (np.concatenate(each) for each in zip(*parts, strict=True))
        return rows, columns, weights

    def scores(self, head: str, messages: Sequence[Message]) -> Array:
        """How much speaks for each answer: messages x answers."""
        asked = self.heads[head]
        rows, columns, weights = self.entries(Cuts.of(messages))
        out = np.tile(asked.base, (len(messages), 1)).astype(np.float64)
        for at in range(len(asked.answers)):
            out[:, at] += np.bincount(rows, weights=weights * asked.weights[columns, at], minlength=len(messages))
        return out


def dumped(model: Model) -> bytes:
    """The model as a file: a zip of arrays."""
    said = {
        "version": VERSION, "ways": [each.way for each in model.vocabularies], "learned": model.learned,
        "heads": {name: list(head.answers) for name, head in model.heads.items()},
    }  # fmt: skip
    arrays: dict[str, Array] = {"said": np.frombuffer(json.dumps(said).encode(), dtype=np.uint8)}
    for at, vocabulary in enumerate(model.vocabularies):
        arrays |= {f"numbers_{at}": vocabulary.numbers, f"rarity_{at}": vocabulary.rarity}
    for name, head in model.heads.items():
        arrays |= {f"weights_{name}": head.weights, f"base_{name}": head.base}
    out = io.BytesIO()
    np.savez(out, **arrays)  # type: ignore[arg-type]  # numpy's stubs take the names for its own arguments
    return out.getvalue()


def loaded(data: bytes) -> Model:
    """The model of a file. Raises NotAModel."""
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
            said = json.loads(arrays["said"].tobytes())
            if said["version"] != VERSION:
                raise NotAModel(f"version {said['version']}, not {VERSION}")
            return _model(said, arrays)
    except (OSError, ValueError, KeyError, TypeError, EOFError, BadZipFile) as error:
        raise NotAModel(str(error)) from error


def _model(said: dict[str, Any], arrays: Any) -> Model:
    vocabularies = tuple(
        Vocabulary(way, arrays[f"numbers_{at}"], arrays[f"rarity_{at}"]) for at, way in enumerate(said["ways"])
    )
    heads = {
        name: Head(tuple(answers), arrays[f"weights_{name}"], arrays[f"base_{name}"])
        for name, answers in said["heads"].items()
    }
    size = sum(map(len, vocabularies))
    fits = all(head.weights.shape == (size, len(head.answers)) == (size, len(head.base)) for head in heads.values())
    if not fits or not set(said["ways"]) <= CUTTERS.keys():
        raise NotAModel("its arrays do not fit together")
    return Model(vocabularies, heads, dict(said["learned"]))
