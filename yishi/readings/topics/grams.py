"""Texts as weighted grams of two neighbouring characters, many at a time.

Characters are laid out in one array and each pair is one number, so that a hundred thousand messages take seconds.
Columns are hashed: two grams in one column are rare and harm little.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

BITS = 24
"""Two to the power of so many columns, before those that no text has are left out."""
RARE = 0.004
"""Grams in a smaller share of the texts are all taken as equally rare, lest what two wrote alike by chance outweighs all else."""
PRIOR = 20
"""Texts without the gram that are always counted too: in a handful of messages on one thing its words are still telling."""
CHUNK = 4000
"""Texts that are laid out at once."""
_SPREAD = np.uint32(2654435761)
Ints = NDArray[np.integer[Any]]
Weights = NDArray[np.floating[Any]]


def weighed(texts: Sequence[str], most: int, power: float = 1.0, rare: float = 0.0) -> csr_matrix:
    """Each text as a row of length one (of zero where it has no gram that another has too): its `most` telling grams,
    each by how often it stands there and how rare it is among the texts, the latter to the `power`;
    none is rarer than the share `rare`."""
    rows, columns, counts = _counted(texts)
    shared = np.bincount(columns, minlength=1 << BITS)
    held = shared[columns]
    keep = held > 1
    rows, columns, counts, held = rows[keep], columns[keep], counts[keep], held[keep]
    weight = (1 + np.log(counts)) * np.log((len(texts) + PRIOR) / np.maximum(held, rare * len(texts))) ** power
    rows, columns, telling = _telling(rows, columns, np.asarray(weight, dtype=np.float64), most)
    _known, columns = np.unique(columns, return_inverse=True)
    return unit(csr_matrix((telling.astype(np.float32), (rows, columns)), shape=(len(texts), len(_known))))


def unit(matrix: csr_matrix) -> csr_matrix:
    """Rows of length one; empty rows stay."""
    length = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    scale = np.divide(1, length, out=np.zeros_like(length), where=length > 0)
    matrix = matrix.tocsr()
    matrix.data *= np.repeat(scale, np.diff(matrix.indptr)).astype(matrix.dtype)
    return matrix


def _counted(texts: Sequence[str]) -> tuple[Ints, Ints, Weights]:
    """Row, column and number of every gram of every text, by rows."""
    found = [*_chunks(texts)]
    if not found:
        return np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.float32)
    rows, columns, counts = (np.concatenate(part) for part in zip(*found, strict=True))
    return rows, columns, counts


def _chunks(texts: Sequence[str]) -> Iterator[tuple[Ints, Ints, Weights]]:
    for first in range(0, len(texts), CHUNK):
        part = texts[first : first + CHUNK]
        letters = np.frombuffer("".join(f"{text}\n" for text in part).encode("utf-32-le", "surrogatepass"), np.uint32)
        row = np.repeat(np.arange(len(part), dtype=np.uint64), [len(text) + 1 for text in part])
        word = _words(letters)
        both = word[:-1] & word[1:]
        pair = (letters[:-1] << np.uint32(16) | letters[1:])[both]
        column = (pair * _SPREAD) >> np.uint32(32 - BITS)
        keys, number = np.unique(row[:-1][both] << np.uint64(32) | column.astype(np.uint64), return_counts=True)
        rows = (keys >> np.uint64(32)).astype(np.int32) + np.int32(first)
        yield rows, (keys & np.uint64(0xFFFFFFFF)).astype(np.int32), number.astype(np.float32)


def _words(letters: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Where a Chinese character, a Latin letter or a digit stands."""
    chinese = (letters >= 0x3400) & (letters <= 0x9FFF)
    return chinese | ((letters >= 0x30) & (letters <= 0x39)) | ((letters >= 0x61) & (letters <= 0x7A))


def _telling(rows: Ints, columns: Ints, weight: Weights, most: int) -> tuple[Ints, Ints, Weights]:
    """Of each row the `most` heaviest."""
    order = np.lexsort((-weight, rows))
    rows, columns, weight = rows[order], columns[order], weight[order]
    begins = np.searchsorted(rows, rows, side="left")
    keep = np.arange(len(rows)) - begins < most
    return rows[keep], columns[keep], weight[keep]
