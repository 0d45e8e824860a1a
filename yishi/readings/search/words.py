"""How text and what people type become what the index holds. No database.

A gram is two neighbouring characters. Grams are cut from UTF-16, so each is one 32-bit number, whatever signs
the text has: rare characters beyond the first plane are two units, and nothing typed can be an operator.
"""

from __future__ import annotations

import re
import struct
import unicodedata

LONGEST = 100
"""Characters of a query that are read; a search box takes no more."""

_MARKS = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ud800-\udfff]"
)
_TYPESET = re.compile("(?<=[\u3400-\u9fff])\r?\n(?=[\u3400-\u9fff])")
_SPACES = re.compile(r"\s+")


def fold(text: str) -> str:
    """Text as it is compared: full-width signs as their plain ones (NFKC), one case, one space for any run of
    spaces, no unseen marks. A line break between two Chinese characters is the typesetter's and falls away."""
    plain = _MARKS.sub("", unicodedata.normalize("NFKC", _MARKS.sub("", text)).casefold())
    return _SPACES.sub(" ", _TYPESET.sub("", unicodedata.normalize("NFKC", plain))).strip()


def asked(text: str) -> tuple[str, ...]:
    """The words of a query as they are looked for: folded, split on spaces, each once.

    Only the first `LONGEST` characters are read; pages show these words, so that nobody is misled.
    """
    return tuple(dict.fromkeys(fold(text[: 10 * LONGEST])[:LONGEST].split()))


def short(word: str) -> bool:
    """Too short for a gram: a single character, which is looked for in number and title only."""
    return len(_units(word)) < 4


def exact(word: str) -> bool:
    """Is the word one gram, so that holding the gram is holding the word?"""
    return len(_units(word)) == 4


def tokens(text: str) -> str:
    """The grams of folded text in order, for FTS5: eight hexadecimal digits each; "x" stands between words, so
    that no phrase reaches over a space."""
    return " x ".join(_hex(run) for run in text.split())


def numbers(text: str) -> list[int]:
    """The different grams of folded text, for PostgreSQL: as signed 32-bit integers, sorted."""
    found: set[int] = set()
    for run in text.split():
        found.update(*(struct.unpack(f">{len(half) // 4}I", half) for half in _halves(run)))
    return sorted(gram - (1 << 31) for gram in found)


def number(gram: str) -> int:
    """A gram of two plain characters as its number. Raises IndexError for anything shorter."""
    return numbers(gram)[0]


def token(number: int) -> str:
    """The same gram as FTS5 knows it."""
    return f"{number + (1 << 31):08x}"


def _units(run: str) -> bytes:
    return run.encode("utf-16-be")


def _halves(run: str) -> tuple[bytes, bytes]:
    """The grams that begin at even places, one after the other, and those between them."""
    data = _units(run)
    return data[: len(data) // 4 * 4], data[2 : 2 + (len(data) - 2) // 4 * 4]


def _hex(run: str) -> str:
    even, odd = (half.hex(" ", -4).split() for half in _halves(run))
    grams = [""] * (len(even) + len(odd))
    grams[::2], grams[1::2] = even, odd
    return " ".join(grams)
