"""Hot topics of a pile of messages: words -> vectors -> pairs -> groups -> topics with heat, the hottest first. No database."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from yishi.readings.topics.adopting import adopted
from yishi.readings.topics.alike import Admin, Vectors, candidates
from yishi.readings.topics.grams import RARE, weighed
from yishi.readings.topics.heat import Heat, heat
from yishi.readings.topics.merging import Groups, dots, merge, squares
from yishi.readings.topics.places import ENDED, WORDS, Parted, parted
from yishi.readings.topics.said import Said
from yishi.readings.topics.steps import Step, nobody

PLACED, READ = 160, 240
"""Characters of the text in which names are looked for, and all that are looked at; the subject counts three times."""
LEAST, PERSONS = 3, 2
"""Messages and people without which nothing is a topic."""
NAMES, MATTER = 10, 64
"""Grams of names and of the rest that are kept of each message."""
ALIKE, SPARE = 0.18, 0.25
"""How alike the messages of a topic are on average, and by how much more / their number: three must be more alike than thirty. What
joined and is not so alike is parted once more, at this bar."""
APART = 0.2
"""Whoever is in matter less like the others of a topic than this share of how like each other these are does not stay in it, unless"""
HARDLY = 0.06
"""he is at least so much like them: two letters copied from each other are no measure for a third."""
NAMED, NAMED_TOO = 0.85, 0.7
"""Who is about another district than the others stays where the names of his places are so like theirs, or nearly so and his matter
as like as a topic's: an estate is told of by its street, its district, its city; works that stink are in each of them."""
WORD_FOR_WORD = 0.5
"""Likeness of matter of those who sent in the same letter, from which it needs no name."""
NEIGHBOURS = 0.25
"""Share of the others who name a district at all from which it is theirs too; and of those who name a place, from which it is."""
WIDE = WORDS["wide"]
PAUSE = dt.timedelta(days=365)
"""Whoever speaks so long after the last one speaks of another time, and begins another topic."""
STAGES = 5


@dataclass(frozen=True)
class Found:
    """Messages of one topic, as places in the rows, by day; and its heat."""

    rows: tuple[int, ...]
    heat: Heat


def find(said: Sequence[Said], last: dt.date | None = None, step: Step = nobody) -> list[Found]:
    """Topics of the messages, the hottest first; `last` is the day as of which recent is recent (the last of the rows)."""
    if len(said) < LEAST:
        return []
    order = sorted(range(len(said)), key=lambda at: (said[at].day, said[at].number))
    step(0, STAGES)
    rows = [said[at] for at in order]
    vectors = vectors_of(rows, step)
    step(3, STAGES)
    groups = adopted(rows, vectors, released(vectors, _groups(vectors), rows))
    step(4, STAGES)
    last = last or said[order[-1]].day
    parts = [part for group in groups for part in _in_time(rows, group)]
    found = [_found(said, [order[at] for at in part], last) for part in parts]
    kept = [one for one in found if one.heat.people >= PERSONS]
    step(STAGES, STAGES)
    return sorted(kept, key=lambda one: (-one.heat.total, said[one.rows[0]].number))


def vectors_of(said: Sequence[Said], step: Step = nobody) -> Vectors:
    """What is compared of each message: the names in it, and the rest of its words."""
    names: list[str] = []
    rest: list[str] = []
    admin: list[Admin] = []
    known: dict[Admin, Admin] = {}
    for row in said:
        subject, text, more = parted(row.subject), parted(row.text[:PLACED]), parted(row.text[PLACED:READ])
        names.append(_names(subject, text))
        its = _admin(subject, text)
        admin.append(known.setdefault(its, its))  # a hundred thousand messages name some hundred districts
        rest.append(" ".join([*[subject.rest] * 3, text.rest, more.rest]))
    step(1, STAGES)
    places = weighed(names, NAMES, power=2)
    del names
    step(2, STAGES)
    return Vectors(places, weighed(rest, MATTER, rare=RARE), admin)


def _admin(subject: Parted, text: Parted) -> Admin:
    """The districts that its subject names, and all that it names: a text also tells where its writer lives and where a firm sits.
    A province is none, for all are in it."""
    mine, every = (
        frozenset(name for name in names if not name.endswith(WIDE))
        for names in (subject.admin, subject.admin + text.admin)
    )
    return mine, every


def _names(subject: Parted, text: Parted) -> str:
    """Names of the subject three times; those of the text once, for a subject often leaves them out: all where it has none."""
    return " ".join([*subject.names * 3, *(text.firm if subject.names else text.names)])


