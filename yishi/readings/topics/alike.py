"""Which messages may be about the same: for each a few others that share its telling grams.

Comparing everything with everything grows with the square. Only rare grams name candidates, and where many messages hold
one, they are looked at in pieces of neighbours in time, with the first few of them in every piece, so that a long affair holds
together. So the work for one message does not depend on how many there are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_matrix, csc_matrix, csr_matrix, hstack

from yishi.readings.topics.grams import distinct

PIECE = 80
"""Messages that are looked at together for one gram."""
HUBS = 8
"""Of a gram's first messages so many stand in each of its pieces."""
NEAREST = 20
"""Candidates of each message."""
TELLING = 8
"""Grams of its names, and of its matter, by which candidates are named."""
BLOCK = 2000
FLOOR = 0.04

Admin = tuple[frozenset[str], frozenset[str]]


@dataclass(frozen=True)
class Vectors:
    """What is compared: names (`places`) and everything else (`matter`), a row for each message. `admin` are the cities, districts and
    counties of each: those that its subject names, and all that it names."""

    places: csr_matrix
    matter: csr_matrix
    admin: Sequence[Admin] = ()

    def __len__(self) -> int:
        return int(self.places.shape[0])


def candidates(vectors: Vectors, telling: int = TELLING) -> NDArray[np.int64]:
    """Pairs (two columns, the smaller row first) that are worth comparing."""
    rare = hstack([_pieces(_heaviest(vectors.places, telling)), _pieces(_heaviest(vectors.matter, telling))]).tocsr()
    across = rare.T.tocsr()
    found = [_nearest(rare[first : first + BLOCK] @ across, first) for first in range(0, len(vectors), BLOCK)]
    pairs = np.concatenate(found) if found else np.zeros((0, 2), np.int64)
    return paired(distinct(number_of(pairs[pairs[:, 0] != pairs[:, 1]])))


def number_of(pairs: NDArray[np.int64]) -> NDArray[np.int64]:
    """Each pair as one number, whichever of the two comes first: such are sorted many times faster than rows of two."""
    return np.minimum(pairs[:, 0], pairs[:, 1]) << 32 | np.maximum(pairs[:, 0], pairs[:, 1])


def paired(numbers: NDArray[np.int64]) -> NDArray[np.int64]:
    """The pairs of these numbers, the smaller first."""
    return np.column_stack([numbers >> 32, numbers & 0xFFFFFFFF])


def _heaviest(matrix: csr_matrix, most: int) -> csr_matrix:
    """Of each row its heaviest entries; the rows keep the length they had."""
    lines = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    order = np.lexsort((-matrix.data, lines))
    begins = matrix.indptr[lines]
    keep = np.sort(order[np.arange(len(order)) - begins < most])
    made = csr_matrix((matrix.data[keep], (lines[keep], matrix.indices[keep])), shape=matrix.shape)
    return made


def _pieces(matrix: csr_matrix) -> csc_matrix:
    """Columns that many rows hold, parted into pieces of neighbouring rows; the first rows stand in every piece."""
    columns = matrix.tocsc()
    columns.sort_indices()
    held = np.diff(columns.indptr)
    of = np.repeat(np.arange(columns.shape[1]), held)
    place = np.arange(len(of)) - columns.indptr[of]
    piece = place // PIECE
    first = np.concatenate([[0], np.cumsum((held + PIECE - 1) // PIECE)])
    row, column, value = [columns.indices], [first[of] + piece], [columns.data]
    for at in np.flatnonzero(held > PIECE):
        begin = columns.indptr[at]
        more = first[at + 1] - first[at] - 1
        row.append(np.tile(columns.indices[begin : begin + HUBS], more))
        column.append(np.repeat(first[at] + 1 + np.arange(more), HUBS))
        value.append(np.tile(columns.data[begin : begin + HUBS], more))
    made = (np.concatenate(value), (np.concatenate(row), np.concatenate(column)))
    return coo_matrix(made, shape=(matrix.shape[0], int(first[-1]))).tocsc()


def _nearest(products: csr_matrix, first: int) -> NDArray[np.int64]:
    """Of each row of the block its nearest others."""
    found = products.tocoo()
    keep = (found.data > FLOOR) & (found.row + first != found.col)
    rows, columns, values = found.row[keep], found.col[keep], found.data[keep]
    order = np.lexsort((-values, rows))
    rows, columns = rows[order], columns[order]
    begins = np.searchsorted(rows, rows, side="left")
    near = np.arange(len(rows)) - begins < NEAREST
    return np.column_stack([rows[near] + first, columns[near]]).astype(np.int64)
