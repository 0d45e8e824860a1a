"""Messages that came into no topic, though they tell of one: they join it last.

Groups compare names in the subject and the first words. Who leaves the name out, miswrites it or comes to it late is found here, by
phrases of the whole text that next to nobody uses but people of that topic. That alone is not enough: the matter must be like the
topic's too, or the person one who speaks in it; and who names another place is not taken, however alike his letter is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from yishi.readings.topics.alike import Vectors
from yishi.readings.topics.grams import HASH, distinct, phrases
from yishi.readings.topics.merging import Groups, dots, squares
from yishi.readings.topics.places import WORDS, fold, parted
from yishi.readings.topics.said import Said

READ = 1000
"""Characters of a text in which phrases are looked for; what stands behind is mostly quoted law."""
PEOPLE = 2
"""People of a topic without whom nothing is a phrase of it."""
MOSTLY = 2 / 3
"""Share of a topic's people among all who use a phrase (the one who is looked at apart) from which it is a phrase of the topic."""
SHARED = 4
"""Phrases of a topic that a message must hold: three characters each, so that one name or one turn of speech is hardly enough."""
MATTER = 1 / 3
"""How alike in matter a message must be to those of the topic, as a share of how alike these are to each other."""
STEM = 3
"""Characters of a name by which it is known in another text, whatever ends it there."""
PART = 4000
"""Texts that are laid out at once."""
FLAGS = 26
"""Bits of a phrase by which most that tell of nothing are left out at once."""
Rows = NDArray[np.int64]


@dataclass(frozen=True)
class Telling:
    """Phrases (hashed, rising) and of each the topic it tells of, -1 of none."""

    gram: Rows
    topic: Rows

    def tells(self, stems: Sequence[str], topic: int) -> bool:
        """Whether one of the beginnings of names is a phrase of the topic."""
        _line, stem = phrases(stems)
        at = np.minimum(np.searchsorted(self.gram, stem), len(self.gram) - 1)
        return bool(((self.gram[at] == stem) & (self.topic[at] == topic)).any())


class Members:
    """What the members of a topic wrote, and how the names in their subjects begin."""

    def __init__(self, members: Sequence[Said]) -> None:
        self.text = "\n".join(map(_text, members))
        self.subject = "\n".join(fold(one.subject) for one in members)
        self.stems = {name[:STEM] for one in members for name in _names(one.subject)}

    def same(self, row: Said) -> bool:
        """Whether its subject names what theirs name: then groups have compared it with them, and it is another matter there."""
        pieces = {name[at : at + STEM] for name in _names(row.subject) for at in range(len(name) - STEM + 1)}
        return any(piece in self.subject for piece in pieces)

    def here(self, row: Said, telling: Telling, topic: int) -> bool:
        """Whether some member mentions every place that its subject names; or else it mentions a place that members name in
        their subjects and nearly nobody else mentions."""
        if all(name[:STEM] in self.text for name in _names(row.subject)):
            return True
        text = _text(row)
        return telling.tells([stem for stem in sorted(self.stems) if stem in text], topic)


def adopted(said: Sequence[Said], vectors: Vectors, groups: Sequence[Rows]) -> list[Rows]:
    """The groups with those they adopt, each by rising rows; `said` and `vectors` are by the same rows."""
    of, who = np.full(len(said), -1), _people(said)
    for at, group in enumerate(groups):
        of[group] = at
    telling, rows, topics = _telling(said, who, of, len(groups))
    alike = _alike(vectors, of, rows, topics, len(groups))
    inside = np.flatnonzero(of >= 0)
    speaks = np.isin(who[rows] * len(groups) + topics, who[inside] * len(groups) + of[inside])
    took = of.copy()
    for topic in np.unique(topics[alike | speaks]).tolist():
        members = Members([said[at] for at in groups[topic]])
        for at in np.flatnonzero((alike | speaks) & (topics == topic)).tolist():
            row = said[rows[at]]
            if (alike[at] or not members.same(row)) and members.here(row, telling, topic):
                took[rows[at]] = topic
    order = np.argsort(took, kind="stable")
    return [order[first:end] for first, end in pairwise(np.searchsorted(took[order], np.arange(len(groups) + 1)))]


def _names(text: str) -> tuple[str, ...]:
    """The names in it. 有限公司 is read as 公司, for 有 parts names."""
    whole, short = WORDS["limited"]
    return parted(text.replace(whole, short)).names


