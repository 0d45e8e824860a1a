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
HASH = 31
"""Bits of a phrase's number."""
_SPREAD, _WIDE = np.uint32(2654435761), np.uint64(11400714819323198485)
Ints = NDArray[np.integer[Any]]
Weights = NDArray[np.floating[Any]]


def weighed(texts: Sequence[str], most: int, power: float = 1.0, rare: float = 0.0) -> csr_matrix:
    """Each text as a row of length one (of zero where it has no gram that another has too): its `most` telling grams,
    each by how often it stands there and how rare it is among the texts, the latter to the `power`;
    none is rarer than the share `rare`."""
    chunks = [*_chunks(texts)]
    held = np.zeros(1 << BITS, np.int32)
    for _rows, columns, _counts in chunks:
        np.add.at(held, columns, 1)

    def rarity(columns: Ints) -> Weights:
        seldom = np.log((len(texts) + PRIOR) / np.maximum(held[columns], rare * len(texts))) ** power
        return np.asarray(np.where(held[columns] > 1, seldom, 0))

    found = [_telling(*chunk, rarity(chunk[1]), most) for chunk in chunks]
    if not found:
        return csr_matrix((len(texts), 0), dtype=np.float32)
    rows, columns, weights = (np.concatenate(part) for part in zip(*found, strict=True))
    known, columns = numbered(columns, 1 << BITS)
    return unit(csr_matrix((weights, (rows, columns)), shape=(len(texts), len(known))))


def unit(matrix: csr_matrix) -> csr_matrix:
    """Rows of length one; empty rows stay."""
    length = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    scale = np.divide(1, length, out=np.zeros_like(length), where=length > 0)
    matrix = matrix.tocsr()
    matrix.data *= np.repeat(scale, np.diff(matrix.indptr)).astype(matrix.dtype)
    return matrix


def _chunks(texts: Sequence[str]) -> Iterator[tuple[Ints, Ints, Weights]]:
    for first in range(0, len(texts), CHUNK):
        part = texts[first : first + CHUNK]
        letters, row = _laid_out(part)
        word = _words(letters)
        both = word[:-1] & word[1:]
        pair = (letters[:-1] << np.uint32(16) | letters[1:])[both]
        column = (pair * _SPREAD) >> np.uint32(32 - BITS)
        keys, number = np.unique(row[:-1][both] << np.uint64(32) | column.astype(np.uint64), return_counts=True)
        rows = (keys >> np.uint64(32)).astype(np.int32) + np.int32(first)
        yield rows, (keys & np.uint64(0xFFFFFFFF)).astype(np.int32), number.astype(np.float32)


def phrases(texts: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Three neighbouring characters, wherever they stand in the texts: the text, and the phrase as a number of HASH bits."""
    letters, row = _laid_out(texts)
    word = _words(letters)
    whole = word[:-2] & word[1:-1] & word[2:]
    wide = letters.astype(np.uint64)
    three = (wide[:-2] << np.uint64(32) | wide[1:-1] << np.uint64(16) | wide[2:])[whole]
    return row[:-2][whole].astype(np.int64), ((three * _WIDE) >> np.uint64(64 - HASH)).astype(np.int64)


def distinct(numbers: NDArray[np.int64]) -> NDArray[np.int64]:
    """The numbers, rising, each once. (np.unique hashes, and takes several times as long for millions.)"""
    rising = np.sort(numbers)
    return rising[np.diff(rising, prepend=-1) > 0]


def numbered(at: Ints, most: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Which of the numbers below `most` there are, rising, and each as its place among these."""
    known = np.zeros(most, np.bool_)
    known[at] = True
    return np.flatnonzero(known), np.cumsum(known, dtype=np.int32)[at].astype(np.int64) - 1


def _laid_out(texts: Sequence[str]) -> tuple[NDArray[np.uint32], NDArray[np.uint64]]:
    """The characters of all, and the text each is of; a line end behind each text."""
    letters = np.frombuffer("".join(f"{text}\n" for text in texts).encode("utf-32-le", "surrogatepass"), np.uint32)
    return letters, np.repeat(np.arange(len(texts), dtype=np.uint64), [len(text) + 1 for text in texts])


def _words(letters: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Where a Chinese character, a Latin letter or a digit stands."""
    chinese = (letters >= 0x3400) & (letters <= 0x9FFF)
    return chinese | ((letters >= 0x30) & (letters <= 0x39)) | ((letters >= 0x61) & (letters <= 0x7A))


def _telling(rows: Ints, columns: Ints, counts: Weights, rarity: Weights, most: int) -> tuple[Ints, Ints, Weights]:
    """Of each row the `most` heaviest of what another text has too."""
    keep = rarity > 0
    rows, columns = rows[keep], columns[keep]
    weight = (1 + np.log(counts[keep])) * rarity[keep]
    order = np.lexsort((-weight, rows))
    rows, columns, weight = rows[order], columns[order], weight[order]
    begins = np.searchsorted(rows, rows, side="left")
    keep = np.arange(len(rows)) - begins < most
    return rows[keep], columns[keep], weight[keep].astype(np.float32)
