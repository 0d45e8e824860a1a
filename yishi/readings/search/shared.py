"""The phrases that two texts share, to show why they are held to be alike."""

from __future__ import annotations

import re
from itertools import pairwise

from yishi.readings.search.weights import Known

SHOWN = 5
LONGEST = 24
"""Characters of a phrase that are shown; a longer passage in common is cut there."""
TELLING = 1.6
"""The weight that a gram at a phrase's ends must have: one that a fifth of all texts have weighs as much."""

_SAID = re.compile(r"[^\W_]+")


def runs(text: str) -> list[str]:
    """Folded text without its punctuation, stretch by stretch. Signs beyond the first plane divide, too."""
    return [run for run in _SAID.findall(re.sub("[\U00010000-\U0010ffff]", " ", text)) if len(run) > 1]


def grams_of(text: str) -> list[str]:
    """The grams of folded text that say something, in order: no punctuation, no bare numbers."""
    return [gram for run in runs(text) for gram in map("".join, pairwise(run)) if not gram.isdigit()]


def phrases(title: str, body: str, other: str, known: Known) -> tuple[str, ...]:
    """The most telling phrases of the draft that stand in `other`, none within another, at most `SHOWN`."""
    found: dict[str, float] = {}
    for text, factor in ((title, 2), (body, 1)):
        for run in runs(text):
            for phrase in _common(run, other):
                trimmed = _trimmed(phrase, known)
                if trimmed:
                    worth = factor * known.sum(grams_of(trimmed))
                    found[trimmed] = max(worth, found.get(trimmed, 0.0))
    best: list[str] = []
    for phrase in sorted(found, key=lambda phrase: -found[phrase]):
        if len(best) < SHOWN and not any(phrase in taken or taken in phrase for taken in best):
            best.append(phrase)
    return tuple(best)


def _common(run: str, other: str) -> list[str]:
    """The longest stretches of the run that stand in the other text, from left to right."""
    found, at = [], 0
    while at < len(run) - 1:
        end = at + 2
        if run[at:end] not in other:
            at += 1
            continue
        while end < len(run) and end - at < LONGEST and run[at : end + 1] in other:
            end += 1
        found.append(run[at:end])
        at = end
    return found


def _trimmed(phrase: str, known: Known) -> str:
    """Without common words at its ends (关于…的建议); empty if nothing telling is left."""
    telling = [at for at in range(len(phrase) - 1) if known.weight.get(phrase[at : at + 2], 0.0) >= TELLING]
    if not telling:
        return ""
    kept = phrase[telling[0] : telling[-1] + 2]
    return "" if kept.isdigit() else kept