def _telling(said: Sequence[Said], who: Rows, of: Rows, number: int) -> tuple[Telling, Rows, Rows]:
    """Phrases that tell of a topic, the messages outside that hold enough of one topic, and the topic of which each holds most."""
    gram, topic, inside = _used(said, who, of)
    row, at, everybody = _holders(said, who, of, gram)
    good = inside >= MOSTLY * (everybody - 1)
    row, at = row[good[at]], at[good[at]]
    pair, held = np.unique(row * number + topic[at], return_counts=True)
    pair, held = pair[held >= SHARED], held[held >= SHARED]
    row, of_pair = pair // number, pair % number
    best = np.lexsort((of_pair, -held, row))
    best = best[np.diff(row[best], prepend=-1) > 0]
    return Telling(gram, np.where(good, topic, -1)), row[best], of_pair[best]


def _people(said: Sequence[Said]) -> Rows:
    """A number for each row's person; who is not known is one of his own."""
    known: dict[str, int] = {}
    return np.array([known.setdefault(row.who or f"\x00{at}", len(known)) for at, row in enumerate(said)])


def _used(said: Sequence[Said], who: Rows, of: Rows) -> tuple[Rows, Rows, Rows]:
    """Phrases of which a topic has enough people, each once and rising: the phrase, the topic that has most, and how many these are."""
    found = []
    for rows in _whole(np.argsort(of, kind="stable")[int((of < 0).sum()) :], of):
        line, gram = phrases([_text(said[at]) for at in rows])
        first = int(of[rows[0]])
        _persons, person = np.unique(who[rows], return_inverse=True)
        keys = distinct((of[rows] - first)[line] << 52 | gram << 20 | person[line])
        key, number = np.unique(keys >> 20, return_counts=True)
        key, number = key[number >= PEOPLE], number[number >= PEOPLE]
        found.append(np.array([key & 0xFFFFFFFF, (key >> 32) + first, number]))
    gram, topic, number = np.concatenate(found, axis=1) if found else np.zeros((3, 0), np.int64)
    order = np.lexsort((topic, -number, gram))
    order = order[np.diff(gram[order], prepend=-1) > 0]
    return gram[order], topic[order], number[order]


def _whole(rows: Rows, of: Rows) -> Iterator[Rows]:
    """The rows, which are sorted by topic, in parts of whole topics."""
    begins = np.flatnonzero(np.diff(of[rows], prepend=-1))
    cuts = begins[1:][np.diff(begins // PART) > 0]
    yield from np.split(rows, cuts) if len(rows) else []


def _holders(said: Sequence[Said], who: Rows, of: Rows, gram: Rows) -> tuple[Rows, Rows, Rows]:
    """Who outside holds which of the phrases (by its place among them), and how many people in all hold each. One person's
    messages are looked at together, or he would count twice."""
    maybe = np.zeros(1 << FLAGS, np.bool_)
    maybe[gram >> HASH - FLAGS] = True
    everybody = np.zeros(len(gram), np.int64)
    held = [np.zeros((2, 0), np.int64)]
    order = np.argsort(who, kind="stable")
    for rows in np.array_split(order, len(order) // PART + 1):
        line, found = phrases([_text(said[at]) for at in rows])
        keep = maybe[found >> HASH - FLAGS]
        key = distinct(found[keep] << 32 | line[keep])
        at, row = np.searchsorted(gram, key >> 32), rows[key & 0xFFFFFFFF]
        known = at < len(gram)
        known[known] = gram[at[known]] == key[known] >> 32
        at, row = at[known], row[known]
        first = (np.diff(at, prepend=-1) > 0) | (np.diff(who[row], prepend=-1) != 0)
        everybody += np.bincount(at[first], minlength=len(gram))
        held.append(np.array([row, at])[:, of[row] < 0])
    row, at = np.concatenate(held, axis=1)
    return row, at, everybody


def _alike(vectors: Vectors, of: Rows, row: Rows, topic: Rows, number: int) -> NDArray[np.bool_]:
    """Whether each message is alike enough in matter to those of its topic."""
    inside = np.flatnonzero(of >= 0)
    whole = Groups.single(vectors).only(inside).joined(of[inside], number)
    own = (squares(whole.matter) - whole.size) / (whole.size * (whole.size - 1))
    return np.asarray(dots(vectors.matter, row, whole.matter, topic) / whole.size[topic] >= MATTER * own[topic])


def _text(row: Said) -> str:
    return fold(f"{row.subject}\n{row.text[:READ]}")
