"""The words that speak for a suggestion, and the sentence that says so (因为写到“学费”“班主任”).

What a gram adds to a score is shared out among its characters; a word's share is what its characters have, and what it
adds as a word. So the reason is not told after the fact: it is what the score is made of.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np
from django.utils.translation import gettext as _

from yishi.readings.sorting.grams import LONGEST, Array, fold, number, plain, word_number, words
from yishi.readings.sorting.model import Model
from yishi.readings.sorting.plain_words import empty
from yishi.readings.sorting.vocabulary import CUTTERS, Message

MOST = 3
"""Words in a reason."""
TELLING = 0.25
"""A word with less than this share of the most telling one's says nothing."""


def reason(found: tuple[str, ...]) -> str:
    """The sentence; without words it says that nothing stands out."""
    if not found:
        return _("没有特别突出的词，只是整体上相近")
    return _("因为写到%s") % "".join(_("“%s”") % word for word in found)


def telling(model: Model, head: str, message: Message, answers: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """For each of these answers the words of the message that speak most for it, rather than for the others."""
    asked = model.heads[head]
    places = [asked.answers.index(answer) for answer in answers]
    shares: list[dict[str, float]] = [defaultdict(float) for _answer in answers]
    first = 0
    for vocabulary in model.vocabularies:
        for text in map(fold, message):
            _texts, columns, values = vocabulary.vectors(CUTTERS[vocabulary.way]([text]), 1)
            mine = asked.weights[first + columns]
            worth = values[:, None] * (mine[:, places] - mine.mean(axis=1, keepdims=True))
            _share(vocabulary.way, text, dict(zip(vocabulary.numbers[columns].tolist(), worth, strict=True)), shares)
        first += len(vocabulary)
    said = "\n".join(message)
    return {answer: _best(share, said) for answer, share in zip(answers, shares, strict=True)}


def shared(one: str, other: str) -> tuple[str, ...]:
    """Words that both texts hold and that say something, the longest first."""
    theirs = set(words(plain(other)))
    both = dict.fromkeys(word for word in words(plain(one)) if len(word) > 1 and word in theirs and word not in empty())
    return tuple(sorted(both, key=len, reverse=True)[:MOST])


def _share(way: str, text: str, worth: dict[int, Array], shares: list[dict[str, float]]) -> None:
    """Add what each word of a text has, in each of `shares`."""
    cuts = words(text)
    parts = _of_words(cuts, worth, len(shares)) if way == "words" else _of_letters(text, cuts, worth, len(shares))
    for word, part in zip(cuts, parts, strict=True):
        for share, value in zip(shares, part, strict=True):
            share[word] += float(value)


def _of_words(cuts: list[str], worth: dict[int, Array], width: int) -> list[Array]:
    times = Counter(cuts)
    none = np.zeros(width)
    return [worth.get(word_number(word), none) / times[word] for word in cuts]


def _of_letters(text: str, cuts: list[str], worth: dict[int, Array], width: int) -> list[Array]:
    """What the characters of each word have of the grams they stand in; a gram that comes again is shared among its places."""
    grams = [
        (at, size, number(text[at : at + size])) for size in range(1, LONGEST + 1) for at in range(len(text) - size + 1)
    ]
    times = Counter(code for _at, _size, code in grams)
    each = np.zeros((len(text), width))
    for at, size, code in grams:
        if code in worth:
            each[at : at + size] += worth[code] / (times[code] * size)
    parts, at = [], 0
    for word in cuts:
        at = text.index(word, at)
        parts.append(each[at : at + len(word)].sum(axis=0))
        at += len(word)
    return parts


def _best(share: dict[str, float], said: str) -> tuple[str, ...]:
    ranked = sorted(
        ((value, word) for word, value in share.items() if len(word) > 1 and word not in empty() and word in said),
        reverse=True,
    )
    return tuple(word for value, word in ranked[:MOST] if value > max(TELLING * ranked[0][0], 0))