def _groups(vectors: Vectors) -> list[NDArray[np.int64]]:
    """Groups that are large and alike enough."""
    single, pairs = Groups.single(vectors), candidates(vectors)
    ends = merge(single, pairs)
    of, good = _judged(single, ends)
    loose = ~good[of]
    inside = loose[pairs[:, 0]] & (of[pairs[:, 0]] == of[pairs[:, 1]])
    ends = np.where(loose, merge(single, pairs[inside], ALIKE), ends)
    of, good = _judged(single, ends)
    by = np.argsort(of, kind="stable")
    parts = np.split(by, np.cumsum(np.bincount(of))[:-1])
    return [parts[at] for at in np.flatnonzero(good)]


def released(vectors: Vectors, groups: list[NDArray[np.int64]], said: Sequence[Said]) -> list[NDArray[np.int64]]:
    """The groups, of three or more, without those whose matter is not theirs: who complains of the lifts of an estate has its name
    in common with those who complain of its canteen, and nothing else."""
    if not groups:
        return groups
    row, of = np.concatenate(groups), np.repeat(np.arange(len(groups)), [len(group) for group in groups])
    single = Groups.single(vectors)
    whole = single.only(row).joined(of, len(groups))
    mine, others = dots(vectors.matter, row, whole.matter, of), whole.size[of] - 1
    rest = (squares(whole.matter)[of] - 2 * mine + 1 - others) / (others * (others - 1))
    alike = (mine - 1) / others
    named = single.named[row]
    placed = (dots(vectors.places, row, whole.places, of) - named) / np.maximum(1, whole.named[of] - named)
    same = (placed >= NAMED) | ((placed >= NAMED_TOO) & (alike >= ALIKE))
    far = _elsewhere(vectors, groups)
    if far.any():
        same &= _namesakes(said, groups, far) | (alike >= WORD_FOR_WORD)
    keep = ((alike >= HARDLY) | (alike >= APART * rest)) & (same | ~far)
    kept = np.split(row[keep], np.cumsum(np.bincount(of[keep], minlength=len(groups)))[:-1])
    return [group for group in kept if len(group) >= LEAST]


def _elsewhere(vectors: Vectors, groups: list[NDArray[np.int64]]) -> NDArray[np.bool_]:
    """Whether each member, one group after another, is about a district that next to none of the others names."""
    found = []
    for group in groups:
        admin = [vectors.admin[at] for at in group]
        held = Counter(name for _mine, every in admin for name in every)
        naming = sum(bool(every) for _mine, every in admin) - 1
        found += [bool(mine) and max(held[name] for name in mine) - 1 < NEIGHBOURS * naming for mine, _every in admin]
    return np.array(found, np.bool_)


def _namesakes(said: Sequence[Said], groups: list[NDArray[np.int64]], far: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Whether each member has a name in common with enough others beyond how it ends: in a thin file all schools are alike. Asked of
    those alone that are about another district."""
    found = np.ones(len(far), np.bool_)
    begin = 0
    for group in groups:
        asked = np.flatnonzero(far[begin : begin + len(group)])
        if len(asked):
            held = [_stems(said[at]) for at in group]
            for at in asked.tolist():
                others = [stems for place, stems in enumerate(held) if place != at and stems]
                shared = sum(bool(held[at] & stems) for stems in others)
                found[begin + at] = shared > 0 and shared >= NEIGHBOURS * len(others)
        begin += len(group)
    return found


def _stems(row: Said) -> set[str]:
    """Pairs of characters in the names of subject and first words, without how these end."""
    names = (*parted(row.subject).names, *parted(row.text[:PLACED]).names)
    return {stem[at : at + 2] for stem in (ENDED.sub("", name) for name in names) for at in range(len(stem) - 1)}


def _judged(single: Groups, ends: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """The groups numbered without gaps, and whether each is large and alike enough."""
    stands, of = np.unique(ends, return_inverse=True)
    whole = single.joined(of, len(stands))
    return of, (whole.size >= LEAST) & (whole.cohesion() >= ALIKE + SPARE / whole.size)


def _in_time(rows: Sequence[Said], group: NDArray[np.int64]) -> list[NDArray[np.int64]]:
    """The group, which is by day, parted where nobody spoke for long; only what is large enough."""
    days = np.array([rows[at].day.toordinal() for at in group])
    parts = np.split(group, np.flatnonzero(np.diff(days) > PAUSE.days) + 1)
    return [part for part in parts if len(part) >= LEAST]


def _found(said: Sequence[Said], rows: list[int], last: dt.date) -> Found:
    return Found(tuple(rows), heat([said[at] for at in rows], last))
