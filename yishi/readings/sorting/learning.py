"""Learning from what an office decided: class and kind of unit from the words of messages (scikit-learn; for workers and commands).

Three things help where few messages have a class: names of classes and the words of `kinds.toml` count as short messages
of theirs (so that an office that has decided nothing gets suggestions too); the other messages, decided or not, say how
rare a word is; and what speaks for a kind of unit helps to tell the class, for many more messages were handed to
somebody than were classed. All of it is linear, so it is put together into one weight for each gram and word.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from yishi.readings.sorting.cold import Taught, hints_of
from yishi.readings.sorting.grams import Array
from yishi.readings.sorting.model import Head, Model
from yishi.readings.sorting.reading import Row
from yishi.readings.sorting.units import first_named, kind_of
from yishi.readings.sorting.vocabulary import CUTTERS, Cuts, Message, Vocabulary

TOPIC_PENALTY, UNIT_PENALTY = 0.3, 1.0
"""How much large weights cost (ridge)."""
HINT = 0.1
"""How much a short message made of names weighs beside a real one."""
KIND = 0.1
"""Spread of the scores of kinds of units beside a message's own length of one, where the class is learned."""
FOLDS = 3
AT_ONCE = 1000
MOST = 30_000
"""Messages that are learned from, the last ones: what an office did years ago is of little use."""


def taught(row: Row) -> Taught:
    """What a row of a file teaches: the unit it names, or else the first that its answer names."""
    unit = kind_of(row.unit) if row.unit else getattr(first_named(row.answer), "kind", "")
    return Taught(row.subject, row.text, row.topic, unit)


def learn(
    known: Sequence[Taught], more: Sequence[Message] = (), classes: Sequence[tuple[str, ...]] = (), every: bool = False
) -> Model:
    """The model of these decisions. `more` are messages of which nothing was decided, `classes` names of classes from
    the first level down. With `every` each class of `classes` or the catalogue may be suggested; without, only those
    that were decided, unless none was."""
    known = known[-MOST:]
    decided = {row.topic for row in known if row.topic}
    hints = [hint for hint in hints_of(classes) if every or not decided or not hint.topic or hint.topic in decided]
    taught_by = [*known, *hints]
    weight = np.r_[np.ones(len(known)), np.full(len(hints), HINT)]
    cuts = _cuts([(row.subject, row.text) for row in known])
    named = Cuts.of([(hint.subject, hint.text) for hint in hints])
    heard = [*cuts, *_cuts(more)]
    empty = Model(tuple(Vocabulary.of(way, heard, named) for way in CUTTERS), {})
    held = _matrix(empty, [*cuts, named])
    unit = _head(held, [row.unit for row in taught_by], weight, UNIT_PENALTY)
    topic = _topics(held, taught_by, weight, unit, len(known))
    learned = {"topic": sum(bool(row.topic) for row in known), "unit": sum(bool(row.unit) for row in known)}
    return Model(empty.vocabularies, {"topic": topic, "unit": unit}, learned)


def _cuts(messages: Sequence[Message]) -> list[Cuts]:
    return [Cuts.of(messages[at : at + AT_ONCE]) for at in range(0, len(messages), AT_ONCE)]


def _matrix(model: Model, cuts: Sequence[Cuts]) -> Any:
    from scipy.sparse import csr_array, vstack

    parts = []
    for each in cuts:
        rows, columns, weights = model.entries(each)
        parts.append(csr_array((weights, (rows, columns)), shape=(each.count, model.size)))
    return vstack(parts).tocsr()


def _head(held: Any, said: Sequence[str], weight: Array, penalty: float) -> Head:
    """The head that answers what was said of the rows; where nothing was said a row teaches nothing."""
    from sklearn.linear_model import Ridge

    rows = [at for at, each in enumerate(said) if each]
    answers = tuple(sorted({said[row] for row in rows}))
    right = np.array([[1.0 if said[row] == answer else -1.0 for answer in answers] for row in rows])
    solver = Ridge(alpha=penalty, solver="sparse_cg", tol=1e-3).fit(held[rows], right, sample_weight=weight[rows])
    weights = np.atleast_2d(solver.coef_).T
    return Head(answers, weights.astype(np.float32), np.atleast_1d(solver.intercept_).astype(np.float32))


def _topics(held: Any, taught_by: Sequence[Taught], weight: Array, unit: Head, known: int) -> Head:
    """The head for classes: what speaks for a kind of unit stands beside the words, and is put back into them afterwards."""
    from scipy.sparse import csr_array, hstack

    scores = held @ unit.weights
    both = np.flatnonzero([bool(row.unit and row.topic) for row in taught_by])
    if len(both) >= FOLDS:
        scores[both] = _unseen(held, [row.unit for row in taught_by], weight, unit, both)
    classed = np.flatnonzero([bool(row.topic) for row in taught_by[:known]])
    centre = scores[classed if len(classed) else slice(None)].mean(axis=0)
    scores = scores - centre
    scale = KIND / float((scores[classed] if len(classed) else scores).std() or 1.0)
    found = _head(
        hstack([held, csr_array(scores * scale)]).tocsr(), [row.topic for row in taught_by], weight, TOPIC_PENALTY
    )
    words, units = found.weights[: held.shape[1]], found.weights[held.shape[1] :] * scale
    return Head(found.answers, (words + unit.weights @ units).astype(np.float32), found.base - centre @ units)


def _unseen(held: Any, said: Sequence[str], weight: Array, unit: Head, rows: Array) -> Array:
    """Scores for kinds of units, each from a head that has not seen the row: its own decision must not tell its class."""
    out = np.zeros((len(rows), len(unit.answers)))
    for fold_at in range(FOLDS):
        left_out = rows[fold_at::FOLDS]
        hidden = set(left_out.tolist())
        kept = [("" if row in hidden else each) for row, each in enumerate(said)]
        head = _head(held, kept, weight, UNIT_PENALTY)
        places = np.array([unit.answers.index(answer) for answer in head.answers])
        out[np.ix_(np.arange(fold_at, len(rows), FOLDS), places)] = held[left_out] @ head.weights
    return out
