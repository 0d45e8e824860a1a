"""The likely handling unit: fifteen fixed kinds (`kinds.toml`), and the rule by which an answer tells its kind.

The rule: of the names in an answer the first counts, in the order of the text. Not read are quoted words and titles of
books (《》 “” and their like: laws, and the message's own subject), and the sentence in which the answer repeats what was
asked ("您反映的……已收悉"): there it is the resident who speaks. A unit that only signs is named too, at the end. "我局"
names nobody. Of two names that begin at the same place the longer one counts.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from yishi.foundation import language

_QUOTED = re.compile(r"《[^《》]{1,80}》|“[^“”]{1,120}”|\"[^\"]{1,120}\"|「[^「」]{1,120}」|【[^【】]{1,80}】")
_REPEATED = re.compile(
    r"(?:反映|咨询|投诉|反馈|举报|提出|询问|发布|提问|留言|来信|建议|关于)[^。；！？\n]{0,120}?"
    r"(?:(?<![局委办院所厅门心])(?:收悉|获悉|知悉|收到|悉知|敬悉|阅悉)|问题[，,：:]|的问题。|的回复|答复如下|回复如下)"
)


@dataclass(frozen=True)
class Kind:
    """One kind of unit. `words` are what residents write where it is meant, `topics` codes of topics it deals with."""

    code: str
    name: str
    english: str
    names: tuple[str, ...]
    words: tuple[str, ...]
    topics: tuple[str, ...]

    @property
    def called(self) -> str:
        """Its name in the reader's language."""
        return language.name(self.name, self.english)


@dataclass(frozen=True)
class Named:
    """A unit named in a text: its kind, the words, and where they stand."""

    kind: str
    words: str
    start: int


@cache
def kinds() -> tuple[Kind, ...]:
    """All of them, in the order in which pages offer them."""
    text = files("yishi.readings.sorting").joinpath("kinds.toml").read_text(encoding="utf-8")
    lists = ("names", "words", "topics")
    return tuple(
        Kind(row["code"], row["name"], row["english"], *(tuple(row[each]) for each in lists))
        for row in tomllib.loads(text)["kind"]
    )


@cache
def by_code() -> dict[str, Kind]:
    """Each by its code."""
    return {kind.code: kind for kind in kinds()}


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((kind.code, re.compile("|".join(kind.names))) for kind in kinds())


def said(answer: str) -> str:
    """What of an answer is read, other words made blank, so that places stay."""
    for outside in (_QUOTED, _REPEATED):
        answer = outside.sub(lambda found: "\u3000" * len(found[0]), answer)
    return answer


def first_named(answer: str) -> Named | None:
    """The unit that an answer names first, by the rule above; None where it names none."""
    text = said(answer)
    found = [
        (match.start(), -len(match[0]), code, match[0]) for code, names in _patterns() if (match := names.search(text))
    ]
    if not found:
        return None
    start, _length, code, words = min(found)
    return Named(code, words, start)


def kind_of(name: str) -> str:
    """The kind of a unit by its own name, of its words the last (环保局 in “镇环保所”); "" where none is known."""
    found = [(match.end(), code) for code, names in _patterns() for match in names.finditer(name.strip())]
    return max(found)[1] if found else ""
