"""Texts as numbers: runs of one to three characters ("grams"), each one 63-bit number, and words.

A gram's number holds its characters (21 bits each), so a vocabulary is a sorted array of integers, equal texts give
equal numbers on every machine, and a thousand messages are cut in some milliseconds. A word's number is a digest of it,
made negative, so that the two never meet.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import Any

import numpy as np

LONGEST = 3
_BITS = 21
_SPACES = re.compile(r"\s+")
_DIGITS = re.compile(r"[0-9]+")
_MASKED = re.compile(r"[a-z][0-9]*(?=[省市区县州镇乡])")
_SIGNS = re.compile(r"[^\w ]+|_")

Array = np.ndarray[Any, Any]


def plain(text: str) -> str:
    """Text as it is compared: plain forms (NFKC), one case, any run of signs and spaces as one space."""
    return _SPACES.sub(" ", _SIGNS.sub(" ", unicodedata.normalize("NFKC", text).casefold())).strip()


def fold(text: str) -> str:
    """Text as it is learned from: plain, any number as one 0, and the letters that stand for a masked place (A3区) as x:
    which place and which number it is says nothing of the class."""
    return _DIGITS.sub("0", _MASKED.sub("x", plain(text)))


def cut(texts: Sequence[str], shortest: int = 1, longest: int = LONGEST) -> tuple[Array, Array]:
    """Numbers of the grams of plain texts, and which text each stands in; no gram reaches over a space."""
    letters = np.frombuffer("\n".join(texts).encode("utf-32-le"), dtype="<u4").astype(np.int64)
    place = np.cumsum(letters == 10)
    broken = (letters == 10) | (letters == 32)
    numbers, places = [np.zeros(0, np.int64)], [np.zeros(0, np.int32)]
    for size in range(shortest, min(longest, len(letters)) + 1):
        length = len(letters) - size + 1
        code, bad = np.zeros(length, np.int64), np.zeros(length, bool)
        for at in range(size):
            code = (code << _BITS) | letters[at : at + length]
            bad |= broken[at : at + length]
        numbers.append(code[~bad])
        places.append(place[:length][~bad].astype(np.int32))
    return np.concatenate(numbers), np.concatenate(places)


def number(gram: str) -> int:
    """The number of one gram."""
    code = 0
    for letter in gram:
        code = code << _BITS | ord(letter)
    return code


def words(text: str) -> list[str]:
    """The words of a text, in order, as a dictionary cuts them."""
    import rjieba

    return [word for word in rjieba.cut(text) if not word.isspace()]


def cut_words(texts: Sequence[str]) -> tuple[Array, Array]:
    """Numbers of the words, and which text each stands in."""
    cuts = [[word_number(word) for word in words(text)] for text in texts]
    places = np.repeat(np.arange(len(cuts), dtype=np.int32), [len(each) for each in cuts])
    return np.array([number for each in cuts for number in each], dtype=np.int64), places


@lru_cache(maxsize=200_000)
def word_number(word: str) -> int:
    """The number of one word."""
    return -1 - (int.from_bytes(blake2b(word.encode(), digest_size=8).digest(), "big") >> 2)
