"""From pairs to groups: those join that are nearest to each other, as long as all of one are like all of the other on average.

Average linkage over the sparse graph of candidates. The likeness of two groups is exact, whatever pairs were looked at, for it
is taken from the sums of their rows; so a chain of messages, each like the next, does not become one group.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from yishi.readings.topics.alike import Vectors, number_of, paired
from yishi.readings.topics.grams import numbered

ENOUGH = 0.1
"""Likeness from which two groups are one."""
NEAR, CHANCE = 0.1, 0.01
"""Likeness of names that comes of their endings alone, and of matter that comes of common words. Where two messages name places and
share no more of one of both, they are not alike at all."""
WITHOUT = 0.35
"""What likeness of matter counts where no place is named."""
SURE = 0.5
"""Likeness from which a group may join two others in the same round."""
CHUNK = 50_000
Numbers = NDArray[np.float64]


@dataclass
class Groups:
    """Groups of messages: the sums of their rows, how many they are, and how many of them name a place."""

    places: csr_matrix
    matter: csr_matrix
    size: Numbers
    named: Numbers

    @classmethod
    def single(cls, vectors: Vectors) -> Groups:
        """Each message a group of its own."""
        named = (np.diff(vectors.places.indptr) > 0).astype(float)
        return cls(vectors.places, vectors.matter, np.ones(len(vectors)), named)

    def likeness(self, pairs: NDArray[np.int64]) -> Numbers:
        """How alike the two of each pair are, 0 to 1: of those that name places the mean of place and matter (geometric, so
        that neither does without the other), of the rest of matter alone."""
        found = [self._likeness(pairs[at : at + CHUNK]) for at in range(0, len(pairs), CHUNK)]
        return np.concatenate(found) if found else np.zeros(0)

    def cohesion(self) -> Numbers:
        """How alike the messages of each group are to one another, by the same measure; 0 of a single one."""
        both, every = (number * (number - 1) for number in (self.named, self.size))
        place = (squares(self.places) - self.named) / np.maximum(both, 1)
        matter = (squares(self.matter) - self.size) / np.maximum(every, 1)
        return _both(both / np.maximum(every, 1), np.maximum(place, 0), np.maximum(matter, 0))

    def _likeness(self, pairs: NDArray[np.int64]) -> Numbers:
        one, other = pairs[:, 0], pairs[:, 1]
        both, every = self.named[one] * self.named[other], self.size[one] * self.size[other]
        place = dots(self.places, one, self.places, other) / np.maximum(both, 1)
        matter = dots(self.matter, one, self.matter, other) / every
        return _both(both / every, place, matter)

    def only(self, rows: NDArray[np.int64]) -> Groups:
        """Some of the groups."""
        return Groups(self.places[rows], self.matter[rows], self.size[rows], self.named[rows])

    def joined(self, of: NDArray[np.int64], number: int) -> Groups:
        """With old group i in new group `of[i]`."""
        onto = csr_matrix((np.ones(len(of), np.float32), (of, np.arange(len(of)))), shape=(number, len(of)))
        return Groups(onto @ self.places, onto @ self.matter, onto @ self.size, onto @ self.named)


def _both(share: Numbers, place: Numbers, matter: Numbers) -> Numbers:
    """`share` of the pairs name places."""
    near = np.maximum(0, (place - NEAR) / (1 - NEAR))
    same = np.maximum(0, matter - CHANCE)
    return np.asarray(share * np.sqrt(near * same) + (1 - share) * WITHOUT * matter)


def squares(matrix: csr_matrix) -> Numbers:
    """The squared length of each row."""
    return np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel().astype(float)


def dots(left: csr_matrix, one: NDArray[np.int64], right: csr_matrix, other: NDArray[np.int64]) -> Numbers:
    """The products of row `one[i]` of the left with row `other[i]` of the right."""
    return np.asarray(left[one].multiply(right[other]).sum(axis=1)).ravel().astype(float)


def merge(groups: Groups, pairs: NDArray[np.int64], enough: float = ENOUGH) -> NDArray[np.int64]:
    """For each group at the start a group that stands for the one it ends in. Groups that nothing is like any more are left
    out of the later rounds, so that these cost little."""
    ends = np.arange(len(groups.size))
    stands = ends.copy()
    likeness = groups.likeness(pairs)
    while (keep := likeness >= enough).any():
        pairs, likeness = pairs[keep], likeness[keep]
        used, pairs = numbered(pairs, len(groups.size))
        groups, stands = groups.only(used), stands[used]
        of, kept = _joining(pairs, likeness, len(used))
        ends[stands] = stands[kept[of]]
        moved = np.bincount(of, minlength=len(kept)) > 1
        groups, stands = groups.joined(of, len(kept)), stands[kept]
        pairs, likeness = _onward(of[pairs], likeness)
        again = moved[pairs].any(axis=1)
        likeness[again] = groups.likeness(pairs[again])
    return _rooted(ends)


def _joining(pairs: NDArray[np.int64], likeness: Numbers, number: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The new number of each group, and for each new number the old one that stands for it.

    Those join that are each other's nearest (of equals the one of the lowest rows); and who is surely like one of these joins
    too, lest an affair of hundreds grows by one a round."""
    order = np.argsort(-likeness, kind="stable")  # the pairs come by rising rows
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    best = np.full(number, len(order))
    np.minimum.at(best, pairs[:, 0], rank)
    np.minimum.at(best, pairs[:, 1], rank)
    first, second = best[pairs[:, 0]] == rank, best[pairs[:, 1]] == rank
    both = first & second
    to = np.arange(number)
    to[pairs[both, 1]] = pairs[both, 0]
    paired = np.zeros(number, bool)
    paired[pairs[both].ravel()] = True
    for mine, other in ((0, 1), (1, 0)):
        chosen = (first if mine == 0 else second) & ~both & (likeness >= SURE) & paired[pairs[:, other]]
        to[pairs[chosen, mine]] = to[pairs[chosen, other]]
    kept, of = numbered(to, number)
    return of, kept


def _onward(pairs: NDArray[np.int64], likeness: Numbers) -> tuple[NDArray[np.int64], Numbers]:
    """The pairs under their new numbers, each once."""
    apart = pairs[:, 0] != pairs[:, 1]
    number, likeness = number_of(pairs[apart]), likeness[apart]
    order = np.argsort(number, kind="stable")
    order = order[np.diff(number[order], prepend=-1) > 0]
    return paired(number[order]), likeness[order]


def _rooted(ends: NDArray[np.int64]) -> NDArray[np.int64]:
    """Each led to the last that stands for it."""
    while (ends[ends] != ends).any():
        ends = ends[ends]
    return ends
