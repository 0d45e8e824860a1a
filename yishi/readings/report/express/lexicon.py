"""The catalogue's words, ready to be found in a sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from yishi.readings.report.express.plain import bare
from yishi.readings.report.express.words import SUGGESTIONS
from yishi.rooms.activities.catalogue.kinds import Catalogue, Kind, Output

What = Literal["kind", "output", "role", "suggestion"]
KEPT = 5000
"""Texts whose words are remembered: a clause is looked through for each number near it."""
LONGEST = 20
FAMILIES = {
    "opinion": ("opinion", "opinion_handed", "opinion_answered", "opinion_adopted", "opinion_reference"),
    "problem_found": ("problem_found", "problem_handed", "problem_solved"),
}
"""Outputs that share their nouns: the verb says which; the first where none does."""


OCCASIONS = (
    "督办会",
    "督办座谈会",
    "现场办理",
    "电视问政",
    "督办员抽查",
    "办理回头看",
    "督办活动",
    "建议督办会",
    "提案督办会",
    "建议办理推进会",
    "提案办理推进会",
)
"""What is done about them, counted by the time."""
PROMISES = ("承诺事项", "承诺")
"""What answers promise."""


@dataclass(frozen=True)
class Hit:
    """A word of the catalogue at `start` to `end` of a text. `named`: by its name rather than an alias."""

    start: int
    end: int
    what: What
    code: str
    word: str


@dataclass(frozen=True)
class Lexicon:
    """Words and what they stand for, of one catalogue and kind of organ."""

    profile: str
    catalogue: Catalogue = field(repr=False)
    words: dict[str, tuple[tuple[What, str], ...]] = field(repr=False)
    verbs: frozenset[str] = field(repr=False)
    _found: dict[str, tuple[Hit, ...]] = field(default_factory=dict, repr=False, compare=False)

    def find(self, text: str) -> tuple[Hit, ...]:
        """Every word of the catalogue in the text; those inside longer ones too."""
        if text not in self._found:
            if len(self._found) >= KEPT:
                self._found.clear()
            self._found[text] = tuple(self._find(text))
        return self._found[text]

    def _find(self, text: str) -> Iterator[Hit]:
        for start in range(len(text)):
            for end in range(start + 1, min(len(text), start + LONGEST) + 1):
                for what, code in self.words.get(text[start:end], ()):
                    yield Hit(start, end, what, code, text[start:end])

    def row(self, hit: Hit) -> Kind | Output | None:
        """The kind or output."""
        if hit.what == "kind":
            return self.catalogue.kind_by_code[hit.code]
        return self.catalogue.output_by_code.get(hit.code) if hit.what == "output" else None


@lru_cache(maxsize=16)
def lexicon(catalogue: Catalogue, profile: str) -> Lexicon:
    """The words of an organ of this profile. Kinds that only the other profile has are left out."""
    words: dict[str, list[tuple[What, str]]] = defaultdict(list)
    for word, what, code in _words(catalogue, profile):
        if word and (what, code) not in words[bare(word)]:
            words[bare(word)].append((what, code))
    rows: tuple[Kind | Output, ...] = (*catalogue.kinds, *catalogue.outputs)
    verbs = frozenset(verb for row in rows for verb in row.verbs)
    return Lexicon(profile, catalogue, {word: tuple(found) for word, found in words.items()}, verbs)


def _words(catalogue: Catalogue, profile: str) -> Iterator[tuple[str, What, str]]:
    for kind in catalogue.of_profile(profile):
        yield from ((word, "kind", kind.code) for word in (kind.name, kind.cppcc, *kind.aliases))
    for output in catalogue.outputs:
        for code in (output.code, *FAMILIES.get(output.code, ())):
            yield from ((word, "output", code) for word in (output.name, *output.aliases))
    for role in catalogue.roles:
        yield from ((word, "role", role.code) for word in (role.name, *role.aliases))
    yield from ((word, "suggestion", "") for word in (*SUGGESTIONS[profile], *OCCASIONS, *PROMISES))
