"""Text from outside, made fit for a document: nothing a caller passes in may break the file or its reading
order."""

from __future__ import annotations

import re
import unicodedata

_BREAKS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
# What XML 1.0 cannot hold (NUL, controls, lone surrogates, FFFE and FFFF), the C1 controls, and the marks
# that turn the reading order round: in an official letter those could only mislead.
_REFUSED = re.compile(
    "[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\u202a-\u202e\u2066-\u2069\ufeff]"
)
_BLANKS = re.compile(r"\s+")


class PaperRefused(ValueError):
    """A paper cannot be made from what was given; the message is a Chinese sentence that says what to
    mend."""


def clean(text: str) -> str:
    """`text` without characters that a document cannot hold; every kind of line break becomes a newline."""
    return _REFUSED.sub("", _BREAKS.sub("\n", text))


def line(text: str) -> str:
    """`text` cleaned and on one line."""
    return _BLANKS.sub(" ", clean(text)).strip()


def paragraphs(text: str) -> list[str]:
    """The paragraphs of `text`, cleaned, without empty ones and without typed-in indents: the layout
    indents."""
    stripped = (part.strip().replace("\t", " ") for part in clean(text).split("\n"))
    return [part for part in stripped if part]


def width(text: str) -> float:
    """Width of `text` in Chinese characters; digits and Latin letters count half."""
    return sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.5 for char in text)
