"""Private details that have a form of their own: numbers of phones, identity papers and bank cards. They are found by rule,
never sent anywhere; names and addresses, which have none, are suggested to whoever redacts (`readings/sorting`)."""

from __future__ import annotations

import re
import unicodedata

_ID = re.compile(r"(?<![0-9A-Za-z])\d{17}[0-9Xx](?![0-9A-Za-z])")
_MOBILE = re.compile(r"(?<!\d)(?:\+?86[- ]?)?1[3-9]\d(?:[- ]?\d{4}){2}(?!\d)")
_LANDLINE = re.compile(r"(?<!\d)0\d{2,3}[- ]?[2-9]\d{6,7}(?!\d)")
_CARD = re.compile(r"(?<!\d)[3-6]\d{3}(?:[- ]?\d{4}){2,3}(?:[- ]?\d{1,3})?(?!\d)")
_KINDS = (_ID, _MOBILE, _LANDLINE, _CARD)
_ANY = re.compile(r"\d[\d -]{8}")
"""What any of them holds, and hardly anything else."""


class _Plain(dict[int, str]):
    """Each character as its plain form of one character. Those of the first plane are kept, so that a long text is mapped
    without asking for each, and no writer of rare signs makes it large."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        found = unicodedata.normalize("NFKC", letter)[:1] or letter
        if code <= 0xFFFF:
            self[code] = found
        return found


_PLAIN = _Plain()


def spans(text: str) -> list[tuple[int, int]]:
    """Where such numbers stand, full-width digits too; in order, none within another."""
    plain = text.translate(_PLAIN)
    if not _ANY.search(plain):
        return []
    found: list[tuple[int, int]] = []
    for kind in _KINDS:
        for match in kind.finditer(plain):
            if not any(start < match.end() and match.start() < end for start, end in found):
                found.append(match.span())
    return sorted(found)


def numbers(text: str) -> list[str]:
    """The numbers themselves."""
    return [text[start:end] for start, end in spans(text)]


def masked(text: str) -> str:
    """The text with each such number masked but for its first three digits."""
    out, at = [], 0
    for start, end in spans(text):
        out += [text[at : start + 3], "*" * (end - start - 3)]
        at = end
    return "".join([*out, text[at:]])
