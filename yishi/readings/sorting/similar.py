"""Which messages say much the same: an index over pairs of characters, for a hundred thousand messages and more.

    index = Index.build(texts, keys)
    index.add(["…"], [7])
    index.query("…", most=8)      [Similar(key=…, score=0.71), …]

The score is the cosine of two messages, each the set of its pairs of characters, weighted by how rare a pair is (idf).
A query visits the postings of its rarest pairs only, at most `REACH` of them, and compares the best candidates exactly;
so it costs the same among ten thousand messages as among a hundred thousand. New messages stand in a segment of their
own; segments are merged when the older is less than twice as long (as in a log-structured tree), so that adding one by
one costs n log n in all. Eight bytes for each different pair of a message; no more than that is kept of its text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from yishi.readings.sorting.grams import cut, plain

CHUNK = 2_000
"""Messages that are cut at once while an index is built."""
REACH = 40_000
"""Postings that a query visits, about."""
CANDIDATES = 64
"""Messages that are compared exactly."""
LEAST = 0.12
"""Likeness below this is chance."""

Array = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Similar:
    """A message that says much the same: its key, and the likeness from 0 to 1."""

    key: int
    score: float


@dataclass
class _Segment:
    """Messages and their pairs, both ways round: `rows[starts[i]:starts[i + 1]]` are places in `terms` of the pairs of
    message i, `docs[ends[t]:ends[t + 1]]` the messages that hold pair t."""

    keys: Array
    terms: Array
    starts: Array
    rows: Array
    ends: Array
    docs: Array
    norms: Array

    def __len__(self) -> int:
        return len(self.keys)

    def found(self, terms: Array) -> tuple[Array, Array]:
        """Places of the terms (sorted) that stand here, and which of those asked for they are."""
        at = np.searchsorted(self.terms, terms)
        at[at == len(self.terms)] = 0
        here = np.flatnonzero(self.terms[at] == terms) if len(self.terms) else np.zeros(0, np.int64)
        return at[here], here


class Index:
    """Messages by what they say. Not for several threads at once while something is added."""

    def __init__(self) -> None:
        self._segments: list[_Segment] = []

    @classmethod
    def build(cls, texts: Sequence[str], keys: Sequence[int] | None = None) -> Index:
        """An index of these texts; without keys they are numbered from 0."""
        index = cls()
        index._segments = [index._weighed(_made(texts, keys if keys is not None else range(len(texts))))]
        return index

    def __len__(self) -> int:
        return sum(map(len, self._segments))

    def add(self, texts: Sequence[str], keys: Sequence[int]) -> None:
        """Put in further messages; a key that is there already would stand there twice."""
        new = _made(texts, keys)
        while self._segments and len(self._segments[-1]) < 2 * len(new):
            new = _merged([self._segments.pop(), new])
        self._segments.append(self._weighed(new))

    def query(self, text: str, most: int = 8, *, least: float = LEAST, but: int | None = None) -> list[Similar]:
        """The messages most like this one, the best first, without the one whose key is `but`."""
        terms = np.unique(cut([plain(text)], 2, 2)[0])
        if not len(terms) or not len(self):
            return []
        spread = self._spread(terms)
        weights = _weights(spread, len(self)).astype(np.float32)
        chosen = _telling(spread, weights)
        norm = float(np.sqrt((weights**2).sum()))
        found = [each for segment in self._segments for each in _best(segment, terms, weights, chosen, norm)]
        ranked = sorted(
            (Similar(key, score) for key, score in found if key != but), key=lambda one: (-one.score, one.key)
        )
        return [one for one in ranked[:most] if one.score >= least]

    def _spread(self, terms: Array) -> Array:
        """In how many messages each term stands."""
        spread = np.zeros(len(terms), dtype=np.int64)
        for segment in self._segments:
            at, here = segment.found(terms)
            spread[here] += segment.ends[at + 1] - segment.ends[at]
        return spread

    def _weighed(self, new: _Segment) -> _Segment:
        """The segment with the lengths of its messages, by what is known of all messages now."""
        spread = self._spread(new.terms) + np.diff(new.ends)
        weights = _weights(spread, len(self) + len(new)).astype(np.float32)
        for first in range(0, len(new), CHUNK):
            part = new.starts[first : first + CHUNK + 1]
            squares = np.concatenate([weights[new.rows[part[0] : part[-1]]] ** 2, np.zeros(1, np.float32)])
            sums = np.add.reduceat(squares, part[:-1] - part[0])
            sums[np.diff(part) == 0] = 0
            new.norms[first : first + CHUNK] = np.sqrt(sums)
        return new


def _weights(spread: Array, messages: int) -> Array:
    """Rare pairs weigh much; what stands in nearly every message weighs next to nothing."""
    found: Array = np.log((messages + 1) / (spread + 0.5))
    return np.maximum(found, 0.01)


def _telling(spread: Array, weights: Array) -> Array:
    """The rarest terms that are held anywhere, until enough postings are reached."""
    order = np.argsort(-weights, kind="stable")
    order = order[spread[order] > 0]
    reached = np.cumsum(spread[order])
    return order[: max(1, int(np.searchsorted(reached, REACH, side="right")))]


def _best(segment: _Segment, terms: Array, weights: Array, chosen: Array, norm: float) -> Iterator[tuple[int, float]]:
    at, here = segment.found(terms)
    if not len(at):
        return
    visited = np.isin(here, chosen)
    lists = [segment.docs[segment.ends[t] : segment.ends[t + 1]] for t in at[visited]]
    if not lists:
        return
    posted = np.concatenate(lists)
    squares = weights[here] ** 2
    worth = np.repeat(squares[visited], [len(each) for each in lists])
    partly = np.bincount(posted, weights=worth, minlength=len(segment)) / np.maximum(segment.norms, 1e-6)
    few = np.argpartition(-partly, CANDIDATES)[:CANDIDATES] if len(segment) > CANDIDATES else np.arange(len(segment))
    few = few[partly[few] > 0]
    asked = np.zeros(len(segment.terms), dtype=np.float32)
    asked[at] = squares
    for doc in few:
        row = segment.rows[segment.starts[doc] : segment.starts[doc + 1]]
        yield int(segment.keys[doc]), float(asked[row].sum() / (norm * segment.norms[doc]))


def _made(texts: Sequence[str], keys: Sequence[int]) -> _Segment:
    if len(texts) != len(keys):
        raise ValueError(f"{len(texts)} texts and {len(keys)} keys")
    parts = [_cut(texts[at : at + CHUNK], keys[at : at + CHUNK]) for at in range(0, len(texts), CHUNK)]
    return _merged(parts) if parts else _cut([], [])


def _cut(texts: Sequence[str], keys: Sequence[int]) -> _Segment:
    """A segment without the way from pairs to messages, which merging makes."""
    numbers, places = cut([plain(text) for text in texts], 2, 2)
    terms, rows = np.unique(numbers, return_inverse=True)
    both = np.unique(places * max(len(terms), 1) + rows)
    starts = np.searchsorted(both, np.arange(len(texts) + 1) * max(len(terms), 1))
    rows = (both % max(len(terms), 1)).astype(np.int32)
    none = np.zeros(0, dtype=np.int32)
    return _Segment(np.asarray(keys, dtype=np.int64), terms, starts, rows, none, none, np.zeros(len(texts), np.float32))


def _merged(parts: Sequence[_Segment]) -> _Segment:
    from scipy.sparse import csr_array

    terms = np.unique(np.concatenate([part.terms for part in parts]))
    rows = np.concatenate([np.searchsorted(terms, part.terms).astype(np.int32)[part.rows] for part in parts])
    lengths = np.concatenate([np.diff(part.starts) for part in parts])
    starts = np.concatenate([[0], np.cumsum(lengths)])
    keys = np.concatenate([part.keys for part in parts])
    narrow = starts.astype(np.int32) if len(rows) < 2**31 else starts  # else all would be widened, at thrice the memory
    held = csr_array((np.ones(len(rows), dtype=np.int8), rows, narrow), shape=(len(keys), len(terms))).tocsc()
    return _Segment(
        keys,
        terms,
        starts,
        rows,
        held.indptr.astype(np.int64),
        held.indices.astype(np.int32, copy=False),
        np.zeros(len(keys), np.float32),
    )
