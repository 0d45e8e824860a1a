"""Where a message is about: names of estates, roads, schools, villages and firms, found by how such names end.

By rule, for a city's names are in no dictionary: a name is what stands before an ending (…小区, …路, …村), back to the last
word that no name holds. A metro line is no place: it runs through many. A name cut a little short is cut short everywhere
and still tells its messages from others.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files

LONGEST = 7
"""Characters before the ending."""
WORDS = {
    key: tuple(words.split())
    for key, words in tomllib.loads(
        files("yishi.readings.topics").joinpath("words.toml").read_text(encoding="utf-8")
    ).items()
}
ENDINGS, DISTRICTS = WORDS["endings"], WORDS["districts"]
NO_DISTRICT, COMMON = frozenset(WORDS["no_district"]), frozenset(WORDS["common"])
ENDED = re.compile(f"(?:{'|'.join(ENDINGS)})$")
"""What a name ends with, the longest first as it stands in the list."""
_OTHER = re.compile(r"[^\u3400-\u9fffa-z0-9]+")
_KINDS = (
    dict.fromkeys(ENDINGS, "e")
    | dict.fromkeys(DISTRICTS, "d")
    | dict.fromkeys(WORDS["plain"], "p")
    | dict.fromkeys([*WORDS["cuts"], "，"], "c")
)


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    """Finds the longest of the words: where the first letter of none stands the search goes on at once, a letter with which no longer
    word begins is a word at once, and the words of any other are tried together."""
    by: dict[str, list[str]] = {}
    for word in sorted(words, key=lambda word: (-len(word), word)):
        by.setdefault(word[0], []).append(word[1:])
    single = "".join(first for first, rest in by.items() if rest == [""])
    longer = [f"{first}(?:{'|'.join(rest)})" for first, rest in by.items() if rest != [""]]
    return re.compile(f"(?=[{''.join(by)}])(?:{'|'.join([f'[{single}]', *longer])})")


_WORDS = _pattern(_KINDS)
_WIDE = tuple(zip("，：；！？（）", ",:;!?()", strict=True))
_HEAD = re.compile(r"(?:[a-z]\d{0,2}|[\u3400-\u9fff]{2,3})$")


@dataclass(frozen=True, slots=True)
class Parted:
    """A text's names, one after another, and the rest of it; administrative places apart. `firm` are names with an ending of
    two characters or more: 走路 ends like a road, and nothing but a housing estate ends in 小区."""

    names: tuple[str, ...]
    firm: tuple[str, ...]
    rest: str
    admin: tuple[str, ...]


def fold(text: str) -> str:
    """Full-width signs as their plain ones, one case."""
    if text.isascii():
        return text.lower()
    for wide, plain in _WIDE:  # nearly all texts hold no others, and to look takes a fraction of the time
        text = text.replace(wide, plain)
    return (text if unicodedata.is_normalized("NFKC", text) else unicodedata.normalize("NFKC", text)).lower()


def parted(text: str) -> Parted:
    """Take the names out of a text."""
    plain = _OTHER.sub("，", fold(text))
    names: list[str] = []
    firm: list[str] = []
    admin: list[str] = []
    rest: list[str] = []
    told = begin = last = 0
    for match in _WORDS.finditer(plain):
        word = match.group()
        kind = _KINDS[word]
        if kind == "c":
            begin = match.end()
            continue
        if kind == "p":
            continue
        start, end = match.span()
        if kind == "e" and names and start == last:  # 紫藤园 and 小区
            names[-1] += word
            if len(word) > 1:
                firm.append(names[-1])
            told = begin = last = end
            continue
        first = _district(plain, begin, start, end) if kind == "d" else _name(plain, begin, start, end)
        if first < 0:
            continue
        (admin if kind == "d" else names).append(plain[first:end])
        if kind == "e" and len(word) > 1:
            firm.append(plain[first:end])
        rest.append(plain[told:first])
        told = begin = end
        last = end if kind == "e" else 0
    rest.append(plain[told:])
    return Parted(tuple(names), tuple(firm), "，".join(rest), tuple(admin))


def _district(plain: str, begin: int, start: int, end: int) -> int:
    """Where the district begins that ends here; -1 where none does."""
    if end - start == 3:  # 自治州
        return max(begin, start - 4)
    if plain[max(0, start - 1) : end] in NO_DISTRICT:
        return -1
    least = max(begin, start - 3)
    found = _HEAD.search(plain, least, start)
    whole = found is not None and (found.start() == least or found.group()[0].isascii())
    return found.start() if found and whole else -1


def _name(plain: str, begin: int, start: int, end: int) -> int:
    """Where the name begins that ends here; -1 where it would be a common word, or too short to tell anything."""
    first = max(begin, start - LONGEST)
    if start - first < 2 or plain[first:end] in COMMON:
        return -1
    return first if end - first > 3 or plain[end - 2 : end] not in COMMON else -1
