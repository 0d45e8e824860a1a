"""Which grams and words are known, how much each weighs, and texts as vectors over them (tf-idf). Numpy alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from yishi.readings.sorting.grams import Array, cut, cut_words, fold

Message = tuple[str, str]
"""Subject and text. Each counts as much as the other: a subject is short and says what it is about."""
Cut = tuple[Array, Array]
"""Numbers of what stands in some texts, and which text each stands in."""
CUTTERS: dict[str, Callable[[Sequence[str]], Cut]] = {"grams": cut, "words": cut_words}
"""The two ways of looking at a text. Each has a vocabulary of its own, and a text has length one in each."""
LEAST = 2
"""Messages that something must stand in to be known: what was written once tells of nothing else."""


@dataclass(frozen=True)
class Cuts:
    """Messages cut in each way, subjects and texts apart, so that cutting is done once."""

    count: int
    sides: dict[str, tuple[Cut, Cut]]

    @classmethod
    def of(cls, messages: Sequence[Message]) -> Cuts:
        """These messages."""
        folded = [[fold(message[side]) for message in messages] for side in (0, 1)]
        return cls(len(messages), {way: (cutter(folded[0]), cutter(folded[1])) for way, cutter in CUTTERS.items()})

    def different(self, way: str) -> Array:
        """Everything that stands in the messages, once for each message that it stands in."""
        numbers, places = (np.concatenate(each) for each in zip(*self.sides[way], strict=True))
        order = np.lexsort((places, numbers))
        numbers, places = numbers[order], places[order]
        new = np.ones(len(numbers), bool)
        new[1:] = (np.diff(numbers) != 0) | (np.diff(places) != 0)
        found: Array = numbers[new]
        return found


@dataclass(frozen=True)
class Vocabulary:
    """`numbers` are sorted; `rarity` says of each how much it weighs (idf)."""

    way: str
    numbers: Array
    rarity: Array

    @classmethod
    def of(cls, way: str, cuts: Sequence[Cuts], named: Cuts) -> Vocabulary:
        """What stands in these messages, without what stands in fewer than `LEAST`; what stands in `named` is known anyhow."""
        total = sum(each.count for each in cuts)
        none = np.zeros(0, np.int64)
        known, spread = np.unique(np.concatenate([none, *(each.different(way) for each in cuts)]), return_counts=True)
        known, spread = known[spread >= LEAST], spread[spread >= LEAST]
        extra = np.setdiff1d(named.different(way), known)
        order = np.argsort(np.r_[known, extra])
        known, spread = np.r_[known, extra][order], np.r_[spread, np.ones(len(extra), np.int64)][order]
        return cls(way, known, (np.log((1 + total) / (1 + spread)) + 1).astype(np.float32))

    def __len__(self) -> int:
        return len(self.numbers)

    def vectors(self, cut: Cut, count: int) -> tuple[Array, Array, Array]:
        """Text, place in the vocabulary and weight of each different known thing; sorted by text, each of length one."""
        numbers, places = cut
        if not len(self) or not len(numbers):
            none = np.zeros(0, np.int64)
            return none, none, np.zeros(0, np.float32)
        at = np.searchsorted(self.numbers, numbers)
        at[at == len(self)] = 0
        known = self.numbers[at] == numbers
        both, times = np.unique(places[known].astype(np.int64) * len(self) + at[known], return_counts=True)
        text, column = both // len(self), both % len(self)
        weight = (1 + np.log(times)) * self.rarity[column]
        length = np.sqrt(np.bincount(text, weights=weight**2, minlength=count))
        return text, column, (weight / length[text]).astype(np.float32)
